import type { Tx } from '@aicmo/core-db';
import type { Refusal } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { StoredRefusal } from '../../contract/outreach-attempt.ts';
import type { OutreachAttemptRow } from '../db/outreach-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';
import { assertAttemptMove } from '../outreach/attempt-rules.ts';
import type { Work } from './enrolment-work.ts';
import type { RunTools } from './run-tools.ts';

/** What became of a message. */
export type AttemptOutcome = Pick<
  OutreachAttemptRow,
  'status' | 'notBefore' | 'settledAt' | 'ledgerId' | 'reasons' | 'evidence'
> &
  Partial<Pick<OutreachAttemptRow, 'messageId' | 'nextTryAt' | 'retryCount' | 'taskId'>>;

/** The row of a message as it is now. What an approval was given for is compared: other words need another one. */
export function attemptRow(work: Work, outcome: AttemptOutcome): OutreachAttemptRow {
  const { loaded, next, campaign, message, now, runId, fence, mode, mailbox, contentHash } = work;
  const before = next.attempt;
  const isApproved = before?.approvedHash === contentHash;
  return {
    ...{ id: work.attemptId, clientId: campaign.clientId, campaignId: campaign.id, leadId: loaded.lead.id },
    ...{ enrolmentId: loaded.enrolment.id, sequenceId: loaded.enrolment.sequenceId },
    ...{ stepId: `${loaded.enrolment.sequenceId}/${next.step.position}`, step: next.step.position, mode },
    ...{ channel: next.step.channel, recipient: work.recipient, subject: message.subject, body: message.text },
    ...{ bodyHtml: message.html, variantId: message.variantId, mailboxId: mailbox?.id ?? null },
    ...{ runId, fencingToken: fence, retryCount: before?.retryCount ?? 0, nextTryAt: before?.nextTryAt ?? null },
    ...{ messageId: before?.messageId ?? null, taskId: before?.taskId ?? null },
    approvedBy: isApproved ? before.approvedBy : null,
    approvedAt: isApproved ? before.approvedAt : null,
    approvedHash: isApproved ? before.approvedHash : null,
    ...outcome,
    ...{ plannedAt: before?.plannedAt ?? now, createdAt: before?.createdAt ?? now, updatedAt: now },
  };
}

/** See AttemptEvidence. */
export const evidenceOf = (zone: string, wouldBe: readonly Refusal[]): string => JSON.stringify({ zone, wouldBe });

const States = {
  from: z.enum(['SCHEDULED', 'BLOCKED', 'RETRY_SCHEDULED']),
  to: z.enum(['SCHEDULED', 'BLOCKED', 'RETRY_SCHEDULED', 'SIMULATED', 'PROOFED', 'SENDING']),
};

/** BLOCKED goes back through SCHEDULED: what blocked it was lifted, and then the new answer counts. */
export function moveAttempt(from: string, to: OutreachAttemptRow['status']): void {
  const parsed = z.parse(States.from, from);
  const target = z.parse(States.to, to);
  if (parsed === target) return;
  if (parsed === 'BLOCKED') assertAttemptMove('BLOCKED', 'SCHEDULED');
  const start = parsed === 'BLOCKED' ? 'SCHEDULED' : parsed;
  if (start !== target) assertAttemptMove(start, target);
}

/** What is told of a message in the story of its lead. */
export interface AttemptStory {
  /** When its enrolment is due again in this mode. */
  readonly due: string;
  /** "simulated", "planned": what became of it. */
  readonly word: string;
  readonly reasons: readonly Refusal[];
}

/** Keeps a message, when its enrolment is due again, and a line of the lead's story. */
export async function saveAttempt(
  tools: RunTools,
  tx: Tx,
  { loaded, mode, runId, next, campaign, message, mailbox }: Work,
  row: OutreachAttemptRow,
  { due, word, reasons }: AttemptStory,
): Promise<void> {
  await tools.outreach.saveAttempt(tx, row);
  await tools.outreach.setDue(tx, loaded.enrolment.id, mode, due);
  if (mode === 'LIVE' && mailbox !== null && loaded.enrolment.mailboxId !== mailbox.id)
    await tools.outreach.setMailbox(tx, loaded.enrolment.id, mailbox.id);
  const subject = message.subject === '' ? '' : `: ${message.subject}`;
  await tools.records.append(tx, [
    {
      ...{ clientId: row.clientId, campaignId: row.campaignId, subjectKind: 'lead', subjectId: row.leadId },
      what: `Message ${next.step.position} of “${campaign.name}” ${word}${subject}`,
      why: reasons.map(({ text }) => text).join(' ') || 'Nothing spoke against it.',
      ...{ actor: 'orchestrator', data: { attemptId: row.id, runId } },
    },
  ]);
}

/** Whether asking again gave the same answer; the moments in the reasons move on by themselves. */
export function isSameAttempt(before: OutreachAttemptRow, after: OutreachAttemptRow): boolean {
  const codes = (row: OutreachAttemptRow): string =>
    readJsonColumn(z.array(StoredRefusal), row.reasons, 'cam_outreach_attempt.reasons')
      .map(({ code, text }) => `${code} ${text}`)
      .join('\n');
  const kept = [
    'status',
    'notBefore',
    'subject',
    'body',
    'bodyHtml',
    'mailboxId',
    'recipient',
    'approvedHash',
  ] as const;
  return kept.every((column) => before[column] === after[column]) && codes(before) === codes(after);
}
