import { openTextFinder, type Database, type DbHandle, type TextFinder, type Tx } from '@aicmo/core-db';
import type { Lead } from '../../contract/lead.ts';
import type { LeadCounts, LeadFilter, LeadOrder, LeadPage } from '../../contract/lead-list.ts';
import type { CamTables, IdentityRow, LeadRow } from '../db/cam-tables.ts';
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
  update(tx: Tx, id: string, change: Partial<LeadRow>): Promise<void>;
  updateMany(tx: Tx, ids: readonly string[], change: Partial<LeadRow>): Promise<void>;
  /** For good, with the identities by which they are recognised. */
  deleteMany(tx: Tx, ids: readonly string[]): Promise<void>;
  /** Leads that were `before` are `after` now: for who writes them by a statement of its own. */
  applyCounts(tx: Tx, before: readonly CountedLead[], after: readonly CountedLead[]): Promise<void>;
  insertIdentities(tx: Tx, rows: readonly IdentityRow[]): Promise<void>;
  /** Which of these identities are known, at most 500 values of each kind. */
  knownIdentities(clientId: string, wanted: readonly IdentityKey[], tx?: Tx): Promise<readonly IdentityRow[]>;
  find(id: string, tx?: Tx): Promise<Lead | undefined>;
  /** In no order; at most 500. */
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
    ids.length === 0 ? [] : handle.in(tx).selectFrom('camLead').selectAll().where('id', 'in', ids).execute();
  return {
    ...writingLeads(handle, counts),
    applyCounts: (tx, before, after) => counts.apply(tx, before, after),
    rebuildCounts: (tx) => counts.recount(tx),
    insertIdentities: async (tx, rows) => void (await handle.insertMany(tx, 'camIdentity', rows)),
    knownIdentities: async (clientId, wanted, tx) => {
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
      return found;
    },
    find: async (id, tx) => {
      const row = await handle.in(tx).selectFrom('camLead').selectAll().where('id', '=', id).executeTakeFirst();
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

const idsAtOnce = 500;

/** Every change of leads, with what it does to the counts. */
function writingLeads(
  handle: DbHandle<CamTables>,
  counts: Pick<LeadCountStore, 'apply'>,
): Pick<LeadStore, 'insertMany' | 'update' | 'updateMany' | 'deleteMany'> {
  const counted = async (tx: Tx, ids: readonly string[]): Promise<readonly CountedLead[]> =>
    handle.in(tx).selectFrom('camLead').select(countedColumns).where('id', 'in', ids).execute();
  const updateMany: LeadStore['updateMany'] = async (tx, all, change) => {
    for (let from = 0; from < all.length; from += idsAtOnce) {
      const ids = all.slice(from, from + idsAtOnce);
      const before = touchesCounts(change) ? await counted(tx, ids) : [];
      await handle.in(tx).updateTable('camLead').set(change).where('id', 'in', ids).execute();
      const after = before.map((lead) => ({ ...lead, ...change }));
      await counts.apply(tx, before, after);
    }
  };
  return {
    insertMany: async (tx, rows, { derived = 'now' } = {}) => {
      await handle.insertMany(tx, 'camLead', rows);
      if (derived === 'now') await counts.apply(tx, [], rows);
    },
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
