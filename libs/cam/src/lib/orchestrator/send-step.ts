import type { Tx } from '@aicmo/core-db';
import { internal, parseInstant, type Instant, type Refusal } from '@aicmo/core-kernel';
import type { MailboxRow } from '../db/mailbox-tables.ts';
import type { OutreachAttemptRow } from '../db/outreach-tables.ts';
import { neverDue } from '../outreach/due-queries.ts';
import { nextStepOf } from '../outreach/facts-of.ts';
import { reserveAttempt, workerOfRun, type ReservedAttempt } from '../sending/reserve-attempt.ts';
import type { SendingAttempt } from '../sending/settle-attempt.ts';
import { attemptRow, moveAttempt } from './attempt-record.ts';
import type { Work } from './enrolment-work.ts';
import type { RunTools } from './run-tools.ts';

/** Makes the bytes of a mail of a mailbox and takes them through the door; in proof mode they end there. */
export function reserveStep(
  { desk, unsubscribe }: RunTools,
  tx: Tx,
  work: Work & { readonly mailbox: { readonly row: MailboxRow } },
  wouldBe: readonly Refusal[],
): Promise<ReservedAttempt> {
  const { loaded, campaign, message, now, zone, mode } = work;
  if (mode === 'SIMULATION') throw noMailbox();
  const planned = { notBefore: null, settledAt: now, ledgerId: null, reasons: '[]', evidence: '{}', nextTryAt: null };
  return reserveAttempt({ desk, unsubscribe, worker: workerOfRun(work.runId) }, tx, {
    ...{
      row: attemptRow(work, { ...planned, status: 'SENDING' }),
      mailbox: work.mailbox.row,
      evidence: { zone, wouldBe },
    },
    ...{ leadName: work.lead.name, campaignName: campaign.name, campaignMode: campaign.mode },
    ...{ continuesThread: message.continuesThread, attempts: loaded.attempts, now },
    dueAfter: (settled) => dueAfter(work, settled),
  });
}

/** When the enrolment is due again after a message; null: that was the last one. */
export function dueAfter({ loaded, sequence, zone }: Work, settled: OutreachAttemptRow): Instant | null {
  const attempts = [...loaded.attempts.filter(({ id }) => id !== settled.id), settled];
  return nextStepOf({ ...loaded, attempts }, sequence.steps, zone)?.dueAt ?? null;
}

/** Keeps a message as SENDING: with the commit of this transaction its socket may begin. */
export async function beginSending(tools: RunTools, tx: Tx, work: Work, { row }: SendingAttempt): Promise<void> {
  const { next, loaded, book, seeker } = work;
  if (next.attempt) moveAttempt(next.attempt.status, 'SENDING');
  await tools.outreach.saveAttempt(tx, row);
  await tools.outreach.setDue(tx, loaded.enrolment.id, 'LIVE', neverDue);
  if (row.mailboxId !== null && loaded.enrolment.mailboxId !== row.mailboxId)
    await tools.outreach.setMailbox(tx, loaded.enrolment.id, row.mailboxId);
  book.take({ ...seeker, at: parseInstant(row.settledAt ?? work.now), isPlanned: false });
}

const noMailbox = () =>
  internal({ code: 'send-simulation', message: 'A simulation was about to be sent. Tell whoever develops this.' });
