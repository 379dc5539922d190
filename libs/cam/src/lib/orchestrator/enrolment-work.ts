import { newId, type AttemptId, type Channel, type Instant } from '@aicmo/core-kernel';
import type { Campaign } from '../../contract/campaign.ts';
import type { Client } from '../../contract/client.ts';
import type { Lead } from '../../contract/lead.ts';
import type { AttemptMode } from '../../contract/outreach-attempt.ts';
import type { Sequence } from '../../contract/sequence.ts';
import { isFreeMail } from '../identity/matching/free-mail.ts';
import { leadOf } from '../leads/lead-row.ts';
import { domainOf, senderKey } from '../outreach/book-queries.ts';
import { chooseMailbox, type MailboxRoom } from '../outreach/choose-mailbox.ts';
import { composeMessage, type ComposedMessage } from '../outreach/compose-message.ts';
import { contentHash } from '../outreach/content-hash.ts';
import type { FactSources, NextStep } from '../outreach/facts-of.ts';
import type { OutreachMailbox } from '../outreach/outreach-mailbox.ts';
import type { LoadedEnrolment } from '../outreach/outreach-store.ts';
import type { ZonedWindow } from '../outreach/send-window.ts';
import type { SlotBook, SlotSeeker } from '../outreach/slot-book.ts';
import { earlierSubjectOf, threadOf } from '../outreach/thread-of.ts';
import { wordingFor } from '../sequences/step-wording.ts';
import type { RunTools } from './run-tools.ts';

/** The run and the campaign as they stand in this transaction. */
export interface RunScene {
  readonly runId: string;
  readonly fence: number;
  readonly mode: AttemptMode;
  readonly campaign: Campaign;
  readonly client: Client;
  readonly flags: FactSources['flags'];
  readonly book: SlotBook;
  /** The client's mailboxes, without those that are removed. */
  readonly mailboxes: readonly OutreachMailbox[];
  /** Whether further messages still wait until a person has read the first ones. */
  readonly mustBeLookedAt: boolean;
  /** When the campaign, and the mailbox if it is one, may write to somebody in a zone. */
  readonly window: (zone: string, mailbox: OutreachMailbox | null) => ZonedWindow;
  readonly now: Instant;
}

/** One message in hand, with everything that was found out about it. */
export interface Work extends RunScene {
  readonly loaded: LoadedEnrolment;
  readonly lead: Lead;
  readonly next: NextStep;
  readonly sequence: Sequence;
  readonly message: ComposedMessage;
  readonly zone: string;
  readonly seeker: SlotSeeker;
  readonly attemptId: string;
  /** The mailbox that it goes from; null: it is no mail, or there is none. */
  readonly mailbox: OutreachMailbox | null;
  /** Where it goes on its channel; empty: the lead has no such address. */
  readonly recipient: string;
  /** Of everything that a reader would see: an approval holds for this and nothing else. */
  readonly contentHash: string;
}

/** What is known of a message before it is composed. */
export type WorkBase = RunScene & Pick<Work, 'loaded' | 'next' | 'zone' | 'sequence'>;

/** Chooses the mailbox of a message and composes it. `leadMailbox`: from which its lead was written to before. */
export function prepareWork(tools: RunTools, base: WorkBase, leadMailbox: string | null): Work {
  const { loaded, next, campaign, client, sequence } = base;
  const lead = leadOf(loaded.lead);
  const seeker = seekerOf(base, lead);
  const mailbox = next.step.channel === 'email' ? mailboxFor(base, seeker, leadMailbox) : null;
  const attemptId = next.attempt?.id ?? newId<AttemptId>(tools.clock);
  const texts = wordingFor(sequence, next.step, loaded.enrolment.id);
  const message = composeMessage(
    tools.engine,
    {
      ...{ channel: next.step.channel, texts, variantId: texts.variantId },
      threadSubject: threadOf(loaded.attempts, next.step.position),
      earlierSubject: earlierSubjectOf(sequence.steps, next.step.position),
    },
    {
      ...{ client, campaign, lead, sender: mailbox === null ? null : senderOf(mailbox) },
      unsubscribeUrl: tools.unsubscribe.page(attemptId),
    },
  );
  const recipient = recipientOf(lead, next.step.channel);
  return {
    ...{ ...base, lead, attemptId, mailbox, message, recipient },
    contentHash: contentHash({ from: mailbox?.address ?? '', recipient, ...message }),
    seeker: mailbox === null ? seeker : { ...seeker, mailbox: mailbox.key },
  };
}

const senderOf = ({ row }: OutreachMailbox) => ({
  ...{ name: row.senderName, address: row.replyTo === '' ? row.address : row.replyTo },
  ...{ signature: row.signature, postalAddress: row.postalAddress },
});

/** The address of a lead on a channel; empty: it has none. */
function recipientOf(lead: Lead, channel: Channel): string {
  const addresses: Readonly<Record<Channel, string>> = {
    ...{ email: lead.email, linkedin: lead.linkedin, phone: lead.phone, contact_form: siteOf(lead) },
  };
  return addresses[channel];
}

/** The domain of a lead's company, also by its address, unless everybody can have one there; empty: nobody knows. */
function siteOf({ companyDomain, email }: Lead): string {
  const domain = domainOf(email);
  return companyDomain || (isFreeMail(domain) ? '' : domain);
}

function seekerOf({ loaded, next, campaign, client }: WorkBase, lead: Lead): SlotSeeker {
  const isMail = next.step.channel === 'email';
  return {
    ...{ enrolmentId: loaded.enrolment.id, step: next.step.position, leadId: lead.id, leadName: lead.name },
    ...{ campaignId: campaign.id, campaignName: campaign.name, recipientDomain: isMail ? domainOf(lead.email) : '' },
    standing: next.step.position > 1 ? 'follow-up' : next.attempt?.notBefore ? 'due' : 'new',
    mailbox: isMail ? senderKey(campaign.senderAddress, client.senderAddress, client.id) : null,
  };
}

/** In these states nothing of a message has left its mailbox. */
const stillHere: readonly string[] = ['SCHEDULED', 'BLOCKED', 'RETRY_SCHEDULED', 'CANCELLED', 'FAILED'];

function mailboxFor(base: WorkBase, seeker: SlotSeeker, leadMailbox: string | null): OutreachMailbox | null {
  const { loaded, next, campaign, mode, mailboxes } = base;
  const left = loaded.attempts.findLast(({ mailboxId, status }) => mailboxId !== null && !stillHere.includes(status));
  return chooseMailbox({
    ...{ mode, all: mailboxes, only: campaign.senderAddress, bound: left?.mailboxId ?? null },
    chosen: next.attempt?.mailboxId ?? leadMailbox,
    room: (mailbox) => roomOf(base, { ...seeker, mailbox: mailbox.key }, mailbox),
  });
}

/** The first place of a message in a mailbox, and how full its day is. */
function roomOf(
  { book, next, now, zone, window }: WorkBase,
  seeker: SlotSeeker,
  mailbox: OutreachMailbox,
): MailboxRoom {
  const found = book.earliest(seeker, next.dueAt > now ? next.dueAt : now, window(zone, mailbox));
  const at = found?.at ?? now;
  const { day, share } = book.load(mailbox.key, at);
  return { at: found?.at ?? null, day, share };
}
