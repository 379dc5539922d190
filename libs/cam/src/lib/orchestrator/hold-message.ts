import type { Tx } from '@aicmo/core-db';
import type { Instant, Refusal } from '@aicmo/core-kernel';
import type { OutreachAttemptRow } from '../db/outreach-tables.ts';
import { blockedDue, dueColumn, lookDue } from '../outreach/due-queries.ts';
import { capRefusals } from '../outreach/outreach-gate.ts';
import type { OutreachVerdict } from '../outreach/verdict-rules.ts';
import { attemptRow, evidenceOf, isSameAttempt, moveAttempt, saveAttempt } from './attempt-record.ts';
import type { Work } from './enrolment-work.ts';
import type { HandledMessage } from './handle-enrolment.ts';
import type { RunTools } from './run-tools.ts';

/** The verdict on a message that may not go now. */
export type HeldVerdict = Exclude<OutreachVerdict, { readonly go: true }>;

/** Keeps a message that may not go now, with its place and its reasons; undefined when that is how it was. */
export async function holdMessage(
  tools: RunTools,
  tx: Tx,
  work: Work,
  verdict: HeldVerdict,
): Promise<HandledMessage | undefined> {
  const { next, seeker, loaded, mode } = work;
  const { planned, reasons } = placeOf(work, verdict);
  const row = attemptRow(work, {
    ...{ status: stateOf(next.attempt, verdict), notBefore: planned, settledAt: null, ledgerId: null },
    ...{ reasons: JSON.stringify(reasons), evidence: evidenceOf(work.zone, verdict.wouldBe) },
  });
  if (planned !== null) work.book.take({ ...seeker, at: planned, isPlanned: true });
  const due = verdict.state === 'BLOCKED' ? markerOf(reasons) : (planned ?? work.now);
  if (next.attempt && isSameAttempt(next.attempt, row)) {
    if (loaded.enrolment[dueColumn[mode]] !== due) await tools.outreach.setDue(tx, loaded.enrolment.id, mode, due);
    return undefined;
  }
  if (next.attempt) moveAttempt(next.attempt.status, row.status);
  await saveAttempt(tools, tx, work, row, {
    due,
    word: verdict.state === 'BLOCKED' ? 'held back' : 'planned',
    reasons,
  });
  return { attemptId: row.id, outcome: verdict.state };
}

/** One that was tried already stays one that is tried again, whatever holds it now: DOMAIN section 3 knows no way back. */
const stateOf = (before: OutreachAttemptRow | undefined, verdict: HeldVerdict): string =>
  before?.status === 'RETRY_SCHEDULED' ? 'RETRY_SCHEDULED' : verdict.state;

/** Whether only reading it is left to a person. */
const markerOf = (reasons: readonly Refusal[]): string =>
  reasons.every(({ code, liftedBy }) => code === 'first-messages' || liftedBy === 'time') ? lookDue : blockedDue;

/**
 * The place of a message that time holds: when every reason is gone and window, gap and caps have room. The caps that
 * pushed it further than the gate's own reasons are added to them.
 */
export function placeOf(
  { book, seeker, now, window, zone, mailbox }: Work,
  verdict: HeldVerdict,
): { readonly planned: Instant | null; readonly reasons: readonly Refusal[] } {
  const lifted = verdict.state === 'SCHEDULED' ? verdict.notBefore : undefined;
  if (lifted === undefined) return { planned: null, reasons: verdict.reasons };
  const found = book.earliest(seeker, lifted > now ? lifted : now, window(zone, mailbox));
  if (!found) return { planned: lifted, reasons: verdict.reasons };
  const known = verdict.reasons.map(({ code }) => code);
  const more = capRefusals(found.caps, found.mailboxReadyAt, now).filter(({ code }) => !known.includes(code));
  return { planned: found.at, reasons: [...verdict.reasons, ...more] };
}
