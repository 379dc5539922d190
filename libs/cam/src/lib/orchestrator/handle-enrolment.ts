import type { Tx } from '@aicmo/core-db';
import type { AttemptMode } from '../../contract/outreach-attempt.ts';
import type { RunItemOutcome } from '../../contract/run-item-outcome.ts';
import type { Suppression } from '../../contract/suppression.ts';
import { neverDue } from '../outreach/due-queries.ts';
import { factsOf, nextStepOf } from '../outreach/facts-of.ts';
import { outreachGate } from '../outreach/outreach-gate.ts';
import type { LoadedEnrolment } from '../outreach/outreach-store.ts';
import { usableZone } from '../outreach/send-window.ts';
import { decideOutreach } from '../outreach/verdict-rules.ts';
import type { SendingAttempt } from '../sending/settle-attempt.ts';
import { deliverStep } from './deliver-step.ts';
import { prepareWork, type RunScene, type Work } from './enrolment-work.ts';
import { handOverStep } from './hand-over-step.ts';
import { holdMessage } from './hold-message.ts';
import type { RunTools } from './run-tools.ts';

/** What became of a message, and where it is kept; or that its socket may begin when this transaction is committed. */
export type HandledMessage = { readonly attemptId: string } & (
  { readonly outcome: RunItemOutcome } | { readonly outcome: 'SENDING'; readonly sending: SendingAttempt }
);

/** What several enrolments need of the database, read together at the beginning of their transaction. */
export interface ReadTogether {
  readonly loaded: ReadonlyMap<string, LoadedEnrolment>;
  /** By lead. */
  readonly suppressions: ReadonlyMap<string, readonly Suppression[]>;
}

/** Reads it. */
export async function readTogether(
  tools: RunTools,
  tx: Tx,
  mode: AttemptMode,
  enrolmentIds: readonly string[],
): Promise<ReadTogether> {
  const loaded = await tools.outreach.loadMany(tx, enrolmentIds, mode);
  const leads = [...loaded.values()].map(({ lead }) => lead);
  const hits = await tools.suppression.hits(leads, tx);
  return { loaded, suppressions: new Map(leads.map(({ id }, index) => [id, hits[index] ?? []])) };
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
  read: ReadTogether,
): Promise<HandledMessage | undefined> {
  const loaded = read.loaded.get(enrolmentId);
  // One that is on its way is settled by whoever sends it, or found by recovery; nothing follows it before that.
  if (loaded?.enrolment.status !== 'ACTIVE' || loaded.attempts.at(-1)?.status === 'SENDING') return undefined;
  const sequence = await tools.sequences.ofWay(loaded.enrolment, tx);
  const zone = usableZone(loaded.lead.timeZone, scene.client.timeZone);
  const next = nextStepOf(loaded, sequence?.steps ?? [], zone);
  if (!sequence || !next) {
    await tools.outreach.setDue(tx, enrolmentId, scene.mode, neverDue);
    // One that was paused when its last message left, or whose last step a person did.
    const isOver = sequence !== undefined && scene.mode === 'LIVE' && loaded.attempts.at(-1)?.status === 'SENT';
    if (isOver) await tools.sending.sending.finish(tx, enrolmentId, scene.now);
    return undefined;
  }
  const before = next.attempt?.mailboxId ? null : await tools.outreach.mailboxOfLead(tx, loaded.lead.id);
  const work = prepareWork(tools, { ...scene, loaded, next, zone, sequence }, before);
  const verdict = verdictOn(tools, work, read.suppressions.get(loaded.lead.id) ?? []);
  if (!verdict.go) return holdMessage(tools, tx, work, verdict);
  return next.step.channel === 'email'
    ? deliverStep(tools, tx, work, verdict.wouldBe)
    : handOverStep(tools, tx, work, verdict.wouldBe);
}

/** What the gate says to everything that is known of a message now. */
export function verdictOn(tools: Pick<RunTools, 'configured'>, work: Work, suppressions: readonly Suppression[]) {
  const { channel } = work.next.step;
  // What is no mail, a person does anyway.
  const isLook = channel === 'email' && work.mustBeLookedAt && work.next.attempt?.approvedHash !== work.contentHash;
  const facts = factsOf({
    ...{ ...work, suppressions, content: work.message.problems },
    ...{ window: work.window(work.zone, work.mailbox), uses: work.book.usesAt(work.seeker, work.now) },
    configured: channel === 'email' ? work.mailbox !== null : tools.configured.includes(channel),
    firstLook: isLook ? { count: work.campaign.approveFirst } : null,
  });
  return decideOutreach(work.mode, outreachGate(facts));
}
