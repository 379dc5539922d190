import type { Database, Tx } from '@aicmo/core-db';
import { conflict, invalid, newId, notFound, type Clock, type Instant } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { Consent } from '../../contract/lead.ts';
import type { LeadMerge, MergeChoices, MergePreview } from '../../contract/match.ts';
import type { UndoOffer } from '../../contract/undo.ts';
import type { CampaignService } from '../campaigns/campaign-service.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import type { LeadMergeRow } from '../db/match-tables.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import { leadOf, searchTextOf, sortColumnsOf } from '../leads/lead-row.ts';
import type { LeadStore } from '../leads/lead-store.ts';
import type { NewRecord, RecordStore } from '../records/record-store.ts';
import type { ConsentStore } from '../rights/consent-store.ts';
import type { EnrolmentService } from '../routing/enrolment-service.ts';
import type { ScorerSource } from '../scoring/scorer-source.ts';
import type { SuppressionService } from '../suppression/suppression-service.ts';
import type { UndoStore } from '../undo/undo-store.ts';
import type { MatchStore } from './match-store.ts';
import { compareFields, mergeChanges, rebase, restoreChanges, type MergeChange } from './merge-rules.ts';
import type { MergeStore } from './merge-store.ts';
import { chooseWays, consequences, endOf } from './merge-words.ts';

/** Which lead stays, which one it takes over, and whose values stay where both have one. */
export interface MergeInput {
  readonly keepId: string;
  readonly absorbId: string;
  readonly choices?: MergeChoices;
}

/** A merge that was made, and how it is taken back at once. */
export interface Merged {
  readonly merge: LeadMerge;
  readonly undo: UndoOffer;
}

/** Making two leads of one person one, and two again. */
export interface MergeService {
  /** What a merge would do. Throws as `merge` does. */
  preview(input: MergeInput): Promise<MergePreview>;
  /**
   * One lead takes over the other: its ways through sequences with their messages, notes, tasks, appointments, and by
   * what it is recognised. Nothing is lost: the other one is hidden with its sources and its story, and can be brought
   * back. Throws `not-found` (`lead-unknown`), `invalid` (`merge-same`), `conflict` (`merge-clients`, `merge-already`).
   */
  merge(input: MergeInput, by: string): Promise<Merged>;
  /**
   * Takes a merge back, also after days; what somebody changed since stays. Throws `not-found` (`merge-unknown`),
   * `conflict` (`merge-undone`, `merge-nested`).
   */
  undo(mergeId: string, by: string, tx?: Tx): Promise<LeadMerge>;
  /** Merges in which a lead took part, newest first; without one the last 100 of a client or of all. */
  list(filter?: { readonly leadId?: string; readonly clientId?: string }): Promise<readonly LeadMerge[]>;
  /** Every lead that was merged into this one, also by way of others: their stories and sources are its own. */
  absorbedInto(leadId: string): Promise<readonly string[]>;
}

/** What merging needs of the rest of cam. */
export interface MergeDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: MergeStore;
  readonly matches: MatchStore;
  readonly leads: LeadStore;
  readonly campaigns: Pick<CampaignService, 'get'>;
  readonly enrolments: Pick<EnrolmentService, 'move'>;
  readonly suppression: Pick<SuppressionService, 'hits'>;
  readonly scores: Pick<ScorerSource, 'scorerFor'>;
  readonly consents: ConsentStore;
  readonly records: RecordStore;
  readonly events: AcquisitionEvents;
  readonly undos: UndoStore;
}

/** The kind under which a merge offers to be taken back. */
export const mergeUndoKind = 'lead-merge';

const listed = 100;

/** Builds the service of merges. */
export function createMergeService(deps: MergeDeps): MergeService {
  const { db, store, leads } = deps;
  return {
    preview: async ({ keepId, absorbId, choices }) => {
      const [kept, absorbed] = await bothLeads(deps, keepId, absorbId);
      const current = await store.currentWays(undefined, [keepId, absorbId]);
      const ways = chooseWays(current, keepId);
      const [own = [], others = []] = await deps.suppression.hits([kept, absorbed]);
      return {
        ...{ keep: leadOf(kept), absorb: leadOf(absorbed), fields: [...compareFields(kept, absorbed, choices)] },
        says: consequences({
          ...{ kept, absorbed, ways, isInSequence: current.length > 0 },
          isSuppressed: own.length + others.length > 0,
        }),
      };
    },
    merge: (input, by) => db.transaction((tx) => mergeIn(tx, deps, input, by), { mode: 'serializable' }),
    undo: (mergeId, by, tx) =>
      tx
        ? undoIn(tx, deps, mergeId, by)
        : db.transaction((own) => undoIn(own, deps, mergeId, by), { mode: 'serializable' }),
    list: async (filter = {}) => {
      const rows = await store.list(filter, listed);
      const names = await namesOf(leads, rows);
      return rows.map((row) => mergeOf(row, names));
    },
    absorbedInto: (leadId) => store.absorbedInto(leadId),
  };
}

/** Both leads as they stand; throws for what cannot be merged. */
async function bothLeads(
  { leads }: Pick<MergeDeps, 'leads'>,
  keepId: string,
  absorbId: string,
  tx?: Tx,
): Promise<readonly [LeadRow, LeadRow]> {
  if (keepId === absorbId)
    throw invalid({ code: 'merge-same', message: 'Found one lead twice; expected two leads of one person.' });
  const rows = await leads.rows([keepId, absorbId], tx);
  const [kept, absorbed] = [keepId, absorbId].map((id) => rows.find((row) => row.id === id));
  if (!kept || !absorbed)
    throw notFound({ code: 'lead-unknown', message: 'One of the two leads is not there any more. Reload the list.' });
  if (kept.mergedInto !== null || absorbed.mergedInto !== null)
    throw conflict({
      code: 'merge-already',
      message: 'One of the two leads was merged with another one already. Reload the page; a merge can be undone.',
    });
  if (kept.clientId !== absorbed.clientId)
    throw conflict({
      code: 'merge-clients',
      message:
        'The two are leads of different clients, and each client keeps its own. Say instead that they are one person.',
    });
  return [kept, absorbed];
}

async function mergeIn(
  tx: Tx,
  deps: MergeDeps,
  { keepId, absorbId, choices }: MergeInput,
  by: string,
): Promise<Merged> {
  const { clock, store, leads, matches } = deps;
  const [kept, absorbed] = await bothLeads(deps, keepId, absorbId, tx);
  const id = newId(clock);
  const now = clock.now();
  await stopWays(tx, deps, kept, absorbed, by);
  const changes = mergeChanges(kept, absorbed, choices);
  await store.moveAll(tx, id, absorbId, keepId);
  if (kept.personId !== absorbed.personId) await store.movePerson(tx, id, absorbed.personId, kept.personId);
  await leads.update(tx, absorbId, { mergedInto: keepId, updatedAt: now });
  await writeLead(tx, deps, kept, Object.fromEntries(changes.map(({ column, after }) => [column, after])), now);
  const row: LeadMergeRow = {
    ...{ id, clientId: kept.clientId, keptId: keepId, absorbedId: absorbId, changes: JSON.stringify(changes) },
    ...{ mergedBy: by, mergedAt: now, undoneAt: null, undoneBy: '' },
  };
  await store.insert(tx, row);
  const pair = await matches.findPair([keepId, absorbId], tx);
  if (pair) await matches.decide(tx, pair.id, { status: 'MERGED', mergeId: id, decidedAt: now, decidedBy: by });
  await matches.carryOver(tx, id, absorbId, keepId);
  await deps.records.append(tx, [
    record(kept, 'Merged with another lead of the same person', 'It took over what belonged to the other one.', by, id),
    record(
      absorbed,
      'Merged into another lead of the same person',
      'It is hidden as long as the merge stands.',
      by,
      id,
    ),
  ]);
  await deps.events.publish(tx, {
    ...{ topic: 'cam-lead-merged', subject: keepId },
    payload: { clientId: kept.clientId, mergedLeadId: absorbId, mergeId: id },
  });
  const names = new Map([kept, absorbed].map((lead) => [lead.id, leadOf(lead).name]));
  const what = `Merged two leads of ${names.get(keepId) ?? ''}`;
  const undo = await deps.undos.offer(tx, {
    clientId: kept.clientId,
    kind: mergeUndoKind,
    what,
    data: { mergeId: id },
    by,
  });
  return { merge: mergeOf(row, names), undo };
}

/**
 * Where both are in sequence in one campaign, one goes on: nobody gets two first messages. Where one of them was won or
 * given up, none does.
 */
async function stopWays(tx: Tx, deps: MergeDeps, kept: LeadRow, absorbed: LeadRow, by: string): Promise<void> {
  const current = await deps.store.currentWays(tx, [kept.id, absorbed.id]);
  const end = endOf(kept, absorbed);
  const stopped = end === undefined ? chooseWays(current, kept.id).both.map(({ stops }) => stops) : current;
  const reason = end === undefined ? goneFurther : `This person was two leads, and one of them was ${endWords[end]}.`;
  for (const { id } of stopped) await deps.enrolments.move(id, { to: 'STOPPED', reason }, by, tx);
}

const goneFurther = 'This person was two leads in one campaign; the one that had got further goes on.';
const endWords = { WON: 'won', LOST: 'given up' } as const;

async function undoIn(tx: Tx, deps: MergeDeps, mergeId: string, by: string): Promise<LeadMerge> {
  const { clock, store, leads, matches } = deps;
  const merge = await store.find(mergeId, tx);
  if (!merge) throw notFound({ code: 'merge-unknown', message: 'There is no such merge any more. Reload the page.' });
  if (merge.undoneAt !== null)
    throw conflict({
      code: 'merge-undone',
      message: `${merge.undoneBy} has undone this merge already. Reload the page.`,
    });
  const rows = await leads.rows([merge.keptId, merge.absorbedId], tx);
  const [kept, absorbed] = [merge.keptId, merge.absorbedId].map((id) => rows.find((row) => row.id === id));
  if (!kept || !absorbed)
    throw notFound({ code: 'lead-unknown', message: 'One of the two leads was erased since, so the merge stays.' });
  if (kept.mergedInto !== null)
    throw conflict({
      code: 'merge-nested',
      message: 'The lead that stayed was itself merged into another one since. Undo that merge first.',
    });
  const now = clock.now();
  const enrolments = (await store.moved(tx, mergeId, 'camEnrolment')).map(({ rowId }) => rowId);
  const changes = changesOf(merge);
  const wasContacted = await store.wasContactedSince(tx, kept.id, merge.mergedAt, enrolments);
  const { change, stayed } = restoreChanges(
    kept,
    wasContacted ? changes.filter(({ column }) => !isState(column)) : changes,
  );
  await store.moveBack(tx, merge, kept.personId);
  await leads.update(tx, absorbed.id, { mergedInto: null, updatedAt: now, ...consentSince(kept, absorbed, change) });
  await writeLead(tx, deps, kept, change, now);
  await rebaseLater(tx, deps, merge, stayed);
  await store.markUndone(tx, mergeId, now, by);
  await matches.takeBack(tx, mergeId);
  await tellUndone(tx, deps, { kept, absorbed, stayed, by, mergeId });
  const names = new Map([kept, absorbed].map((lead) => [lead.id, leadOf(lead).name]));
  return mergeOf({ ...merge, undoneAt: now, undoneBy: by }, names);
}

const isState = (column: string): boolean => column === 'state' || column === 'stateReason';

/** While both were one, one of them asked not to be contacted; nobody knows which, so neither is. */
function consentSince(kept: LeadRow, absorbed: LeadRow, restored: Partial<LeadRow>): Partial<LeadRow> {
  const stays = restored.consent ?? kept.consent;
  if (stays !== 'DO_NOT_CONTACT' || absorbed.consent === 'DO_NOT_CONTACT') return {};
  return { consent: kept.consent, consentSource: kept.consentSource, consentAt: kept.consentAt };
}

async function rebaseLater(
  tx: Tx,
  { store }: MergeDeps,
  merge: LeadMergeRow,
  stayed: readonly MergeChange[],
): Promise<void> {
  if (stayed.length === 0) return;
  for (const later of await store.laterInto(tx, merge)) {
    await store.setChanges(tx, later.id, JSON.stringify(rebase(changesOf(later), stayed)));
  }
}

const changesOf = ({ changes }: LeadMergeRow): readonly MergeChange[] => JSON.parse(changes) as MergeChange[]; // written by mergeIn only

interface Undone {
  readonly kept: LeadRow;
  readonly absorbed: LeadRow;
  readonly stayed: readonly MergeChange[];
  readonly by: string;
  readonly mergeId: string;
}

async function tellUndone(
  tx: Tx,
  { records, events }: MergeDeps,
  { kept, absorbed, stayed, by, mergeId }: Undone,
): Promise<void> {
  const why = stayed.length === 0 ? 'Everything is as it was before the merge.' : 'What was changed since stays.';
  await records.append(tx, [
    record(kept, 'Merge undone', why, by, mergeId),
    record(absorbed, 'Merge undone', 'It is a lead of its own again.', by, mergeId),
  ]);
  await events.publish(tx, {
    ...{ topic: 'cam-lead-merge-undone', subject: kept.id },
    payload: { clientId: kept.clientId, mergedLeadId: absorbed.id, mergeId },
  });
}

/** Writes values with all that follows from them, and tells the history of consent. */
async function writeLead(
  tx: Tx,
  deps: MergeDeps,
  lead: LeadRow,
  change: Partial<LeadRow>,
  now: Instant,
): Promise<void> {
  const row = { ...lead, ...change };
  const campaign = row.campaignId === null ? null : await deps.campaigns.get(row.campaignId, tx);
  const score = (await deps.scores.scorerFor(row.clientId, campaign, tx)).score(row);
  const derived = { searchText: searchTextOf(row), ...sortColumnsOf(row), ...score, scoredAt: now, updatedAt: now };
  await deps.leads.update(tx, lead.id, { ...change, ...derived });
  if (change.consent === undefined || change.consent === lead.consent) return;
  await deps.consents.append(tx, [
    {
      ...{ clientId: lead.clientId, leadId: lead.id, source: 'Merge of two leads', agreedTo: '', actor: 'merge' },
      ...{ before: z.parse(Consent, lead.consent), consent: z.parse(Consent, change.consent) },
      why: 'Both leads are one person, or are two again.',
    },
  ]);
}

const record = (lead: LeadRow, what: string, why: string, actor: string, mergeId: string): NewRecord => ({
  ...{ clientId: lead.clientId, campaignId: lead.campaignId, subjectKind: 'lead', subjectId: lead.id },
  ...{ what, why, actor, data: { mergeId } },
});

async function namesOf(leads: LeadStore, merges: readonly LeadMergeRow[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(merges.flatMap(({ keptId, absorbedId }) => [keptId, absorbedId]))];
  return new Map((await leads.rows(ids)).map((row) => [row.id, leadOf(row).name]));
}

const mergeOf = ({ changes: _changes, ...row }: LeadMergeRow, names: ReadonlyMap<string, string>): LeadMerge => ({
  ...row,
  keptName: names.get(row.keptId) ?? '',
  absorbedName: names.get(row.absorbedId) ?? '',
});
