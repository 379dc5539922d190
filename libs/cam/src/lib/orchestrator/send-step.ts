import type { Tx } from '@aicmo/core-db';
import { internal, type Instant, type Refusal } from '@aicmo/core-kernel';
import type { OutreachAttemptRow } from '../db/outreach-tables.ts';
import { nextStepOf } from '../outreach/facts-of.ts';
import type { OutreachMailbox } from '../outreach/outreach-mailbox.ts';
import { reserveAttempts, workerOfRun, type AllowedAttempt, type ReservedAttempt } from '../sending/reserve-attempt.ts';
import type { SendingAttempt } from '../sending/settle-attempt.ts';
import { attemptRow, moveAttempt } from './attempt-record.ts';
import type { Work } from './enrolment-work.ts';
import type { RunTools } from './run-tools.ts';

/** A mail of a mailbox against which nothing speaks, with what would have spoken against it in another mode. */
export interface AllowedMail {
  readonly work: Work & { readonly mailbox: OutreachMailbox };
  readonly wouldBe: readonly Refusal[];
}

/** Makes the bytes of mails of one run and takes them through the door together; in proof mode they end there. */
export async function reserveSteps(
  { desk, unsubscribe }: RunTools,
  tx: Tx,
  all: readonly AllowedMail[],
): Promise<readonly ReservedAttempt[]> {
  const [first] = all;
  if (!first) return [];
  return reserveAttempts({ desk, unsubscribe, worker: workerOfRun(first.work.runId) }, tx, all.map(allowedAttempt));
}

function allowedAttempt({ work, wouldBe }: AllowedMail): AllowedAttempt {
  const { loaded, campaign, message, now, zone, mode } = work;
  if (mode === 'SIMULATION') throw noMailbox();
  const planned = { notBefore: null, settledAt: now, ledgerId: null, reasons: '[]', evidence: '{}', nextTryAt: null };
  return {
    row: attemptRow(work, { ...planned, status: 'SENDING' }),
    ...{ mailbox: work.mailbox.row, evidence: { zone, wouldBe } },
    ...{ leadName: work.lead.name, campaignName: campaign.name, campaignMode: campaign.mode },
    ...{ continuesThread: message.continuesThread, attempts: loaded.attempts, now },
    dueAfter: (settled) => dueAfter(work, settled),
  };
}

/** When the enrolment is due again after a message; null: that was the last one. */
export function dueAfter({ loaded, sequence, zone }: Work, settled: OutreachAttemptRow): Instant | null {
  const attempts = [...loaded.attempts.filter(({ id }) => id !== settled.id), settled];
  return nextStepOf({ ...loaded, attempts }, sequence.steps, zone)?.dueAt ?? null;
}

/** Keeps messages as SENDING: with the commit of this transaction their sockets may begin. */
export async function beginSending(
  tools: RunTools,
  tx: Tx,
  all: readonly { readonly work: Work; readonly sending: SendingAttempt }[],
): Promise<void> {
  for (const { work } of all) if (work.next.attempt) moveAttempt(work.next.attempt.status, 'SENDING');
  await tools.outreach.saveAttempts(
    tx,
    all.map(({ sending }) => sending.row),
  );
  const leaving = all.map(({ work: { loaded }, sending: { row } }) => ({
    enrolmentId: row.enrolmentId,
    mailboxId: row.mailboxId ?? loaded.enrolment.mailboxId,
  }));
  await tools.outreach.leaving(tx, leaving);
}

const noMailbox = () =>
  internal({ code: 'send-simulation', message: 'A simulation was about to be sent. Tell whoever develops this.' });
