import { keyset, type DbHandle, type Tx } from '@aicmo/core-db';
import { newId, type Clock } from '@aicmo/core-kernel';
import type { MatchEvidence, MatchFilter, MatchKind } from '../../contract/match.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { MatchRunRow, MatchSuggestionRow } from '../db/match-tables.ts';
import type { MatchableLead } from './matching/profile.ts';

/** A pair that somebody is to be asked about. */
export interface NewSuggestion {
  readonly kind: MatchKind;
  readonly clientId: string;
  /** In any order. */
  readonly leadIds: readonly [string, string];
  readonly sureness: number;
  readonly evidence: readonly MatchEvidence[];
}

/** Every query on suggestions and searches. */
export interface MatchStore {
  /** Leaves out pairs that were suggested before, whatever was said to them; gives how many were new. */
  suggest(tx: Tx, pairs: readonly NewSuggestion[], madeByMerge?: string): Promise<number>;
  find(id: string, tx?: Tx): Promise<MatchSuggestionRow | undefined>;
  findPair(leadIds: readonly [string, string], tx?: Tx): Promise<MatchSuggestionRow | undefined>;
  /** Pairs of leads that both stand, the surest first. */
  page(filter: MatchFilter, limit: number, cursor: string | null): Promise<MatchSuggestionRow[]>;
  cursorOf(row: MatchSuggestionRow): string;
  count(filter: MatchFilter): Promise<number>;
  decide(tx: Tx, id: string, change: Partial<MatchSuggestionRow>): Promise<void>;
  /** Open pairs of a lead that is being absorbed, brought over to the one that stays. */
  carryOver(tx: Tx, mergeId: string, absorbedId: string, keptId: string): Promise<void>;
  /** Takes back what a merge brought over, and opens again what it settled. */
  takeBack(tx: Tx, mergeId: string): Promise<void>;
  /** Every pair that was ever asked about, as the leads that stand for both today. */
  knownPairs(): Promise<readonly (readonly [string, string])[]>;
  /** Leads that stand, in the order of their ids, at most `limit`. */
  leadsAfter(clientId: string | null, afterId: string, limit: number): Promise<readonly MatchableLead[]>;
  insertRun(tx: Tx, row: MatchRunRow): Promise<void>;
  updateRun(tx: Tx, id: string, change: Partial<MatchRunRow>): Promise<void>;
  findRun(id: string, tx?: Tx): Promise<MatchRunRow | undefined>;
  /** Newest first. */
  runs(limit: number): Promise<readonly MatchRunRow[]>;
  /** The last search over these leads that was finished. */
  lastFinished(clientId: string | null): Promise<MatchRunRow | undefined>;
  /** When the newest import ended, and whether one is under way. */
  imports(): Promise<{ readonly newest: string | null; readonly isUnderWay: boolean }>;
  /** When the oldest of those imports began that went on after a moment: their leads bear its time. */
  oldestImportSince(moment: string): Promise<string | undefined>;
}

const bySureness = keyset([
  { column: 's.sureness', direction: 'desc' },
  { column: 's.id', direction: 'desc' },
]);

const inOrder = ([one, other]: readonly [string, string]): [string, string] =>
  one < other ? [one, other] : [other, one];

/** Opens the store of matches. */
export function createMatchStore(handle: DbHandle<CamTables>, clock: Clock): MatchStore {
  return {
    ...suggestionQueries(handle, clock),
    ...pageQueries(handle),
    ...searchQueries(handle),
    ...runQueries(handle),
  };
}

type Some<Name extends keyof MatchStore> = Pick<MatchStore, Name>;

function suggestionQueries(
  handle: DbHandle<CamTables>,
  clock: Clock,
): Some<'suggest' | 'find' | 'findPair' | 'decide' | 'carryOver' | 'takeBack'> {
  const rowOf = ({ leadIds, evidence, ...pair }: NewSuggestion, madeByMerge: string | null): MatchSuggestionRow => {
    const [leadA, leadB] = inOrder(leadIds);
    return {
      ...{ id: newId(clock), ...pair, leadA, leadB, evidence: JSON.stringify(evidence), status: 'OPEN' },
      ...{ mergeId: null, madeByMerge, createdAt: clock.now(), decidedAt: null, decidedBy: '' },
    };
  };
  const suggest: MatchStore['suggest'] = async (tx, pairs, madeByMerge) => {
    if (pairs.length === 0) return 0;
    const rows = pairs.map((pair) => rowOf(pair, madeByMerge ?? null));
    const { inserted } = await handle.insertMany(tx, 'camMatchSuggestion', rows, { onConflict: 'skip' });
    return inserted;
  };
  const all = (tx?: Tx) => handle.in(tx).selectFrom('camMatchSuggestion').selectAll();
  return {
    suggest,
    find: (id, tx) => all(tx).where('id', '=', id).executeTakeFirst(),
    findPair: (leadIds, tx) => {
      const [leadA, leadB] = inOrder(leadIds);
      return all(tx).where('leadA', '=', leadA).where('leadB', '=', leadB).executeTakeFirst();
    },
    decide: async (tx, id, change) =>
      void (await handle.in(tx).updateTable('camMatchSuggestion').set(change).where('id', '=', id).execute()),
    carryOver: async (tx, mergeId, absorbedId, keptId) => {
      const open = await all(tx)
        .where('status', '=', 'OPEN')
        .where(({ or, eb }) => or([eb('leadA', '=', absorbedId), eb('leadB', '=', absorbedId)]))
        .execute();
      const rows = open
        .map(({ leadA, leadB, ...pair }) => ({ ...pair, other: leadA === absorbedId ? leadB : leadA }))
        .filter(({ other }) => other !== keptId)
        .map(({ other, ...pair }) => {
          const [leadA, leadB] = inOrder([keptId, other]);
          return { ...pair, id: newId(clock), leadA, leadB, madeByMerge: mergeId };
        });
      if (rows.length > 0) await handle.insertMany(tx, 'camMatchSuggestion', rows, { onConflict: 'skip' });
    },
    takeBack: async (tx, mergeId) => {
      const suggestions = handle.in(tx);
      await suggestions
        .deleteFrom('camMatchSuggestion')
        .where('madeByMerge', '=', mergeId)
        .where('status', '=', 'OPEN')
        .execute();
      await suggestions
        .updateTable('camMatchSuggestion')
        .set({ status: 'OPEN', mergeId: null, decidedAt: null, decidedBy: '' })
        .where('mergeId', '=', mergeId)
        .execute();
    },
  };
}

function pageQueries(handle: DbHandle<CamTables>): Some<'page' | 'cursorOf' | 'count'> {
  const standing = ({ clientId, kind, status = 'OPEN' }: MatchFilter) => {
    let query = handle
      .in()
      .selectFrom('camMatchSuggestion as s')
      .innerJoin('camLead as a', 'a.id', 's.leadA')
      .innerJoin('camLead as b', 'b.id', 's.leadB')
      .where('s.status', '=', status);
    // A pair that was merged is shown as one, with its undo; every other pair needs both.
    if (status !== 'MERGED') query = query.where('a.mergedInto', 'is', null).where('b.mergedInto', 'is', null);
    if (kind !== undefined) query = query.where('s.kind', '=', kind);
    if (clientId !== undefined)
      query = query.where(({ or, eb }) => or([eb('a.clientId', '=', clientId), eb('b.clientId', '=', clientId)]));
    return query;
  };
  return {
    page: (filter, limit, cursor) => bySureness.from(standing(filter).selectAll('s'), cursor).limit(limit).execute(),
    cursorOf: (row) => bySureness.cursorOf({ 's.sureness': row.sureness, 's.id': row.id, ...row }),
    count: async (filter) => {
      const row = await standing(filter)
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
  };
}

const matchable = [
  ...(['id', 'clientId', 'personId', 'firstName', 'lastName', 'fullName', 'company', 'companyDomain'] as const),
  ...(['country', 'emailKey', 'linkedinKey', 'phoneKey'] as const),
] as const;

function searchQueries(handle: DbHandle<CamTables>): Some<'knownPairs' | 'leadsAfter'> {
  return {
    knownPairs: async () => {
      const merged = await handle
        .in()
        .selectFrom('camLead')
        .select(['id', 'mergedInto'])
        .where('mergedInto', 'is not', null)
        .execute();
      const into = new Map(merged.map(({ id, mergedInto }) => [id, mergedInto]));
      const rootOf = (id: string): string => {
        let root = id;
        for (let next = into.get(root); next; next = into.get(root)) root = next;
        return root;
      };
      const pairs = await handle.in().selectFrom('camMatchSuggestion').select(['leadA', 'leadB']).execute();
      return pairs.map(({ leadA, leadB }) => inOrder([rootOf(leadA), rootOf(leadB)]));
    },
    leadsAfter: (clientId, afterId, limit) => {
      let query = handle.in().selectFrom('camLead').select(matchable).where('mergedInto', 'is', null);
      if (clientId !== null) query = query.where('clientId', '=', clientId);
      return query.where('id', '>', afterId).orderBy('id').limit(limit).execute();
    },
  };
}

function runQueries(
  handle: DbHandle<CamTables>,
): Some<'insertRun' | 'updateRun' | 'findRun' | 'runs' | 'lastFinished' | 'oldestImportSince' | 'imports'> {
  const all = (tx?: Tx) => handle.in(tx).selectFrom('camMatchRun').selectAll();
  return {
    insertRun: async (tx, row) => void (await handle.in(tx).insertInto('camMatchRun').values(row).execute()),
    updateRun: async (tx, id, change) =>
      void (await handle.in(tx).updateTable('camMatchRun').set(change).where('id', '=', id).execute()),
    findRun: (id, tx) => all(tx).where('id', '=', id).executeTakeFirst(),
    runs: (limit) => all().orderBy('startedAt', 'desc').orderBy('id', 'desc').limit(limit).execute(),
    imports: async () => {
      const rows = await handle
        .in()
        .selectFrom('camImportBatch')
        .select(({ fn }) => ['status', fn.max('endedAt').as('newest')])
        .where('status', 'in', ['COMPLETED', 'RUNNING'])
        .groupBy('status')
        .execute();
      const newest = rows.find(({ status }) => status === 'COMPLETED')?.newest ?? null;
      return { newest, isUnderWay: rows.some(({ status }) => status === 'RUNNING') };
    },
    oldestImportSince: async (moment) => {
      const row = await handle
        .in()
        .selectFrom('camImportBatch')
        .select(({ fn }) => fn.min('startedAt').as('startedAt'))
        .where(({ or, eb }) => or([eb('endedAt', 'is', null), eb('endedAt', '>=', moment)]))
        .executeTakeFirst();
      return row?.startedAt ?? undefined;
    },
    lastFinished: (clientId) => {
      const finished = all().where('status', '=', 'COMPLETED').orderBy('startedAt', 'desc').limit(1);
      const wider = finished.where(({ or, eb }) =>
        clientId === null
          ? eb('clientId', 'is', null)
          : or([eb('clientId', 'is', null), eb('clientId', '=', clientId)]),
      );
      return wider.executeTakeFirst();
    },
  };
}
