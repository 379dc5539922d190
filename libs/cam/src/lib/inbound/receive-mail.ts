import type { Database, DbHandle, Tx } from '@aicmo/core-db';
import { newId, parseInstant, type Clock, type Instant } from '@aicmo/core-kernel';
import { humanKinds } from '../../contract/inbound.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { InboundMarkRow, InboundRow } from '../db/inbound-tables.ts';
import { takeOverWaiting } from '../inbox/take-over-waiting.ts';
import { parseEmail } from '../leads/email-identity.ts';
import { classifyReadMail } from '../replies/classify-inbound-mail.ts';
import type { InboundMail } from '../replies/inbound-mail.ts';
import { readMail } from '../replies/read-mail.ts';
import type { UnsubscribeLinks } from '../suppression/unsubscribe-links.ts';
import { applyEffects, type EffectDeps } from './effects.ts';
import type { GuardrailService } from './guardrail-service.ts';
import { digestOf, ownId, storable, sureEnough, tellKind, threadOf } from './inbound-rules.ts';
import { noEffects, type InboundEffects } from './inbound-effects.ts';
import type { InboundStore } from './inbound-store.ts';
import { matchMail, type Matched, type Received } from './match-mail.ts';
import type { MatchStore } from './match-store.ts';

/** A message as it lay in a mailbox. */
export interface LyingMail {
  readonly mailbox: Received['mailbox'];
  readonly folder: string;
  readonly raw: Uint8Array;
  /** Its whole length, of which `raw` may be the beginning. */
  readonly bytes: number;
  readonly receivedAt: Instant | null;
}

/** What became of it. */
export type ReceivedAs =
  | { readonly kept: true; readonly id: string; readonly kind: InboundMail['kind'] }
  /** `foreign`: it is about nothing of ours; `known`: it was received before. */
  | { readonly kept: false; readonly why: 'foreign' | 'known' };

/** Everything that receiving is made of. */
export interface ReceiveDeps {
  readonly db: Database;
  readonly handle: DbHandle<CamTables>;
  readonly clock: Clock;
  readonly store: InboundStore;
  readonly matches: MatchStore;
  readonly effects: EffectDeps;
  readonly guardrails: Pick<GuardrailService, 'checkCampaign'>;
  readonly unsubscribe: () => Promise<Pick<UnsubscribeLinks, 'readMail' | 'quotedIn'>>;
}

const machine = 'AICMO';

/**
 * Takes one message in: what it is, what it is about, and what it calls for, all in one transaction with the mark up to
 * which the folder was read, so that a crash neither loses it nor has its effects twice. What is about nothing of ours
 * leaves no trace. Nothing in a message makes it throw; only the database can.
 */
export async function receiveMail(
  deps: ReceiveDeps,
  lying: LyingMail,
  mark: InboundMarkRow | null,
): Promise<ReceivedAs> {
  const mail = await readMail(lying.raw);
  const found = classifyReadMail(mail);
  const unsubscribe = await deps.unsubscribe();
  const receivedAt = lying.receivedAt ?? deps.clock.now();
  const received: Received = { mailbox: lying.mailbox, mail, found, receivedAt };
  return deps.db.transaction(async (tx) => {
    const matched = await matchMail(tx, { store: deps.matches, unsubscribe }, received);
    const outcome: ReceivedAs = matched
      ? await keep(tx, deps, lying, received, matched)
      : { kept: false, why: 'foreign' };
    if (mark) await deps.store.mark(tx, mark);
    return outcome;
  });
}

/**
 * Takes a message in that fails whenever it is taken in as usual: without looking what it is about and without any effect,
 * for a person to read.
 */
export async function receiveUnread(
  deps: ReceiveDeps,
  lying: LyingMail,
  mark: InboundMarkRow,
  why: string,
): Promise<ReceivedAs> {
  const mail = await readMail(lying.raw);
  const evidence = [`It could not be taken in by itself: ${why}`];
  const found: InboundMail = { ...classifyReadMail(mail), kind: 'NEUTRAL', confidence: 0, evidence };
  const received = { mailbox: lying.mailbox, mail, found, receivedAt: lying.receivedAt ?? deps.clock.now() };
  return deps.db.transaction(async (tx) => {
    const row = newRow(deps.clock, lying, received, { by: 'NOTHING', attempt: null, leadId: null });
    const isNew = await deps.store.insert(tx, row);
    if (isNew) await letWait(tx, deps, row);
    await deps.store.mark(tx, mark);
    return isNew ? { kept: true, id: row.id, kind: 'NEUTRAL' } : { kept: false, why: 'known' };
  });
}

async function keep(
  tx: Tx,
  deps: ReceiveDeps,
  lying: LyingMail,
  received: Received,
  matched: Matched,
): Promise<ReceivedAs> {
  const lead = matched.leadId === null ? undefined : await deps.matches.lead(tx, matched.leadId);
  const row = { ...newRow(deps.clock, lying, received, matched), leadId: lead?.id ?? null };
  // First the row, which only one of two readers can insert; then what only its writer may do.
  if (!(await deps.store.insert(tx, row))) return { kept: false, why: 'known' };
  if (waitsForPerson(row)) await letWait(tx, deps, row);
  const effects = await applyEffects(tx, deps.effects, row, machine);
  await deps.store.settle(tx, row.id, { effects: JSON.stringify(effects) });
  if (row.leadId !== null) await tellLead(tx, deps, row, received.found, effects);
  if (row.campaignId !== null) await deps.guardrails.checkCampaign(tx, row.campaignId);
  return { kept: true, id: row.id, kind: received.found.kind };
}

/** People wait for people, and what is not clear for whoever reads it; who wants to be left alone waits for nothing. */
function waitsForPerson({ kind, confidence }: { readonly kind: string; readonly confidence: number }): boolean {
  const isByPerson = humanKinds.some((each) => each === kind) && kind !== 'UNSUBSCRIBE';
  return isByPerson || confidence < sureEnough;
}

/** In the place of whatever the same person wrote before and waited for an answer. */
async function letWait(tx: Tx, deps: ReceiveDeps, row: InboundRow): Promise<void> {
  const now = deps.clock.now();
  const { waitsSince, assignedTo } = await takeOverWaiting(deps.handle, tx, row, now);
  // A server's clock may be ahead: nobody waits from a moment that is still to come.
  const since = waitsSince ?? (row.receivedAt < now ? row.receivedAt : now);
  await deps.store.settle(tx, row.id, { waitsSince: since, assignedTo });
}

async function tellLead(
  tx: Tx,
  { effects: { records } }: ReceiveDeps,
  { leadId, clientId, campaignId, id }: InboundRow,
  found: InboundMail,
  effects: InboundEffects,
): Promise<void> {
  const words = found.text === '' ? [] : [`“${shortened(found.text)}”`];
  const did = effects.told.map(({ what, why }) => (why === '' ? `${what}.` : `${what}: ${why}`));
  const why = [...words, ...did].join(' ');
  const subject = { clientId, campaignId, subjectKind: 'lead' as const, subjectId: leadId ?? '' };
  const data = { kind: 'message', inboundId: id };
  await records.append(tx, [{ ...subject, what: tellKind(found), why, actor: machine, data }]);
}

const shortened = (text: string): string => {
  const line = storable(text).replaceAll(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200).toWellFormed()}…` : line;
};

function newRow(
  clock: Clock,
  { mailbox, folder, raw, bytes }: LyingMail,
  { mail, found, receivedAt }: Received,
  { by, attempt, leadId }: Matched,
): InboundRow {
  const now = clock.now();
  // A token was made for one recipient: whoever has it asks to be left alone, whatever else stands there.
  const kind = by === 'TOKEN' ? 'UNSUBSCRIBE' : found.kind;
  const confidence = by === 'TOKEN' ? 1 : found.confidence;
  const isClear = !waitsForPerson({ kind, confidence });
  return {
    ...{
      id: newId(clock),
      clientId: mailbox.clientId,
      mailboxId: mailbox.id,
      folder,
      receivedAt: parseInstant(receivedAt),
    },
    ...{ messageId: storable(ownId(mail), 400), digest: digestOf(mail, raw), bytes },
    ...{ fromAddress: storable(mail.from, 320), fromKey: parseEmail(mail.from)?.key ?? '' },
    ...{ fromName: storable(mail.fromName, 200), subject: storable(mail.subject, 1000), text: storable(found.text) },
    ...{ thread: JSON.stringify(threadOf(mail)), kind, machineKind: kind, confidence },
    evidence: JSON.stringify(found.evidence.map((each) => storable(each, 400))),
    ...{ permanent: found.permanent ? 1 : 0, bounceReason: found.reason, bounceStatus: storable(found.status, 20) },
    ...{ aboutKey: parseEmail(found.recipient)?.key ?? '', returnsOn: found.returnsOn, matchedBy: by },
    ...{ attemptId: attempt?.id ?? null, enrolmentId: attempt?.enrolmentId ?? null },
    ...{ campaignId: attempt?.campaignId ?? null, leadId, state: isClear ? 'DONE' : 'NEW', waitsSince: null },
    ...{ snoozedUntil: null, assignedTo: '', outcome: kind === 'UNSUBSCRIBE' && isClear ? 'OPTED_OUT' : null },
    ...{ doneAt: isClear ? now : null, doneBy: isClear ? machine : '', effects: JSON.stringify(noEffects) },
    ...{ version: 1, createdAt: now, updatedAt: now },
  };
}
