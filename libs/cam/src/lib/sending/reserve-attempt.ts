import type { Tx } from '@aicmo/core-db';
import type { Instant, Refusal } from '@aicmo/core-kernel';
import type { MailboxRow } from '../db/mailbox-tables.ts';
import type { OutreachAttemptRow } from '../db/outreach-tables.ts';
import type { UnsubscribeLinks } from '../suppression/unsubscribe-links.ts';
import { messageIdOf, type MailDesk, type OutgoingMail, type ReservingMail } from './outgoing-mail.ts';
import { referencesOf } from './references-of.ts';
import type { SendingAttempt } from './settle-attempt.ts';

/** A message of a sequence that passed every gate in this transaction. */
export interface AllowedAttempt {
  /** As it stands, without what sending adds: state, ledger, Message-ID, thread. */
  readonly row: OutreachAttemptRow;
  readonly evidence: { readonly zone: string; readonly wouldBe: readonly Refusal[] };
  readonly mailbox: MailboxRow;
  readonly leadName: string;
  readonly campaignName: string;
  /** SIMULATION or LIVE: what was asked for. */
  readonly campaignMode: 'SIMULATION' | 'LIVE';
  readonly continuesThread: boolean;
  /** Of the same enrolment and mode. */
  readonly attempts: readonly OutreachAttemptRow[];
  readonly now: Instant;
  readonly dueAfter: SendingAttempt['dueAfter'];
}

/** What the door said. */
export type ReservedAttempt =
  | { readonly outcome: 'RESERVED'; readonly sending: SendingAttempt }
  /** With the row as it is kept. */
  | { readonly outcome: 'SIMULATED' | 'PROOFED'; readonly row: OutreachAttemptRow }
  | { readonly outcome: 'REFUSED'; readonly refusals: readonly Refusal[] };

interface Deps {
  readonly desk: MailDesk;
  readonly unsubscribe: Pick<UnsubscribeLinks, 'headers'>;
  /** Unique for the run, so that its deliveries are found again. */
  readonly worker: string;
}

/** In transaction A: makes the bytes of messages and reserves them at the door together. Writes no row of cam's. */
export async function reserveAttempts(
  { desk, unsubscribe, worker }: Deps,
  tx: Tx,
  all: readonly AllowedAttempt[],
): Promise<readonly ReservedAttempt[]> {
  const outgoing = all.map((allowed) => ({ allowed, ...outgoingOf(unsubscribe, allowed) }));
  const mails = outgoing.map(({ allowed, mail, facts }) => ({ mailbox: allowed.mailbox, mail, facts }));
  const asked = await desk.reserveAll(tx, mails, worker);
  return outgoing.flatMap(({ allowed, mail }, index) => (asked[index] ? reservedOf(allowed, mail, asked[index]) : []));
}

function outgoingOf(unsubscribe: Deps['unsubscribe'], allowed: AllowedAttempt) {
  const { row, mailbox, leadName, now } = allowed;
  const mail: OutgoingMail = {
    ...{ to: { name: leadName, address: row.recipient }, subject: row.subject, text: row.body, html: row.bodyHtml },
    messageId: messageIdOf(row.id, mailbox.address),
    references: allowed.continuesThread ? referencesOf(allowed.attempts, row.step, mailbox.address) : [],
    ...{ headers: unsubscribe.headers(row.id, mailbox.address), at: now },
  };
  const summary = `Message ${row.step} to ${leadName}: ${row.subject}`;
  return { mail, facts: { kind: 'mail', mode: allowed.campaignMode, summary, subjectRef: row.id } as const };
}

function reservedOf(
  allowed: AllowedAttempt,
  { messageId, references }: OutgoingMail,
  asked: ReservingMail,
): ReservedAttempt {
  if (asked.outcome === 'REFUSED') return asked;
  const { row, now, campaignName, dueAfter } = allowed;
  const kept = {
    ...{ ...row, notBefore: null, nextTryAt: null, reasons: '[]', settledAt: now, ledgerId: asked.ledgerId, messageId },
    evidence: JSON.stringify({ ...allowed.evidence, ...(references.length === 0 ? {} : { references }) }),
  };
  if (asked.outcome !== 'RESERVED') return { outcome: asked.outcome, row: { ...kept, status: asked.outcome } };
  return {
    outcome: 'RESERVED',
    sending: { row: { ...kept, status: 'SENDING' }, mail: asked.mail, campaignName, dueAfter },
  };
}

/** The worker of a run's deliveries. */
export const workerOfRun = (runId: string): string => `run/${runId}`;
