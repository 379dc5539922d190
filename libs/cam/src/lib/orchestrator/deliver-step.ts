import type { Tx } from '@aicmo/core-db';
import type { Refusal } from '@aicmo/core-kernel';
import type { OutreachAttemptRow } from '../db/outreach-tables.ts';
import { neverDue } from '../outreach/due-queries.ts';
import { decideOutreach } from '../outreach/verdict-rules.ts';
import type { SendingAttempt } from '../sending/settle-attempt.ts';
import { attemptRow, evidenceOf, moveAttempt, saveAttempt } from './attempt-record.ts';
import type { Work } from './enrolment-work.ts';
import type { HandledMessage } from './handle-enrolment.ts';
import { holdMessage, type HeldVerdict } from './hold-message.ts';
import type { RunTools } from './run-tools.ts';
import { beginSending, dueAfter, reserveSteps, type AllowedMail } from './send-step.ts';

/** Whether a mail goes from a mailbox, so that its place is reserved; a simulation ends at the door. */
export function mailToReserve(work: Work, wouldBe: readonly Refusal[]): AllowedMail | undefined {
  const { mailbox, mode } = work;
  return mailbox === null || mode === 'SIMULATION' ? undefined : { work: { ...work, mailbox }, wouldBe };
}

/**
 * Takes mails against which nothing speaks through the door together, in the transaction in which the gate was asked.
 * Their places in the book are taken; `isBookRight` is false when one of them did not get through.
 */
export async function reserveMails(
  tools: RunTools,
  tx: Tx,
  all: readonly AllowedMail[],
): Promise<{ readonly handled: readonly (HandledMessage | undefined)[]; readonly isBookRight: boolean }> {
  const asked = await reserveSteps(tools, tx, all);
  const handled: (HandledMessage | undefined)[] = [];
  const leaving: { readonly work: Work; readonly sending: SendingAttempt }[] = [];
  for (const [index, { work, wouldBe }] of all.entries()) {
    const said = asked[index];
    if (said?.outcome === 'RESERVED') {
      leaving.push({ work, sending: said.sending });
      handled.push({ attemptId: work.attemptId, outcome: 'SENDING', sending: said.sending });
    } else if (said?.outcome === 'REFUSED') {
      handled.push(await holdMessage(tools, tx, work, decideAfterDoor(work, said.refusals, wouldBe)));
    } else if (said) handled.push(await keepRehearsal(tools, tx, work, said.row, said.outcome));
  }
  await beginSending(tools, tx, leaving);
  return { handled, isBookRight: asked.every(({ outcome }) => outcome !== 'REFUSED') };
}

/** Takes a mail that nothing could send through the door, in the transaction in which the gate was asked. */
export async function deliverStep(
  tools: RunTools,
  tx: Tx,
  work: Work,
  wouldBe: readonly Refusal[],
): Promise<HandledMessage | undefined> {
  const { message, next, lead } = work;
  const sent = await tools.door.deliver(tx, {
    ...{ kind: 'mail', mode: work.campaign.mode, destination: work.recipient, subjectRef: work.attemptId },
    summary: `Message ${next.step.position} to ${lead.name}: ${message.subject}`,
    body: `Subject: ${message.subject}\n\n${message.text}`,
  });
  if (sent.outcome === 'REFUSED') return holdMessage(tools, tx, work, decideAfterDoor(work, sent.refusals, wouldBe));
  takePlace(work);
  return settleRehearsal(tools, tx, work, sent, wouldBe);
}

/** In the book, so that what is asked about behind it sees it. */
export const takePlace = ({ book, seeker, now }: Work): void => book.take({ ...seeker, at: now, isPlanned: false });

/** The flags can change between gate and door: what the door says then counts. */
function decideAfterDoor({ mode }: Work, refusals: readonly Refusal[], wouldBe: readonly Refusal[]): HeldVerdict {
  const verdict = decideOutreach(mode, refusals);
  return verdict.go ? { go: false, state: 'BLOCKED', reasons: refusals, wouldBe } : { ...verdict, wouldBe };
}

/** Keeps a message that was simulated or proofed and has its place, and looks for the next one. */
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
  if (work.next.attempt) moveAttempt(work.next.attempt.status, outcome);
  const word = outcome === 'SIMULATED' ? 'simulated' : 'proofed';
  await saveAttempt(tools, tx, work, row, { due: dueAfter(work, row) ?? neverDue, word, reasons: [] });
  return { attemptId: row.id, outcome };
}
