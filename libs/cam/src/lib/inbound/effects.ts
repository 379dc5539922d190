import type { Tx } from '@aicmo/core-db';
import { newId, type Clock, type Instant } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { InboundKind } from '../../contract/inbound.ts';
import { LeadState } from '../../contract/lead.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import type { InboundRow } from '../db/inbound-tables.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import { parseEmail } from '../leads/email-identity.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import { usableZone } from '../outreach/send-window.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { SequenceStopStore } from '../routing/sequence-stop-store.ts';
import type { OptOut } from '../suppression/opt-out.ts';
import { everyClient, type SuppressionStore } from '../suppression/suppression-store.ts';
import type { EffectStore } from './effect-store.ts';
import { bounceWeight, isHuman, mayBecomeReplied, pauseUntil, softBouncesInARow, sureEnough } from './inbound-rules.ts';
import { noEffects, type InboundEffects } from './inbound-effects.ts';
import type { MatchStore, SentAttempt } from './match-store.ts';

/** What effects are made of. */
export interface EffectDeps {
  readonly clock: Clock;
  readonly store: EffectStore;
  readonly matches: Pick<MatchStore, 'lead' | 'attempt'>;
  readonly leads: Pick<LeadStore, 'update'>;
  readonly records: RecordStore;
  readonly events: AcquisitionEvents;
  readonly stops: SequenceStopStore;
  readonly suppressions: Pick<SuppressionStore, 'insert' | 'remove' | 'find'>;
  readonly optOut: OptOut;
}

/** What of a message decides; a person who corrects it is sure. */
export type EffectCause = Pick<
  InboundRow,
  | ('id' | 'clientId' | 'kind' | 'confidence' | 'permanent' | 'bounceReason' | 'bounceStatus' | 'returnsOn')
  | ('fromAddress' | 'aboutKey' | 'matchedBy' | 'attemptId' | 'campaignId' | 'leadId' | 'text')
>;

/** One message with what it is about, while its effects are made. */
export interface EffectScene {
  readonly tx: Tx;
  readonly deps: EffectDeps;
  readonly cause: EffectCause;
  readonly kind: InboundKind;
  readonly isSure: boolean;
  readonly attempt: SentAttempt | null;
  readonly lead: LeadRow | null;
  readonly by: string;
}

/**
 * Does what a message calls for, in the transaction that keeps it, and says what it did. DOMAIN section 4: any human
 * answer stops follow-ups; an absence pauses; a 5.x suppresses, five soft bounces in a row do; a complaint counts only
 * through the send that it names; a lead is moved forwards only and when the class is sure.
 * @param by who is named in the records: the machine, or the person who corrected the class
 */
export async function applyEffects(tx: Tx, deps: EffectDeps, cause: EffectCause, by: string): Promise<InboundEffects> {
  const kind = z.parse(InboundKind, cause.kind);
  const attempt = cause.attemptId === null ? null : ((await deps.matches.attempt(tx, cause.attemptId)) ?? null);
  const lead = cause.leadId === null ? null : ((await deps.matches.lead(tx, cause.leadId)) ?? null);
  const scene: EffectScene = { tx, deps, cause, kind, attempt, lead, by, isSure: cause.confidence >= sureEnough };
  const effects = await effectsOf(scene);
  if (attempt?.status !== 'UNCERTAIN' || !namesIt.includes(cause.matchedBy)) return effects;
  const why = 'Nobody knew whether it had left. Say so where uncertain messages are decided.';
  return { ...effects, told: [...effects.told, tell('Our message did leave', why)] };
}

/** Ways of matching by which a message shows that the one it answers was received. */
const namesIt = ['TOKEN', 'IN_REPLY_TO', 'REFERENCES', 'QUOTED'];

async function effectsOf(scene: EffectScene): Promise<InboundEffects> {
  const { kind } = scene;
  if (isHuman(kind)) return humanEffects(scene);
  if (!scene.isSure) return unsureEffects(scene);
  if (kind === 'OUT_OF_OFFICE') return absenceEffects(scene);
  if (kind === 'BOUNCE') return bounceEffects(scene);
  if (kind === 'COMPLAINT') return complaintEffects(scene);
  const delivered = tell('Delivered', 'The receiving server says that it took the message.');
  return kind === 'DELIVERED' ? { ...noEffects, told: [delivered] } : noEffects;
}

const tell = (what: string, why: string) => ({ what, why });

async function humanEffects(scene: EffectScene): Promise<InboundEffects> {
  const { kind, isSure, lead } = scene;
  if (kind === 'UNSUBSCRIBE' && isSure)
    return optOutEffects(scene, scene.cause.matchedBy === 'TOKEN' ? 'mail' : 'reply');
  if (!lead) return noEffects;
  const stopped = await stop(scene, 'Answered');
  const leadFrom = isSure && kind !== 'UNSUBSCRIBE' ? await becomeReplied(scene, lead) : null;
  await publishReply(scene, lead);
  const told = [
    ...(stopped.enrolments.length > 0
      ? [tell('Follow-ups stopped', 'A person answered, so nothing more goes by itself.')]
      : []),
    ...(leadFrom === null ? [] : [tell('The lead has replied', `It was ${leadFrom.toLowerCase()} before.`)]),
    ...(isSure
      ? []
      : [tell('A person decides what it means', 'The words do not say it clearly enough for a machine.')]),
  ];
  return { ...noEffects, told, stopped, leadFrom };
}

/** The address of our message where a token or a complaint names it: From is whatever somebody wrote there. */
async function optOutEffects(scene: EffectScene, source: 'mail' | 'reply' | 'complaint'): Promise<InboundEffects> {
  const { tx, deps, cause, attempt, lead } = scene;
  const address = source === 'reply' ? cause.fromAddress : (attempt?.recipient ?? null);
  const { id, stopped } = await deps.optOut(tx, {
    ...{ clientId: cause.clientId, leadId: lead?.id ?? null, attemptId: attempt?.id ?? null, address, source },
    ...{ words: source === 'reply' ? cause.text : '', by: 'The person' },
  });
  if (lead && source !== 'complaint') await publishReply(scene, lead);
  const why = stopped > 0 ? 'Every sequence of the person stopped.' : 'No sequence was under way.';
  return { ...noEffects, told: [tell('Never contacted again, by any client', why)], optOutId: id };
}

function stop({ tx, deps, lead }: EffectScene, reason: string) {
  const none = { enrolments: [], attempts: [] };
  return lead ? deps.stops.stop(tx, [lead.id], reason, deps.clock.now()) : Promise.resolve(none);
}

async function becomeReplied({ tx, deps, cause, by }: EffectScene, lead: LeadRow): Promise<string | null> {
  const from = z.parse(LeadState, lead.state);
  if (!mayBecomeReplied(from)) return null;
  const now = deps.clock.now();
  await deps.leads.update(tx, lead.id, { state: 'REPLIED', stateReason: 'Answered a message.', updatedAt: now });
  const payload = { clientId: cause.clientId, from, to: 'REPLIED' };
  await deps.events.publish(tx, { topic: 'cam-lead-moved', subject: lead.id, payload: { ...payload, by } });
  return from;
}

const publishReply = ({ tx, deps, cause, kind }: EffectScene, lead: LeadRow): Promise<void> =>
  deps.events.publish(tx, {
    topic: 'cam-lead-replied',
    subject: lead.id,
    payload: { clientId: cause.clientId, campaignId: cause.campaignId, inboundId: cause.id, kind },
  });

/** What may be a machine's or a person's: nothing is done for it but to wait until a person has read it. */
async function unsureEffects(scene: EffectScene): Promise<InboundEffects> {
  const paused = await pauseRunning(
    scene,
    pauseUntil(null, 'UTC', scene.deps.clock.now()),
    'A message has to be read by a person first.',
  );
  const told = [tell('A person decides what it is', 'The words do not say it clearly enough for a machine.')];
  return { ...noEffects, told, paused };
}

/** One that a person paused without an end stays so; a longer pause is not made shorter. Gives how those stood before. */
async function pauseRunning({ tx, deps, lead }: EffectScene, until: Instant | null, reason: string) {
  if (!lead || until === null) return [];
  const running = (await deps.store.running(tx, lead.id)).filter(
    ({ status, pausedUntil }) => status === 'ACTIVE' || (pausedUntil !== null && pausedUntil < until),
  );
  const ids = running.map(({ id }) => id);
  await deps.store.pause(tx, ids, until, reason, deps.clock.now());
  return running.map(({ id, pausedUntil }) => ({ id, pausedUntil }));
}

async function absenceEffects(scene: EffectScene): Promise<InboundEffects> {
  const { tx, deps, cause, lead } = scene;
  if (!lead) return noEffects;
  const zone = usableZone(lead.timeZone, await deps.store.timeZoneOf(tx, lead.clientId));
  const until = pauseUntil(cause.returnsOn, zone, deps.clock.now());
  if (until === null) return { ...noEffects, told: [tell('Nothing pauses', 'The person is back already.')] };
  const paused = await pauseRunning(scene, until, 'Out of office.');
  const why = cause.returnsOn === null ? 'No day of return is named: seven days.' : 'Until the day of return.';
  return { ...noEffects, told: paused.length === 0 ? [] : [tell('Follow-ups pause', why)], paused };
}

async function bounceEffects(scene: EffectScene): Promise<InboundEffects> {
  const { tx, deps, cause, attempt } = scene;
  const weight = bounceWeight({
    ...{ permanent: cause.permanent === 1, reason: cause.bounceReason, status: cause.bounceStatus },
  });
  if (weight === 'hard') return deadAddress(scene, 'The receiving server says that nobody can be reached there.');
  if (weight === 'ours') return refusedByServer(scene);
  const row = attempt ? await deps.store.bouncesInARow(tx, attempt.id, softBouncesInARow) : 0;
  if (row >= softBouncesInARow) return deadAddress(scene, `${row} messages in a row came back.`);
  const why = 'It may work next time, so the sequence goes on. Five in a row stop it.';
  return { ...noEffects, told: [tell('Noted', why)] };
}

/** The address goes on the list for every client: nobody can be reached there, whoever writes. */
async function deadAddress(scene: EffectScene, why: string): Promise<InboundEffects> {
  const { tx, deps, attempt, lead, cause } = scene;
  const key = parseEmail(attempt?.recipient ?? '')?.key ?? cause.aboutKey;
  const marked = await markBounced(scene, `It came back. ${why}`);
  const suppressions = key === '' ? [] : await suppress(scene, key, why);
  const isSame = lead !== null && (lead.emailKey === key || lead.emailKey === null);
  const stopped = isSame ? await stop(scene, 'A message came back for good') : null;
  const told = [
    tell('The address is never written to again', why),
    ...(stopped && stopped.enrolments.length > 0 ? [tell('Follow-ups stopped', 'They would come back too.')] : []),
    ...(lead && !isSame ? [tell('The sequence goes on', 'The lead has another address by now.')] : []),
  ];
  if (attempt) await publishBounce(deps, tx, attempt, 'cam-message-bounced');
  return { ...noEffects, told, stopped, suppressions, attemptFrom: marked };
}

/** What is wrong lies with us: the address stays, and a person looks before anything else goes there. */
async function refusedByServer(scene: EffectScene): Promise<InboundEffects> {
  const { tx, deps, attempt, lead, cause } = scene;
  const why = `The receiving server refuses our mail (${cause.bounceReason.replaceAll('-', ' ')}); that is not the recipient’s fault.`;
  const marked = await markBounced(scene, `It came back. ${why}`);
  const all = lead ? await deps.store.running(tx, lead.id) : [];
  // An absence ends by itself, and this does not.
  const running = all.filter(({ status, pausedUntil }) => status === 'ACTIVE' || pausedUntil !== null);
  const ids = running.map(({ id }) => id);
  await deps.store.pause(tx, ids, null, why, deps.clock.now());
  if (attempt) await publishBounce(deps, tx, attempt, 'cam-message-bounced');
  const told = [tell('Follow-ups pause until a person resumes them', why)];
  return {
    ...noEffects,
    told,
    paused: running.map(({ id, pausedUntil }) => ({ id, pausedUntil })),
    attemptFrom: marked,
  };
}

async function complaintEffects(scene: EffectScene): Promise<InboundEffects> {
  const { tx, deps, attempt } = scene;
  if (!attempt) {
    const why = 'It names no message that we sent to this address. Anybody can write such a report.';
    return { ...noEffects, told: [tell('Counts for nothing', why)] };
  }
  const marked = await mark(scene, ['SENT'], 'COMPLAINED', 'The recipient reported it as unwanted.');
  const { told, optOutId } = await optOutEffects(scene, 'complaint');
  await publishBounce(deps, tx, attempt, 'cam-message-complained');
  return { ...noEffects, told, optOutId, attemptFrom: marked };
}

const markBounced = (scene: EffectScene, why: string) => mark(scene, ['SENT'], 'BOUNCED', why);

/** One whose end is not known yet stays so: a person resolves it, and sees by this message that it left. */
async function mark(
  { tx, deps, attempt }: EffectScene,
  from: readonly string[],
  to: 'BOUNCED' | 'COMPLAINED',
  why: string,
): Promise<string | null> {
  if (!attempt) return null;
  return (await deps.store.markAttempt(tx, attempt.id, from, to, why, deps.clock.now())) ? attempt.status : null;
}

async function suppress({ tx, deps, by }: EffectScene, value: string, reason: string): Promise<string[]> {
  const id = newId(deps.clock);
  const isNew = await deps.suppressions.insert(tx, {
    ...{ id, scope: everyClient, kind: 'email', value, reason, source: 'bounce', createdBy: by },
    ...{ createdAt: deps.clock.now(), removedAt: null, removedBy: '', removedReason: '' },
  });
  return isNew ? [id] : [];
}

const publishBounce = (
  { events }: EffectDeps,
  tx: Tx,
  { id, clientId, campaignId, leadId }: SentAttempt,
  topic: 'cam-message-bounced' | 'cam-message-complained',
): Promise<void> => events.publish(tx, { topic, subject: id, payload: { clientId, campaignId, leadId } });
