import { createHash } from 'node:crypto';
import type { Campaign } from '../../contract/campaign.ts';
import type { Client } from '../../contract/client.ts';
import type { Mailbox } from '../../contract/mailbox.ts';
import type { GoLiveMessage } from '../../contract/go-live.ts';
import type { Sequence } from '../../contract/sequence.ts';
import type { Tier } from '../../contract/lead.ts';
import type { MessageService } from '../outreach/message-service.ts';
import type { SequenceService } from '../sequences/sequence-service.ts';
import type { GoLiveStore } from './go-live-store.ts';

const tiers: readonly Tier[] = ['HOT', 'WARM', 'COOL', 'COLD'];

/**
 * The sequences whose texts a campaign sends: those in which its leads are, in the words with which these go on; without
 * leads, those that its tiers would get.
 */
export async function sequencesOf(
  { sequences, store }: { readonly sequences: SequenceService; readonly store: GoLiveStore },
  campaign: Campaign,
): Promise<readonly Sequence[]> {
  const ways = await store.waysInUse(campaign.id);
  if (ways.length > 0) {
    const found = await Promise.all(ways.map((way) => sequences.ofWay(way)));
    const byWords = found.flatMap((each) => (each ? [[JSON.stringify([each.id, each.steps]), each] as const] : []));
    return [...new Map(byWords).values()];
  }
  const all = await sequences.list(campaign.clientId, true);
  const wanted = tiers.flatMap(
    (tier) => campaign.sequenceByTier[tier] ?? all.find((each) => each.tier === tier)?.id ?? [],
  );
  return all.filter(({ id }) => wanted.includes(id));
}

/** What the messages are made from. */
export interface WordingSources {
  readonly campaign: Campaign;
  readonly client: Client;
  readonly sequences: readonly Sequence[];
  /** From which it may write. */
  readonly mailboxes: readonly Mailbox[];
}

/** A fingerprint of everything from which the messages are made: another sentence anywhere makes another one. */
export function wordingOf({ campaign, client, sequences, mailboxes }: WordingSources): string {
  const { name, callToAction, reasonForContact, senderName, senderAddress } = campaign;
  const parts = [name, callToAction, reasonForContact, senderName, senderAddress, client.name, client.brandKit];
  const ends = mailboxes.map((each) => [each.address, each.senderName, each.signature, each.postalAddress]);
  const texts = sequences.map(({ id, version, steps }) => [id, version, steps]);
  return createHash('sha256')
    .update(JSON.stringify([parts, ends, texts]))
    .digest('base64url');
}

/** Each message, in each of its wordings, as the best lead of the campaign would read it. */
export async function messagesOf(
  messages: Pick<MessageService, 'preview'>,
  { campaign, sequences, mailboxes }: WordingSources,
  publicUrl: string | null,
): Promise<readonly GoLiveMessage[]> {
  const found: GoLiveMessage[] = [];
  const mailbox = mailboxes.find(({ status }) => status === 'ACTIVE') ?? mailboxes[0];
  const sender = mailbox && { ...mailbox, name: mailbox.senderName, address: mailbox.replyTo || mailbox.address };
  // Each message has a page of its own; which one is known when it is made.
  const from = { sender: sender ?? null, unsubscribeUrl: publicUrl === null ? null : `${publicUrl}/u/…` };
  for (const { name, steps } of sequences) {
    let firstSubject = '';
    for (const { position, day, channel, subject, variants, ...own } of steps) {
      for (const texts of [{ ...own, subject }, ...variants]) {
        const made = await messages.preview({
          ...{ campaignId: campaign.id, channel, firstSubject, from },
          ...{ subject: texts.subject, body: texts.body, html: texts.html },
        });
        found.push({
          ...{ sequenceName: name, step: position, day, subject: made.subject, body: made.body },
          ...{ leadName: made.leadName, problems: [...made.problems] },
        });
      }
      if (subject.trim() !== '') firstSubject = subject;
    }
  }
  return found;
}
