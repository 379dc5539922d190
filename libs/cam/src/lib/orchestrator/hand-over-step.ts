import type { Tx } from '@aicmo/core-db';
import { internal, type Refusal } from '@aicmo/core-kernel';
import { handOverWords } from '../by-hand/hand-over-words.ts';
import { neverDue } from '../outreach/due-queries.ts';
import { attemptRow, evidenceOf, moveAttempt, saveAttempt } from './attempt-record.ts';
import { settleRehearsal, takePlace } from './deliver-step.ts';
import type { Work } from './enrolment-work.ts';
import type { HandledMessage } from './handle-enrolment.ts';
import type { RunTools } from './run-tools.ts';

/**
 * Gives a step that nothing sends by itself to a person: a task with copy and steps. The message waits for it and
 * counts as sent when the task is completed with proof, and not before: nothing goes through the door, and nothing
 * pretends to have. Rehearsals make no task.
 */
export async function handOverStep(
  tools: RunTools,
  tx: Tx,
  work: Work,
  wouldBe: readonly Refusal[],
): Promise<HandledMessage> {
  if (work.mode !== 'LIVE') {
    const outcome = work.mode === 'PROOF' ? 'PROOFED' : 'SIMULATED';
    takePlace(work);
    return settleRehearsal(tools, tx, work, { outcome, ledgerId: null }, wouldBe);
  }
  const { title, taskId } = await openTask(tools, tx, work);
  const text = `A person does this by hand: the task “${title}” is in Campaign Ops.`;
  const reasons: readonly Refusal[] = [{ code: 'operator-task', text, liftedBy: 'person' }];
  const row = attemptRow(work, {
    ...{ status: 'BLOCKED', notBefore: null, settledAt: null, ledgerId: null, taskId },
    ...{ reasons: JSON.stringify(reasons), evidence: evidenceOf(work.zone, wouldBe) },
  });
  if (work.next.attempt) moveAttempt(work.next.attempt.status, 'BLOCKED');
  work.book.take({ ...work.seeker, at: work.now, isPlanned: true });
  await saveAttempt(tools, tx, work, row, { due: neverDue, word: 'given to a person', reasons });
  return { attemptId: row.id, outcome: 'BLOCKED' };
}

async function openTask(
  { tasks }: RunTools,
  tx: Tx,
  { next, lead, campaign, client, attemptId, message, recipient, now }: Work,
): Promise<{ readonly title: string; readonly taskId: string }> {
  const { channel } = next.step;
  if (!tasks || channel === 'email') throw noTasks();
  const { title, steps } = handOverWords({
    ...{ channel, recipient, leadName: lead.name, company: lead.company, clientName: client.name },
  });
  const about = { attemptId, clientId: client.id, campaignId: campaign.id, channel };
  const task = { ...about, title, steps, copy: message.text, dueAt: now, timeZone: client.timeZone };
  return { title, taskId: await tasks.open(tx, task) };
}

const noTasks = () =>
  internal({ code: 'hand-over', message: 'A message was about to be given to nobody. Tell whoever develops this.' });

/** Tasks of messages whose sequence has ended: nobody has to do them any more. Null: in all campaigns. Gives how many. */
export async function closeTasks(tools: RunTools, tx: Tx, campaignId: string | null): Promise<number> {
  const ended = await tools.outreach.endedTasks(tx, campaignId);
  for (const { id, statusReason } of ended) {
    const why = statusReason === '' ? '' : `: ${statusReason.replace(/\.$/, '')}`;
    await tools.tasks?.close(tx, id, `The sequence of this lead has ended${why}.`);
    await tools.outreach.forgetTask(tx, id);
  }
  return ended.length;
}
