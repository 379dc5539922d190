import type { Tx } from '@aicmo/core-db';
import type { AttemptMode } from '../../contract/outreach-attempt.ts';
import type { RunItemOutcome } from '../../contract/run-item-outcome.ts';
import type { Sequence } from '../../contract/sequence.ts';
import type { Suppression } from '../../contract/suppression.ts';
import type { EnrolmentRow } from '../db/outreach-tables.ts';
import { neverDue } from '../outreach/due-queries.ts';
import { factsOf, nextStepOf } from '../outreach/facts-of.ts';
import { outreachGate } from '../outreach/outreach-gate.ts';
import type { LoadedEnrolment } from '../outreach/outreach-store.ts';
import { usableZone } from '../outreach/send-window.ts';
import { decideOutreach } from '../outreach/verdict-rules.ts';
import type { SendingAttempt } from '../sending/settle-attempt.ts';
import { deliverStep, mailToReserve, takePlace } from './deliver-step.ts';
import { prepareWork, type RunScene, type Work } from './enrolment-work.ts';
import { handOverStep } from './hand-over-step.ts';
import { holdMessage } from './hold-message.ts';
import type { RunTools } from './run-tools.ts';
import type { AllowedMail } from './send-step.ts';

/** What became of a message, and where it is kept; or that its socket may begin when this transaction is committed. */
export type HandledMessage = { readonly attemptId: string } & (
  { readonly outcome: RunItemOutcome } | { readonly outcome: 'SENDING'; readonly sending: SendingAttempt }
);

/** What several enrolments need of the database, read together at the beginning of their transaction. */
export interface ReadTogether {
  readonly loaded: ReadonlyMap<string, LoadedEnrolment>;
  /** By lead. */
  readonly suppressions: ReadonlyMap<string, readonly Suppression[]>;
  /** By lead: the mailbox from which it was written to last. */
  readonly mailboxes: ReadonlyMap<string, string>;
  sequenceOf(enrolment: EnrolmentRow): Promise<Sequence | undefined>;
}

/** What one enrolment comes to: it is done with, or its mail waits for the door. */
export type Decided = { readonly handled: HandledMessage | undefined } | { readonly mail: AllowedMail };

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
  const mailboxes = await tools.outreach.mailboxesOfLeads(
    tx,
    leads.map(({ id }) => id),
  );
  const sequences = new Map<string, Promise<Sequence | undefined>>();
  const sequenceOf: ReadTogether['sequenceOf'] = (enrolment) => {
    const key = `${enrolment.sequenceId}/${enrolment.sequenceVersion ?? ''}`;
    const found = sequences.get(key) ?? tools.sequences.ofWay(enrolment, tx);
    sequences.set(key, found);
    return found;
  };
  const suppressions = new Map(leads.map(({ id }, index) => [id, hits[index] ?? []]));
  return { loaded, suppressions, mailboxes, sequenceOf };
}

/**
 * Transaction A for one enrolment up to the door: composes the message of everything that was read fresh, and asks the
 * whole gate. What may leave has its place in the book then. Nothing in hand: nothing changed.
 */
export async function decideEnrolment(
  tools: RunTools,
  tx: Tx,
  scene: RunScene,
  enrolmentId: string,
  read: ReadTogether,
): Promise<Decided> {
  const loaded = read.loaded.get(enrolmentId);
  // One that is on its way is settled by whoever sends it, or found by recovery; nothing follows it before that.
  if (loaded?.enrolment.status !== 'ACTIVE' || loaded.attempts.at(-1)?.status === 'SENDING') return nothing;
  const sequence = await read.sequenceOf(loaded.enrolment);
  const zone = usableZone(loaded.lead.timeZone, scene.client.timeZone);
  const next = nextStepOf(loaded, sequence?.steps ?? [], zone);
  if (!sequence || !next) {
    await tools.outreach.setDue(tx, enrolmentId, scene.mode, neverDue);
    // One that was paused when its last message left, or whose last step a person did.
    const isOver = sequence !== undefined && scene.mode === 'LIVE' && loaded.attempts.at(-1)?.status === 'SENT';
    if (isOver) await tools.sending.sending.finish(tx, enrolmentId, scene.now);
    return nothing;
  }
  const before = next.attempt?.mailboxId ? null : (read.mailboxes.get(loaded.lead.id) ?? null);
  const work = prepareWork(tools, { ...scene, loaded, next, zone, sequence }, before);
  const verdict = verdictOn(tools, work, read.suppressions.get(loaded.lead.id) ?? []);
  if (!verdict.go) return { handled: await holdMessage(tools, tx, work, verdict) };
  const { wouldBe } = verdict;
  if (next.step.channel !== 'email') return { handled: await handOverStep(tools, tx, work, wouldBe) };
  const mail = mailToReserve(work, wouldBe);
  if (!mail) return { handled: await deliverStep(tools, tx, work, wouldBe) };
  takePlace(work);
  return { mail };
}

const nothing: Decided = { handled: undefined };

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
