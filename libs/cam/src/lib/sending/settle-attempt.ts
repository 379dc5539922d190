import type { SmtpOutcome } from '@aicmo/core-effects';
import type { Tx } from '@aicmo/core-db';
import type { Instant, Refusal } from '@aicmo/core-kernel';
import type { OutreachAttemptRow } from '../db/outreach-tables.ts';
import { withoutSecrets } from '../mailboxes/mailbox-rules.ts';
import { neverDue } from '../outreach/due-queries.ts';
import { deadAddressCode } from '../inbound/guardrail-store.ts';
import type { NewRecord } from '../records/record-store.ts';
import { afterSent, type SentMessage } from './after-sent.ts';
import { endOfTry, type EndOfTry } from './end-of-try.ts';
import type { ReservedMail } from './mail-lines.ts';
import { stopMailbox, suppressDeadAddress } from './server-verdict.ts';
import type { SendingTools } from './sending-tools.ts';

/** A message of a sequence that is on its way: reserved, and its reservation committed. */
export interface SendingAttempt {
  /** As it was reserved: SENDING. */
  readonly row: OutreachAttemptRow;
  readonly mail: ReservedMail;
  readonly campaignName: string;
  /** When the enrolment is due next, if the message is that; null: it was the last one. */
  readonly dueAfter: (settled: OutreachAttemptRow) => Instant | null;
}

/** The same when the server has answered, or the conversation has ended. */
export interface AnsweredAttempt extends SendingAttempt {
  readonly outcome: SmtpOutcome;
  readonly at: Instant;
}

/** What came of one: the line of its lead's story, and, when it left, what follows. */
interface Settled {
  readonly told: NewRecord;
  readonly sent?: SentMessage;
}

/**
 * The marks: ledger and messages say what became of them, and so do leads, enrolments and mailboxes. A delivery that was
 * declared uncertain meanwhile stays so, and what was seen is kept with it. Gives the states, in order.
 */
export async function settleAttempts(
  tools: SendingTools,
  tx: Tx,
  all: readonly AnsweredAttempt[],
): Promise<readonly EndOfTry['state'][]> {
  if (all.length === 0) return [];
  const ended = all.map((answered) => ({ answered, end: endOf(answered) }));
  const settlements = ended.map(({ answered, end }) => ({
    reservation: answered.mail.reservation,
    settlement: end.ledger,
  }));
  const inTime = await tools.door.settleAll(tx, settlements);
  const kept = ended.filter((_each, index) => inTime[index]);
  const changes = kept.map(({ answered, end }) => ({
    id: answered.row.id,
    ...changeOf(answered.row, end, answered.at),
  }));
  await tools.sending.moveAll(tx, 'SENDING', changes);
  const settled: Settled[] = [];
  for (const { answered, end } of kept) settled.push(await settleOne(tools, tx, answered, end));
  await tools.records.append(
    tx,
    settled.map(({ told }) => told),
  );
  const sent = settled.flatMap((each) => each.sent ?? []);
  await afterSent(tools, tx, sent);
  return ended.map(({ end }, index) => (inTime[index] ? end.state : 'UNCERTAIN'));
}

function endOf({ row, at, mail, outcome }: AnsweredAttempt): EndOfTry {
  return masked(
    endOfTry(outcome, { enrolmentId: row.enrolmentId, step: row.step, retries: row.retryCount, now: at }),
    mail,
  );
}

/** What follows from the state that was written. */
async function settleOne(tools: SendingTools, tx: Tx, answered: AnsweredAttempt, end: EndOfTry): Promise<Settled> {
  const { row, at } = answered;
  const settled = { ...row, ...changeOf(row, end, at) };
  const told = recordOf(answered, end);
  if (end.state === 'SENT') return { told, sent: { ...settled, dueAt: answered.dueAfter(settled) } };
  await tools.outreach.setDue(tx, row.enrolmentId, 'LIVE', dueOf(answered, settled, end));
  if (end.state === 'RETRY_SCHEDULED') await tools.sending.cancelIfEnded(tx, row.id, at);
  if (end.state === 'FAILED' && answered.dueAfter(settled) === null)
    await tools.sending.giveUp(tx, row.enrolmentId, at);
  if (end.isDeadAddress) await suppressDeadAddress(tools, tx, row, end.why);
  if (end.mailboxTrouble !== null && row.mailboxId !== null) {
    await stopMailbox(tools, tx, row.mailboxId, end.mailboxTrouble);
  }
  return { told };
}

/** After a failure the next step becomes due on its day, and is held until somebody decides. */
const dueOf = ({ dueAfter }: SendingAttempt, settled: OutreachAttemptRow, { nextTryAt }: EndOfTry): string =>
  nextTryAt ?? dueAfter(settled) ?? neverDue;

function changeOf(row: OutreachAttemptRow, end: EndOfTry, at: Instant) {
  return {
    ...{ status: end.state, settledAt: at, updatedAt: at, notBefore: end.nextTryAt, nextTryAt: end.nextTryAt },
    reasons: JSON.stringify(reasonsOf(end)),
    retryCount: end.state === 'RETRY_SCHEDULED' && end.counts ? row.retryCount + 1 : row.retryCount,
  };
}

function reasonsOf({ state, why, nextTryAt, isDeadAddress }: EndOfTry): readonly Refusal[] {
  switch (state) {
    case 'SENT':
      return [];
    case 'RETRY_SCHEDULED':
      return [{ code: 'try-failed', text: why, liftedBy: 'time', ...(nextTryAt ? { notBefore: nextTryAt } : {}) }];
    case 'FAILED':
      return [{ code: isDeadAddress ? deadAddressCode : 'not-taken', text: why, liftedBy: 'person' }];
    case 'UNCERTAIN':
      return [{ code: 'uncertain', text: why, liftedBy: 'person' }];
  }
}

const stateWords: Readonly<Record<EndOfTry['state'], string>> = {
  SENT: 'sent',
  RETRY_SCHEDULED: 'not taken; it is tried again',
  FAILED: 'not sent',
  UNCERTAIN: 'may or may not have left',
};

const recordOf = ({ row, campaignName }: SendingAttempt, { state, why }: EndOfTry): NewRecord => ({
  ...{ clientId: row.clientId, campaignId: row.campaignId, subjectKind: 'lead', subjectId: row.leadId },
  what: `Message ${row.step} of “${campaignName}” ${stateWords[state]}: ${row.subject}`,
  ...{ why, actor: 'orchestrator', data: { attemptId: row.id, runId: row.runId } },
});

/** Servers repeat what they were told; a password is none of anybody's business. */
function masked(end: EndOfTry, { settings }: ReservedMail): EndOfTry {
  const hide = (text: string): string => withoutSecrets(text, [settings.login?.password ?? '']);
  return {
    ...end,
    why: hide(end.why),
    mailboxTrouble: end.mailboxTrouble === null ? null : hide(end.mailboxTrouble),
    ledger: {
      outcome: end.ledger.outcome,
      reasons: end.ledger.reasons.map(hide),
      evidence: end.ledger.evidence.map(hide),
    },
  };
}
