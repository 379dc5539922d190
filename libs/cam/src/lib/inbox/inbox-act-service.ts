import type { Database, Tx } from '@aicmo/core-db';
import { conflict, epochMs, invalid, notFound, type Clock, type Instant } from '@aicmo/core-kernel';
import { InboundKind } from '../../contract/inbound.ts';
import type { InboxOutcome } from '../../contract/inbox.ts';
import { legalLeadMoves } from '../../contract/lead-moves.ts';
import { LeadState } from '../../contract/lead.ts';
import type { UndoOffer } from '../../contract/undo.ts';
import * as z from 'zod/mini';
import type { LeadRow } from '../db/cam-tables.ts';
import type { InboundRow } from '../db/inbound-tables.ts';
import type { LeadActService } from '../lead-acts/lead-act-service.ts';
import { correctClass } from '../inbound/correct-class.ts';
import type { EffectDeps } from '../inbound/effects.ts';
import { isHuman } from '../inbound/inbound-rules.ts';
import { nameOf } from '../lead-acts/lead-act-deps.ts';
import { momentWords } from '../lead-work/moment-words.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { OptOut } from '../suppression/opt-out.ts';
import type { UndoStore } from '../undo/undo-store.ts';
import { inboxUndoKind, subjectOf, workedOf, type InboxChange, type Worked } from './inbox-change.ts';
import type { InboxStore } from './inbox-store.ts';
import { outcomeKinds, outcomeWords } from './outcome-rules.ts';

/**
 * What a person decides about a conversation, named by its newest message. Each stands in the story of the lead and can
 * be taken back for a day. All throw `not-found` (`inbox-unknown`).
 */
export interface InboxActService {
  /** A person has opened it. */
  seen(inboundId: string): Promise<void>;
  /**
   * What the message came to; see {@link InboxOutcome} for what each does with the lead. Throws `conflict`
   * (`inbox-superseded`) when a newer message waits in its place.
   */
  settle(inboundId: string, outcome: InboxOutcome, by: string): Promise<UndoOffer>;
  /** It comes back at a moment, or with the next message of the person. Throws `invalid` (`inbox-later`). */
  later(inboundId: string, until: Instant, timeZone: string, by: string): Promise<UndoOffer>;
  /** Whose it is; empty: nobody's. Throws `invalid` (`inbox-name`). */
  assign(inboundId: string, name: string, by: string): Promise<UndoOffer>;
  /** What was done or put off waits for an answer again. */
  reopen(inboundId: string, by: string): Promise<UndoOffer>;
  /** What the message is, when the machine was wrong. Throws `invalid` (`inbox-kind`) for a kind that it is already. */
  correct(inboundId: string, kind: InboundKind, by: string): Promise<UndoOffer>;
}

export interface InboxActDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: InboxStore;
  readonly records: RecordStore;
  readonly undos: UndoStore;
  readonly leads: Pick<LeadStore, 'rows'>;
  readonly leadActs: Pick<LeadActService, 'move' | 'lose'>;
  readonly optOut: OptOut;
  /** For what a class does when a person corrects it. */
  readonly effects: EffectDeps;
}

const longestName = 80;

/** Builds the service of acts on conversations. */
export function createInboxActService(deps: InboxActDeps): InboxActService {
  const { db, clock, store } = deps;
  const act = <Result>(inboundId: string, work: (tx: Tx, row: InboundRow) => Promise<Result>) =>
    db.transaction(async (tx) => work(tx, await loadInbound(store, inboundId, tx)));
  return {
    seen: (inboundId) => db.transaction((tx) => store.markSeen(tx, inboundId)),
    settle: (inboundId, outcome, by) => act(inboundId, (tx, row) => settleIn(deps, tx, row, outcome, by)),
    later: (inboundId, until, timeZone, by) =>
      act(inboundId, async (tx, row) => {
        if (epochMs(until) <= epochMs(clock.now())) {
          throw invalid({ code: 'inbox-later', message: 'Choose a moment that is still to come.' });
        }
        await assertNewest(store, tx, row);
        const words = momentWords(until, timeZone);
        const change = { state: 'SNOOZED', waitsSince: until, snoozedUntil: until, doneAt: null, doneBy: '' };
        return save(deps, tx, row, change, { told: `Put off until ${words}`, undo: `Put %s off until ${words}`, by });
      }),
    assign: (inboundId, name, by) =>
      act(inboundId, (tx, row) => {
        const assignedTo = readName(name);
        const whose = assignedTo === '' ? 'nobody' : assignedTo;
        const words = { told: `Given to ${whose}`, undo: `Gave the message of %s to ${whose}`, by };
        return save(deps, tx, row, { assignedTo }, words);
      }),
    reopen: (inboundId, by) =>
      act(inboundId, async (tx, row) => {
        await assertNewest(store, tx, row);
        const change = { ...waitingFrom(clock.now()), outcome: null };
        const words = { told: 'Waits for an answer again', undo: 'The message of %s waits again', by };
        return save(deps, tx, row, change, words);
      }),
    correct: (inboundId, kind, by) => act(inboundId, (tx, row) => correctIn(deps, tx, row, kind, by)),
  };
}

/** The message. Throws `not-found` (`inbox-unknown`). */
export async function loadInbound(store: Pick<InboxStore, 'held'>, id: string, tx: Tx): Promise<InboundRow> {
  const row = await store.held(tx, id);
  if (row) return row;
  throw unknownInbound();
}

export const unknownInbound = () =>
  notFound({ code: 'inbox-unknown', message: 'There is no such message any more. Go back to the inbox.' });

/** An answer to an old message would hide the newer one. */
async function assertNewest(store: InboxStore, tx: Tx, row: InboundRow): Promise<void> {
  if ((await store.newerWaiting(tx, row)) === undefined) return;
  throw conflict({
    code: 'inbox-superseded',
    message: 'A newer message of this person waits in its place. Read it first; the list has it.',
  });
}

async function settleIn(
  deps: InboxActDeps,
  tx: Tx,
  row: InboundRow,
  outcome: InboxOutcome,
  by: string,
): Promise<UndoOffer> {
  const { store, clock, effects } = deps;
  await assertNewest(store, tx, row);
  const lead = await leadOfRow(deps, tx, row);
  const optOutId = outcome === 'OPTED_OUT' ? await optOutOf(deps, tx, row, by) : null;
  const kind = outcomeKinds[outcome];
  const read = kind === null || kind === row.kind ? {} : await correctClass(tx, effects, row, kind, by);
  const leadUndoId = lead === undefined ? null : await moveLead(deps, tx, lead, outcome, by);
  const now = clock.now();
  const ends = { state: 'DONE', waitsSince: null, snoozedUntil: null, doneAt: now, doneBy: by };
  // Who is interested is still owed an answer.
  const work = outcome === 'INTERESTED' ? waitingFrom(row.waitsSince ?? now) : ends;
  const { told, undo } = outcomeWords[outcome];
  return save(deps, tx, row, { ...work, ...read, outcome }, { told, undo, by, leadUndoId, optOutId });
}

const waitingFrom = (since: string) => ({
  ...{ state: 'OPEN', waitsSince: since, snoozedUntil: null, doneAt: null, doneBy: '' },
});

/** What a person wrote waits for an answer; what a machine wrote does not. */
async function correctIn(deps: InboxActDeps, tx: Tx, row: InboundRow, kind: InboundKind, by: string) {
  if (row.kind === kind) {
    throw invalid({ code: 'inbox-kind', message: 'The message is of that kind already. Choose another one.' });
  }
  const [was, is] = [isHuman(z.parse(InboundKind, row.kind)), isHuman(kind)];
  if (is && !was) await assertNewest(deps.store, tx, row);
  const read = await correctClass(tx, deps.effects, row, kind, by);
  const now = deps.clock.now();
  const done = { state: 'DONE', waitsSince: null, snoozedUntil: null, doneAt: now, doneBy: by };
  const work = is === was ? {} : is ? waitingFrom(now) : done;
  const words = { told: 'Said what the message is', undo: 'Corrected what the message of %s is', by };
  return save(deps, tx, row, { ...work, ...read }, words);
}

/** The lead, if there is one that an act may move. */
async function leadOfRow({ leads }: InboxActDeps, tx: Tx, { leadId }: InboundRow): Promise<LeadRow | undefined> {
  if (leadId === null) return undefined;
  const [lead] = await leads.rows([leadId], tx);
  return lead?.mergedInto === null ? lead : undefined;
}

async function moveLead(
  { leads, leadActs }: InboxActDeps,
  tx: Tx,
  before: LeadRow,
  outcome: InboxOutcome,
  by: string,
): Promise<string | null> {
  const [lead = before] = await leads.rows([before.id], tx); // what the class did comes first
  const legal = legalLeadMoves(z.parse(LeadState, lead.state), true);
  const reply = outcome === 'INTERESTED' || outcome === 'MEETING';
  if (reply && legal.includes('REPLIED')) return (await leadActs.move(lead.id, 'REPLIED', by, tx)).id;
  const isLost = outcome === 'NOT_INTERESTED' || outcome === 'WRONG_PERSON';
  if (isLost && lead.state !== 'WON' && legal.includes('LOST'))
    return (await leadActs.lose(lead.id, outcome, '', by, tx)).id;
  return null;
}

async function optOutOf({ optOut }: InboxActDeps, tx: Tx, row: InboundRow, by: string): Promise<string | null> {
  const { clientId, leadId, attemptId, fromAddress, text } = row;
  const said = await optOut(tx, {
    clientId,
    leadId,
    attemptId,
    address: fromAddress,
    source: 'reply',
    words: text,
    by,
  });
  return said.isNew ? said.id : null;
}

interface Told {
  readonly told: string;
  /** With %s where the person's name stands. */
  readonly undo: string;
  readonly by: string;
  readonly leadUndoId?: string | null;
  readonly optOutId?: string | null;
}

async function save(
  deps: InboxActDeps,
  tx: Tx,
  row: InboundRow,
  change: Partial<Worked>,
  { told, undo, by, leadUndoId = null, optOutId = null }: Told,
): Promise<UndoOffer> {
  const version = await deps.store.change(tx, row, change);
  const [lead] = row.leadId === null ? [] : await deps.leads.rows([row.leadId], tx);
  const name = lead === undefined ? [row.fromName, row.fromAddress].find((each) => each !== '') : nameOf(lead);
  const what = row.leadId === null ? `Message of ${name ?? ''}: ${lowerFirst(told)}` : `Message: ${lowerFirst(told)}`;
  const why = row.subject === '' ? '' : `“${row.subject}”`;
  await deps.records.append(tx, [{ ...subjectOf(row), what, why, actor: by }]);
  const data: InboxChange = { inboundId: row.id, before: workedOf(row), version, leadUndoId, optOutId };
  const { clientId } = row;
  return deps.undos.offer(tx, { clientId, kind: inboxUndoKind, what: undo.replace('%s', () => name ?? ''), data, by });
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function readName(name: string): string {
  const read = name.replaceAll(/\s+/g, ' ').trim();
  if (read.length <= longestName) return read;
  throw invalid({ code: 'inbox-name', message: `Found ${read.length} characters; a name has at most ${longestName}.` });
}
