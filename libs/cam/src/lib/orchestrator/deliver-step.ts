import type { Tx } from '@aicmo/core-db';
import type { Refusal } from '@aicmo/core-kernel';
import type { OutreachAttemptRow } from '../db/outreach-tables.ts';
import { neverDue } from '../outreach/due-queries.ts';
import { decideOutreach } from '../outreach/verdict-rules.ts';
import { attemptRow, evidenceOf, moveAttempt, saveAttempt } from './attempt-record.ts';
import type { Work } from './enrolment-work.ts';
import type { HandledMessage } from './handle-enrolment.ts';
import { holdMessage, type HeldVerdict } from './hold-message.ts';
import type { RunTools } from './run-tools.ts';
import { beginSending, dueAfter, reserveStep } from './send-step.ts';

/** Takes a mail against which nothing speaks through the door, in the transaction in which the gate was asked. */
export async function deliverStep(
  tools: RunTools,
  tx: Tx,
  work: Work,
  wouldBe: readonly Refusal[],
): Promise<HandledMessage | undefined> {
  const { message, next, lead, mailbox, mode } = work;
  if (mailbox !== null && mode !== 'SIMULATION') {
    const asked = await reserveStep(tools, tx, { ...work, mailbox }, wouldBe);
    if (asked.outcome === 'REFUSED')
      return holdMessage(tools, tx, work, decideAfterDoor(work, asked.refusals, wouldBe));
    if (asked.outcome !== 'RESERVED') return keepRehearsal(tools, tx, work, asked.row, asked.outcome);
    await beginSending(tools, tx, work, asked.sending);
    return { attemptId: work.attemptId, outcome: 'SENDING', sending: asked.sending };
  }
  const sent = await tools.door.deliver(tx, {
    ...{ kind: 'mail', mode: work.campaign.mode, destination: work.recipient, subjectRef: work.attemptId },
    summary: `Message ${next.step.position} to ${lead.name}: ${message.subject}`,
    body: `Subject: ${message.subject}\n\n${message.text}`,
  });
  if (sent.outcome !== 'REFUSED') return settleRehearsal(tools, tx, work, sent, wouldBe);
  return holdMessage(tools, tx, work, decideAfterDoor(work, sent.refusals, wouldBe));
}

/** The flags can change between gate and door: what the door says then counts. */
function decideAfterDoor({ mode }: Work, refusals: readonly Refusal[], wouldBe: readonly Refusal[]): HeldVerdict {
  const verdict = decideOutreach(mode, refusals);
  return verdict.go ? { go: false, state: 'BLOCKED', reasons: refusals, wouldBe } : { ...verdict, wouldBe };
}

/** Keeps a message that was simulated or proofed, and looks for the next one. */
export async function settleRehearsal(
  tools: RunTools,
  tx: Tx,
  work: Work,
  sent: { readonly outcome: 'SIMULATED' | 'PROOFED'; readonly ledgerId: string | null },
  wouldBe: readonly Refusal[],
): Promise<HandledMessage> {
  const row = attemptRow(work, {
    ...{ status: sent.outcome, notBefore: null, settledAt: work.now, ledgerId: sent.ledgerId },
    ...{ reasons: '[]', evidence: evidenceOf(work.zone, wouldBe) },
  });
  return keepRehearsal(tools, tx, work, row, sent.outcome);
}

async function keepRehearsal(
  tools: RunTools,
  tx: Tx,
  work: Work,
  row: OutreachAttemptRow,
  outcome: 'SIMULATED' | 'PROOFED',
): Promise<HandledMessage> {
  const { next, now, seeker } = work;
  if (next.attempt) moveAttempt(next.attempt.status, outcome);
  work.book.take({ ...seeker, at: now, isPlanned: false });
  const word = outcome === 'SIMULATED' ? 'simulated' : 'proofed';
  await saveAttempt(tools, tx, work, row, { due: dueAfter(work, row) ?? neverDue, word, reasons: [] });
  return { attemptId: row.id, outcome };
}
