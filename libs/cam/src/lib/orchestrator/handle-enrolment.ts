import type { Tx } from '@aicmo/core-db';
import { newId, type AttemptId, type Instant, type Refusal } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import type { Campaign } from '../../contract/campaign.ts';
import type { Client } from '../../contract/client.ts';
import { StoredRefusal, type AttemptMode } from '../../contract/outreach-attempt.ts';
import type { RunItemOutcome } from '../../contract/run-item-outcome.ts';
import type { Sequence } from '../../contract/sequence.ts';
import type { OutreachAttemptRow } from '../db/outreach-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';
import { leadOf } from '../leads/lead-row.ts';
import { assertAttemptMove } from '../outreach/attempt-rules.ts';
import { composeMessage, type ComposedMessage } from '../outreach/compose-message.ts';
import { factsOf, nextStepOf, type NextStep } from '../outreach/facts-of.ts';
import { capRefusals, outreachGate } from '../outreach/outreach-gate.ts';
import { blockedDue, domainOf, mailboxOf, neverDue, type LoadedEnrolment } from '../outreach/outreach-store.ts';
import { earlierSubjectOf, threadOf } from '../outreach/thread-of.ts';
import { usableZone, type ZonedWindow } from '../outreach/send-window.ts';
import type { SlotBook, SlotSeeker } from '../outreach/slot-book.ts';
import { decideOutreach, type OutreachVerdict } from '../outreach/verdict-rules.ts';
import type { RunTools } from './run-tools.ts';

/** The run and the campaign as they stand in this transaction. */
export interface RunScene {
  readonly runId: string;
  readonly fence: number;
  readonly mode: AttemptMode;
  readonly campaign: Campaign;
  readonly client: Client;
  readonly flags: Parameters<typeof factsOf>[0]['flags'];
  readonly book: SlotBook;
  readonly window: (zone: string) => ZonedWindow;
  readonly now: Instant;
}

/** What became of a message, and where it is kept. */
export interface HandledMessage {
  readonly attemptId: string;
  readonly outcome: RunItemOutcome;
}

/** One message in hand, with everything that was found out about it. */
interface Work extends RunScene {
  readonly loaded: LoadedEnrolment;
  readonly next: NextStep;
  readonly message: ComposedMessage;
  readonly zone: string;
  readonly seeker: SlotSeeker;
  readonly attemptId: string;
}

/**
 * Transaction A for one enrolment: reads everything fresh, composes the message, asks the whole gate, goes through the
 * door, and leaves exactly one attempt for (enrolment, step, mode). Undefined when nothing changed.
 */
export async function handleEnrolment(
  tools: RunTools,
  tx: Tx,
  scene: RunScene,
  enrolmentId: string,
): Promise<HandledMessage | undefined> {
  const loaded = await tools.outreach.load(tx, enrolmentId, scene.mode);
  if (loaded?.enrolment.status !== 'ACTIVE') return undefined;
  const sequence = await tools.sequences.find(loaded.enrolment.sequenceId, tx);
  const zone = usableZone(loaded.lead.timeZone, scene.client.timeZone);
  const next = nextStepOf(loaded, sequence?.steps ?? [], zone);
  if (!sequence || !next) {
    await tools.outreach.setDue(tx, enrolmentId, scene.mode, neverDue);
    return undefined;
  }
  const work = prepare(tools, { ...scene, loaded, next, zone }, sequence);
  const [suppressions = []] = await tools.suppression.hits([loaded.lead], tx);
  const { content, uses } = { content: work.message.problems, uses: work.book.usesAt(work.seeker, work.now) };
  const window = work.window(zone);
  const facts = factsOf({ ...work, suppressions, content, window, uses, configured: tools.configured });
  const verdict = decideOutreach(work.mode, outreachGate(facts));
  if (!verdict.go) return hold(tools, tx, work, verdict);
  const sent = await tools.door.deliver(tx, {
    ...{ kind: 'mail', mode: work.campaign.mode, destination: loaded.lead.email, subjectRef: work.attemptId },
    summary: `Message ${next.step.position} to ${leadOf(loaded.lead).name}: ${work.message.subject}`,
    body: `Subject: ${work.message.subject}\n\n${work.message.text}`,
  });
  if (sent.outcome !== 'REFUSED') return settle(tools, tx, work, sent, verdict.wouldBe, sequence);
  return hold(tools, tx, work, decideAfterDoor(work.mode, sent.refusals, verdict.wouldBe));
}

function prepare(
  { clock, engine }: RunTools,
  base: Omit<Work, 'message' | 'seeker' | 'attemptId'>,
  sequence: Sequence,
): Work {
  const { loaded, next, campaign, client } = base;
  const lead = leadOf(loaded.lead);
  return {
    ...base,
    message: composeMessage(
      engine,
      {
        ...{ channel: next.step.channel, texts: { ...next.step, html: null }, variantId: null },
        threadSubject: threadOf(loaded.attempts, next.step.position),
        earlierSubject: earlierSubjectOf(sequence.steps, next.step.position),
      },
      { client, campaign, lead },
    ),
    attemptId: next.attempt?.id ?? newId<AttemptId>(clock),
    seeker: {
      ...{ enrolmentId: loaded.enrolment.id, step: next.step.position, leadId: lead.id, leadName: lead.name },
      ...{ campaignId: campaign.id, campaignName: campaign.name, recipientDomain: domainOf(lead.email) },
      standing: next.step.position > 1 ? 'follow-up' : next.attempt?.notBefore ? 'due' : 'new',
      mailbox: mailboxOf(campaign.senderAddress, client.senderAddress, client.id),
    },
  };
}

/** The flags can change between gate and door: what the door says then counts. */
function decideAfterDoor(
  mode: AttemptMode,
  refusals: readonly Refusal[],
  wouldBe: readonly Refusal[],
): Exclude<OutreachVerdict, { readonly go: true }> {
  const verdict = decideOutreach(mode, refusals);
  return verdict.go ? { go: false, state: 'BLOCKED', reasons: refusals, wouldBe } : { ...verdict, wouldBe };
}

async function hold(
  tools: RunTools,
  tx: Tx,
  work: Work,
  verdict: Exclude<OutreachVerdict, { readonly go: true }>,
): Promise<HandledMessage | undefined> {
  const { next, seeker } = work;
  const { planned, reasons } = placeOf(work, verdict);
  const row = attemptRow(work, {
    ...{ status: verdict.state, notBefore: planned, settledAt: null, ledgerId: null },
    ...{ reasons: JSON.stringify(reasons), evidence: evidenceOf(work.zone, verdict.wouldBe) },
  });
  if (planned !== null) work.book.take({ ...seeker, at: planned, isPlanned: true });
  const due = verdict.state === 'BLOCKED' ? blockedDue : (planned ?? work.now);
  if (next.attempt && isSame(next.attempt, row)) return undefined;
  if (next.attempt && next.attempt.status !== row.status) moveAttempt(next.attempt.status, row.status);
  await save(tools, tx, work, row, due, verdict.state === 'BLOCKED' ? 'held back' : 'planned', reasons);
  return { attemptId: row.id, outcome: verdict.state };
}

/**
 * The place of a message that time holds: when every reason is gone and window, gap and caps have room. The caps that
 * pushed it further than the gate's own reasons are added to them.
 */
function placeOf(
  { book, seeker, now, window, zone }: Work,
  verdict: Exclude<OutreachVerdict, { readonly go: true }>,
): { readonly planned: Instant | null; readonly reasons: readonly Refusal[] } {
  const lifted = verdict.state === 'SCHEDULED' ? verdict.notBefore : undefined;
  if (lifted === undefined) return { planned: null, reasons: verdict.reasons };
  const found = book.earliest(seeker, lifted > now ? lifted : now, window(zone));
  if (!found) return { planned: lifted, reasons: verdict.reasons };
  const known = verdict.reasons.map(({ code }) => code);
  const more = capRefusals(found.caps, found.mailboxReadyAt, now).filter(({ code }) => !known.includes(code));
  return { planned: found.at, reasons: [...verdict.reasons, ...more] };
}

async function settle(
  tools: RunTools,
  tx: Tx,
  work: Work,
  sent: { readonly outcome: 'SIMULATED' | 'PROOFED'; readonly ledgerId: string },
  wouldBe: readonly Refusal[],
  sequence: Sequence,
): Promise<HandledMessage> {
  const { next, now, loaded, zone, seeker } = work;
  if (next.attempt) moveAttempt(next.attempt.status, sent.outcome);
  const row = attemptRow(work, {
    ...{ status: sent.outcome, notBefore: null, settledAt: now, ledgerId: sent.ledgerId },
    ...{ reasons: '[]', evidence: evidenceOf(zone, wouldBe) },
  });
  work.book.take({ ...seeker, at: now, isPlanned: false });
  const after = nextStepOf(
    { ...loaded, attempts: [...loaded.attempts.filter(({ id }) => id !== row.id), row] },
    sequence.steps,
    zone,
  );
  const word = sent.outcome === 'SIMULATED' ? 'simulated' : 'proofed';
  await save(tools, tx, work, row, after?.dueAt ?? neverDue, word, []);
  return { attemptId: row.id, outcome: sent.outcome };
}

/** BLOCKED goes back through SCHEDULED: what blocked it was lifted, and then the new answer counts. */
function moveAttempt(from: string, to: OutreachAttemptRow['status']): void {
  const parsed = z.parse(z.enum(['SCHEDULED', 'BLOCKED', 'RETRY_SCHEDULED']), from);
  const target = z.parse(z.enum(['SCHEDULED', 'BLOCKED', 'SIMULATED', 'PROOFED']), to);
  if (parsed === 'BLOCKED') assertAttemptMove('BLOCKED', 'SCHEDULED');
  const start = parsed === 'BLOCKED' ? 'SCHEDULED' : parsed;
  if (start !== target) assertAttemptMove(start, target);
}

async function save(
  tools: RunTools,
  tx: Tx,
  { loaded, mode, runId, next, campaign, message }: Work,
  row: OutreachAttemptRow,
  due: string,
  word: string,
  reasons: readonly Refusal[],
): Promise<void> {
  await tools.outreach.saveAttempt(tx, row);
  await tools.outreach.setDue(tx, loaded.enrolment.id, mode, due);
  await tools.records.append(tx, [
    {
      ...{ clientId: row.clientId, campaignId: row.campaignId, subjectKind: 'lead', subjectId: row.leadId },
      what: `Message ${next.step.position} of “${campaign.name}” ${word}: ${message.subject}`,
      why: reasons.map(({ text }) => text).join(' ') || 'Nothing spoke against it.',
      ...{ actor: 'orchestrator', data: { attemptId: row.id, runId } },
    },
  ]);
}

type Outcome = Pick<OutreachAttemptRow, 'status' | 'notBefore' | 'settledAt' | 'ledgerId' | 'reasons' | 'evidence'>;

function attemptRow(work: Work, outcome: Outcome): OutreachAttemptRow {
  const { loaded, next, campaign, message, now, runId, fence, mode } = work;
  return {
    ...{ id: work.attemptId, clientId: campaign.clientId, campaignId: campaign.id, leadId: loaded.lead.id },
    ...{ enrolmentId: loaded.enrolment.id, sequenceId: loaded.enrolment.sequenceId },
    ...{ stepId: `${loaded.enrolment.sequenceId}/${next.step.position}`, step: next.step.position, mode },
    ...{ channel: next.step.channel, recipient: loaded.lead.email, subject: message.subject, body: message.text },
    ...{
      runId,
      fencingToken: fence,
      retryCount: 0,
      nextTryAt: null,
      bodyHtml: message.html,
      variantId: message.variantId,
    },
    ...{ mailboxId: null, messageId: null, taskId: null, approvedBy: null, approvedAt: null, approvedHash: null },
    ...outcome,
    ...{ plannedAt: next.attempt?.plannedAt ?? now, createdAt: next.attempt?.createdAt ?? now, updatedAt: now },
  };
}

/** See AttemptEvidence. */
const evidenceOf = (zone: string, wouldBe: readonly Refusal[]): string => JSON.stringify({ zone, wouldBe });

/** Whether asking again gave the same answer; the moments in the reasons move on by themselves. */
function isSame(before: OutreachAttemptRow, after: OutreachAttemptRow): boolean {
  const codes = (row: OutreachAttemptRow): string =>
    readJsonColumn(z.array(StoredRefusal), row.reasons, 'cam_outreach_attempt.reasons')
      .map(({ code, text }) => `${code} ${text}`)
      .join('\n');
  return (
    before.status === after.status &&
    before.notBefore === after.notBefore &&
    before.subject === after.subject &&
    before.body === after.body &&
    before.bodyHtml === after.bodyHtml &&
    codes(before) === codes(after)
  );
}
