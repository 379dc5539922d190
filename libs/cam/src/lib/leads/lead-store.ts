import { openTextFinder, type Database, type DbHandle, type TextFinder, type Tx } from '@aicmo/core-db';
import type { Lead } from '../../contract/lead.ts';
import type { LeadCounts, LeadFilter, LeadOrder, LeadPage } from '../../contract/lead-list.ts';
import type { CamTables, IdentityRow, LeadRow } from '../db/cam-tables.ts';
import { takePeopleTurn } from '../identity/people-turn.ts';
import { refreshRanks } from '../routing/refresh-ranks.ts';
import { held } from './held-rows.ts';
import { createLeadCountStore, type CountedFilter, type LeadCountStore } from './lead-count-store.ts';
import { countedColumns, touchesCounts, type CountedLead } from './lead-counts.ts';
import { createLeadListStore } from './lead-list-store.ts';
import { leadOf } from './lead-row.ts';
import { leadText } from './lead-search.ts';

/**
 * Every query on leads and the identities by which they are recognised. Whatever writes a lead does it here, or tells
 * `applyCounts` in the same transaction, for the counts of the lists are kept with each change.
 */
export interface LeadStore {
  /** `later`: the counts wait for `rebuildCounts`, in the same transaction or with nobody else there. */
  insertMany(tx: Tx, rows: readonly LeadRow[], options?: { readonly derived?: 'now' | 'later' }): Promise<void>;
  /** Counts all leads again. */
  rebuildCounts(tx: Tx): Promise<void>;
  /** Many leads, each to values of its own; both lists in one order. `later` as in `insertMany`. */
  replaceMany(
    tx: Tx,
    before: readonly LeadRow[],
    after: readonly LeadRow[],
    options?: { readonly derived?: 'now' | 'later' },
  ): Promise<void>;
  update(tx: Tx, id: string, change: Partial<LeadRow>): Promise<void>;
  updateMany(tx: Tx, ids: readonly string[], change: Partial<LeadRow>): Promise<void>;
  /** For good, with the identities by which they are recognised. */
  deleteMany(tx: Tx, ids: readonly string[]): Promise<void>;
  /** Leads that were `before` are `after` now: for who writes them by a statement of its own. */
  applyCounts(tx: Tx, before: readonly CountedLead[], after: readonly CountedLead[]): Promise<void>;
  /** Before anything else where identities are taken in the end: nobody else takes one until the transaction's end. */
  takePeopleTurn(tx: Tx): Promise<void>;
  insertIdentities(tx: Tx, rows: readonly IdentityRow[]): Promise<void>;
  /** Which of these identities are known, at most 500 values of each kind; in a transaction by its turn. */
  knownIdentities(clientId: string, wanted: readonly IdentityKey[], tx?: Tx): Promise<readonly IdentityRow[]>;
  /** In a transaction the lead is held until its end, so that what is decided by it still stands when it is written. */
  find(id: string, tx?: Tx): Promise<Lead | undefined>;
  /** In no order; at most 500. In a transaction they are held as by `find`. */
  rows(ids: readonly string[], tx?: Tx): Promise<readonly LeadRow[]>;
  /** `cursor` is what the page before gave as `next`. Throws `invalid`: `lead-cursor`, `lead-sort-many`. */
  page(filter: LeadFilter, order: LeadOrder, limit: number, cursor: string | null): Promise<LeadPage>;
  counts(filter: CountedFilter): Promise<LeadCounts>;
  /** Ids in the order of their making, after one; outside of any transaction. */
  idsAfter(filter: LeadFilter, after: string, limit: number): Promise<readonly string[]>;
}

/** One way in which somebody is recognised. */
export interface IdentityKey {
  readonly kind: 'email' | 'linkedin' | 'phone';
  readonly value: string;
}

interface Deps {
  readonly handle: DbHandle<CamTables>;
  readonly db: Pick<Database, 'dialect'>;
}

/** Opens the store of leads. */
export function createLeadStore({ handle, db }: Deps): LeadStore {
  const counts = createLeadCountStore(handle);
  let opened: Promise<TextFinder> | undefined;
  const finder = () => (opened ??= openTextFinder(db, leadText));
  const lists = createLeadListStore({ db, handle, counts, finder });
  const rowsOf: LeadStore['rows'] = async (ids, tx) =>
    ids.length === 0 ? [] : held(handle.in(tx).selectFrom('camLead').selectAll().where('id', 'in', ids), tx).execute();
  return {
    ...writingLeads(handle, counts),
    ...writingManyLeads(handle, counts, finder),
    applyCounts: (tx, before, after) => counts.apply(tx, before, after),
    rebuildCounts: (tx) => counts.recount(tx),
    takePeopleTurn: (tx) => takePeopleTurn(handle, tx),
    insertIdentities: async (tx, rows) => void (await handle.insertMany(tx, 'camIdentity', rows)),
    knownIdentities: async (clientId, wanted, tx) => {
      if (tx !== undefined) await takePeopleTurn(handle, tx);
      const byKind = Map.groupBy(wanted, ({ kind }) => kind);
      const found: IdentityRow[] = [];
      for (const [kind, keys] of byKind) {
        const rows = await handle
          .in(tx)
          .selectFrom('camIdentity')
          .selectAll()
          .where('clientId', '=', clientId)
          .where('kind', '=', kind)
          .where(
            'value',
            'in',
            keys.map(({ value }) => value),
          )
          .execute();
        found.push(...rows);
      }
      if (tx === undefined || found.length === wanted.length || !(await isLoading(handle, tx))) return found;
      return [...found, ...(await loadedIdentities(handle, tx, clientId, wanted))];
    },
    find: async (id, tx) => {
      const one = handle.in(tx).selectFrom('camLead').selectAll().where('id', '=', id);
      const row = await held(one, tx).executeTakeFirst();
      return row && leadOf(row);
    },
    rows: rowsOf,
    page: async (filter, order, limit, cursor) => {
      const { ids, ...page } = await lists.page(filter, order, limit, cursor);
      const found = new Map((await rowsOf(ids)).map((row) => [row.id, row]));
      return { ...page, leads: ids.flatMap((id) => found.get(id) ?? []).map(leadOf) };
    },
    counts: (filter) => counts.counts(filter),
    idsAfter: (filter, after, limit) => lists.idsAfter(filter, after, limit),
  };
}

/** Whether a list is on its way into a workspace without leads: its identities are made at its end. */
async function isLoading(handle: DbHandle<CamTables>, tx: Tx): Promise<boolean> {
  const load = handle.in(tx).selectFrom('camImportBatch').select('id').where('loadMode', '=', 'FRESH');
  return (await load.limit(1).executeTakeFirst()) !== undefined;
}

const keyColumns = { email: 'emailKey', linkedin: 'linkedinKey', phone: 'phoneKey' } as const;

/** By the leads' own columns, through all of them: only while a load is under way. */
async function loadedIdentities(
  handle: DbHandle<CamTables>,
  tx: Tx,
  clientId: string,
  wanted: readonly IdentityKey[],
): Promise<readonly IdentityRow[]> {
  const found: IdentityRow[] = [];
  for (const { kind, value } of wanted) {
    const same = handle.in(tx).selectFrom('camLead').select('id').where('clientId', '=', clientId);
    // Whoever came with no list has stored identities.
    const listed = same.where(keyColumns[kind], '=', value).where('batchId', 'is not', null);
    const row = await listed.where('mergedInto', 'is', null).orderBy('id').limit(1).executeTakeFirst();
    if (row) found.push({ kind, value, clientId, leadId: row.id });
  }
  return found;
}

const idsAtOnce = 500;

/** Every change of leads, with what it does to the counts. */
function writingLeads(
  handle: DbHandle<CamTables>,
  counts: Pick<LeadCountStore, 'apply'>,
): Pick<LeadStore, 'update' | 'updateMany' | 'deleteMany'> {
  const counted = async (tx: Tx, ids: readonly string[]): Promise<readonly CountedLead[]> =>
    held(handle.in(tx).selectFrom('camLead').select(countedColumns).where('id', 'in', ids), tx).execute();
  const updateMany: LeadStore['updateMany'] = async (tx, all, change) => {
    for (let from = 0; from < all.length; from += idsAtOnce) {
      const ids = all.slice(from, from + idsAtOnce);
      const before = touchesCounts(change) ? await counted(tx, ids) : [];
      await handle.in(tx).updateTable('camLead').set(change).where('id', 'in', ids).execute();
      const after = before.map((lead) => ({ ...lead, ...change }));
      await counts.apply(tx, before, after);
      if (change.score !== undefined) await refreshRanks(handle, tx, ids);
    }
  };
  return {
    update: (tx, id, change) => updateMany(tx, [id], change),
    updateMany,
    deleteMany: async (tx, all) => {
      for (let from = 0; from < all.length; from += idsAtOnce) {
        const ids = all.slice(from, from + idsAtOnce);
        await counts.apply(tx, await counted(tx, ids), []);
        await handle.in(tx).deleteFrom('camIdentity').where('leadId', 'in', ids).execute();
        await handle.in(tx).deleteFrom('camLead').where('id', 'in', ids).execute();
      }
    },
  };
}

/** Fewer rows are found again by the database's own triggers. */
const fewestTogether = 20;

function writingManyLeads(
  handle: DbHandle<CamTables>,
  counts: Pick<LeadCountStore, 'apply'>,
  finder: () => Promise<TextFinder>,
): Pick<LeadStore, 'insertMany' | 'replaceMany'> {
  /** The search learns all texts together. */
  const together = async (
    tx: Tx,
    ids: { readonly old: string[]; readonly now: string[] },
    write: () => Promise<void>,
  ) => {
    if (ids.now.length < fewestTogether) return write();
    const { many } = await finder();
    const run = async (steps: TextFinder['many']['begin']): Promise<void> => {
      for (const step of steps) await step.execute(handle.in(tx));
    };
    await run(many.begin);
    for (const some of inParts(ids.old)) await run(many.forget(some));
    await write();
    for (const some of inParts(ids.now)) await run(many.learn(some));
    await run(many.end);
  };
  return {
    insertMany: async (tx, rows, { derived = 'now' } = {}) => {
      const insert = async (): Promise<void> => void (await handle.insertMany(tx, 'camLead', rows));
      if (derived === 'later') return insert();
      await together(tx, { old: [], now: rows.map(({ id }) => id) }, insert);
      await counts.apply(tx, [], rows);
    },
    replaceMany: async (tx, before, after, { derived = 'now' } = {}) => {
      const replace = async (): Promise<void> => void (await handle.updateMany(tx, 'camLead', after));
      if (derived === 'later') return replace();
      const changed = after.filter(({ searchText }, index) => searchText !== before[index]?.searchText);
      const ids = changed.map(({ id }) => id);
      await together(tx, { old: ids, now: ids }, replace);
      await counts.apply(tx, before, after);
      const moved = after.filter(({ score }, index) => score !== before[index]?.score);
      await refreshRanks(
        handle,
        tx,
        moved.map(({ id }) => id),
      );
    },
  };
}

function* inParts(ids: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < ids.length; from += idsAtOnce) yield ids.slice(from, from + idsAtOnce);
}
