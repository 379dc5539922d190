import { quicklyCounted, rowMark, type DbHandle } from '@aicmo/core-db';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { LeadFilter, LeadSort } from '../../contract/lead-list.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { addedBetween, currentLeads, inOrder, standing, type ListHouse } from './lead-conditions.ts';
import { driversOf, looksToCount } from './lead-drivers.ts';
import { sortColumns } from './lead-order.ts';
import { searchParts } from './lead-search.ts';
import { certain, followCost, type Following } from './way-costs.ts';

/** How the rows of a list are reached. */
export interface Way {
  /** Exactly how many there are, where the counts say it. */
  readonly total: number | null;
  /** What finds them at once, to fetch and sort them. Null: nothing does. */
  readonly driver: RawBuilder<SqlBool> | null;
  /** Whether that is the first choice; else it is for where the order of the list has none of them for a long way. */
  readonly isFew: boolean;
  /** How many rows of the order that fit by its index are looked at before that; null: all of them. */
  readonly longWay: number | null;
  /** The marks of those that a search may find, where the order is followed by them. */
  readonly marks: RawBuilder<unknown> | null;
  /** What finds some of them in any order, to count those; null: nothing but all of them. */
  readonly counted: { readonly among: RawBuilder<SqlBool>; readonly isAll: boolean } | null;
}

/** So many can be sorted by any column. */
export const mostSorted = 10_000;
/** What has more than could be counted quickly is taken for this share of all. */
const shareOfMany = 0.3;

/**
 * Chooses the cheapest way: to follow the order of the list and leave out what does not fit, or to fetch what something
 * else finds (the search, the counts' index, an import, the time of adding, who is in sequence, two of them together) and
 * sort it.
 */
export async function chooseWay(deps: ListHouse, filter: LeadFilter, by: LeadSort): Promise<Way> {
  const isSortedBy = sortColumns[by].isIndexed;
  // What is too many to be sorted has to be known, whatever it costs.
  const most = isSortedBy ? quicklyCounted(deps.db) : Math.max(quicklyCounted(deps.db), mostSorted + 1);
  const sizes = await sizesOf(deps, filter, most);
  const drivers = await driversOf(deps, filter, sizes);
  const total = sizes.isCounted ? sizes.kinds : null;
  const byRows = drivers.toSorted((one, other) => one.rows - other.rows);
  const { some = null, rows = 0 } = byRows.find((driver) => driver.some !== null) ?? {};
  const counted = some && { among: some, isAll: rows < looksToCount };
  if (!isSortedBy) {
    const [fewest] = byRows;
    const isFew = (fewest?.rows ?? sizes.all) <= mostSorted;
    return { total, counted, driver: fewest?.condition ?? null, isFew, longWay: null, marks: null };
  }
  const [best] = drivers.toSorted((one, other) => one.cost - other.cost);
  const following = followCost(sizes, sizes.marks !== null);
  // What a search finds lies together in the order of what it is found by.
  const isUneven = sizes.marks !== null && (by === 'name' || by === 'company');
  const isFew = best !== undefined && best.cost <= (isUneven ? Math.max(certain, following.cost) : following.cost);
  return {
    ...{ total, counted, isFew, driver: best?.condition ?? null },
    longWay:
      best === undefined || rowMark(deps.db, 'cam_lead') === null
        ? null
        : wayBefore(best.cost, following, sizes.inOrder),
    marks: following.isByMarks ? sizes.marks : null,
  };
}

/** Until following has cost what is spent in vain at most; at least twice what a page should take. */
const wayBefore = (otherCost: number, { looks, perLook }: Following, all: number): number | null => {
  const rows = Math.ceil(Math.max(2 * looks, Math.min(otherCost, certain) / perLook));
  return rows >= all ? null : rows;
};

/** How many leads each part of a filter lets through. */
export interface Sizes {
  readonly all: number;
  /** By what is counted: exactly. */
  readonly kinds: number;
  /** By what the indexes of the orders hold themselves: exactly. */
  readonly inOrder: number;
  /** Of the client, and of the campaign where one is said: exactly. */
  readonly owned: number;
  /** By the search, the time of adding, the import, being in sequence; null: the filter does not say it. */
  readonly hits: number | null;
  readonly added: number | null;
  readonly batch: number | null;
  readonly current: number | null;
  /** Whether a row has to be read to know whether it fits. */
  readonly isRead: boolean;
  /** Whether the counts say all that the filter says. */
  readonly isCounted: boolean;
  readonly marks: RawBuilder<unknown> | null;
}

async function sizesOf(deps: ListHouse, filter: LeadFilter, quickly: number): Promise<Sizes> {
  const { handle, counts, finder } = deps;
  const { clientId, campaignId, batchId, inSequence } = filter;
  const all = await counts.total({});
  const kinds = await counts.total(filter);
  const isInOrder = clientId === undefined && campaignId === undefined;
  const owned = isInOrder ? all : await counts.total(saidOf({ clientId, campaignId }));
  const parts = searchParts(filter.search);
  const text = parts.length === 0 ? null : await finder();
  const added = addedBetween(filter, sql`created_at`);
  const enough = (rows: number): number => (rows === quickly ? Math.max(rows, all * shareOfMany) : rows);
  const hasMore = batchId !== undefined || inSequence !== undefined || added.length > 0;
  return {
    ...{ all, kinds, owned, inOrder: isInOrder ? kinds : await counts.total(inOrder(filter)) },
    hits: text && enough(await text.count(handle.in(), parts, quickly)),
    added: added.length === 0 ? null : enough(await countSome(handle, addedRows(added), quickly)),
    batch: batchId === undefined ? null : await counts.ofBatch(batchId),
    current: inSequence === true ? enough(await countSome(handle, currentLeads, quickly)) : null,
    isRead: !isInOrder || batchId !== undefined || inSequence !== undefined || added.length > 0,
    isCounted: text === null && !hasMore,
    marks: text?.marks(parts) ?? null,
  };
}

const saidOf = ({ clientId, campaignId }: Pick<LeadFilter, 'clientId' | 'campaignId'>) => ({
  ...(clientId === undefined ? {} : { clientId }),
  ...(campaignId === undefined ? {} : { campaignId }),
});

const addedRows = (added: readonly RawBuilder<SqlBool>[]) =>
  sql`select 1 from cam_lead where ${standing} and ${sql.join(added, sql` and `)}`;

async function countSome(handle: DbHandle<CamTables>, rows: RawBuilder<unknown>, most: number): Promise<number> {
  const { rows: counted } = await sql<{ count: number }>`
    select count(*) as count from (${rows} limit ${most}) as some_of_them`.execute(handle.in());
  return Number(counted[0]?.count ?? 0);
}
