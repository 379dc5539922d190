import type { DbHandle } from '@aicmo/core-db';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { LeadFilter } from '../../contract/lead-list.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { addedBetween, countedSql, currentLeads, standing, type ListHouse } from './lead-conditions.ts';
import type { LeadCountStore } from './lead-count-store.ts';
import { searchParts } from './lead-search.ts';

/** How the rows of a list are reached. */
export interface Way {
  /** Exactly how many there are, where the counts say it. */
  readonly total: number | null;
  /**
   * What finds them at once, and how many those are at most: to fetch and sort. Null where nothing does, and they are
   * read in the order of the list, and left out one by one.
   */
  readonly driver: RawBuilder<SqlBool> | null;
  /** Whether `driver` finds few enough; else it is for where the order of the list has none for a long way. */
  readonly isFew: boolean;
  /** How many rows of the order are looked at before that. */
  readonly longWay: number;
  /** What finds some of them in any order, to count those; null: nothing but all of them. */
  readonly counted: RawBuilder<SqlBool> | null;
}

/** So many can be sorted by any column. */
export const mostSorted = 10_000;
/** Rows of one page. */
const aboutAPage = 100;
/** The order of a list is followed for so many times the way that a page should take, and for so many rows. */
const patience = 8;
const shortestWay = 2000;
const longestWay = 20_000;
/** So many hits are looked at to say how many there are at least. */
const looksToCount = 2000;
/** Kinds of lead that one statement looks for. */
const mostKeys = 1000;

/**
 * Chooses by what has the fewest: the counts, the search index, the time of adding, an import, or who is in sequence.
 * `isSortedBy`: an index has the list's order.
 */
export async function chooseWay(deps: ListHouse, filter: LeadFilter, isSortedBy: boolean): Promise<Way> {
  const [all, kinds] = [await deps.counts.total({}), await deps.counts.total(filter)];
  const few = isSortedBy ? fewOf(all) : mostSorted;
  const { best, isCounted } = await bestDriver(deps, filter, few);
  const fewest = Math.min(best?.rows ?? Infinity, kinds);
  const isFew = fewest <= few;
  const byKind = kinds <= (best?.rows ?? Infinity) ? await kindDriver(deps.counts, filter) : null;
  const driver = byKind ?? best?.condition ?? null;
  return {
    ...{ total: isCounted ? kinds : null, driver, isFew: isFew && driver !== null },
    longWay: Math.ceil(
      Math.min(longestWay, Math.max(shortestWay, (patience * aboutAPage * all) / Math.max(1, fewest))),
    ),
    counted: best?.some ?? null,
  };
}

/**
 * Fetching rows by what they are costs as much as there are of them; reading along the order costs as many as lie between
 * those of a page. Both cost the same at the root of all rows times a page.
 */
const fewOf = (all: number): number => Math.max(1000, Math.sqrt(all * aboutAPage));

interface Driver {
  readonly condition: RawBuilder<SqlBool>;
  readonly rows: number;
  /** The same for some of its rows. */
  readonly some: RawBuilder<SqlBool>;
}

async function bestDriver({ handle, counts, finder }: ListHouse, filter: LeadFilter, few: number) {
  const { search, inSequence, batchId } = filter;
  const parts = searchParts(search);
  const drivers: Driver[] = [];
  const add = (condition: RawBuilder<SqlBool>, rows: number, some = condition): void => {
    const limited = sql<SqlBool>`id in (select id from cam_lead where ${some} limit ${looksToCount})`;
    drivers.push({ condition, rows, some: limited });
  };
  if (parts.length > 0) {
    const text = await finder();
    add(text.found(parts), await text.count(handle.in(), parts, Math.ceil(few) + 1), text.found(parts, looksToCount));
  }
  const added = addedBetween(filter, sql`created_at`);
  if (added.length > 0) {
    const condition = sql<SqlBool>`(${standing} and ${sql.join(added, sql` and `)})`;
    add(condition, await countSome(handle, sql`select 1 from cam_lead where ${condition}`, few));
  }
  if (batchId !== undefined) add(sql<SqlBool>`batch_id = ${batchId}`, await counts.ofBatch(batchId));
  if (inSequence === true) add(sql<SqlBool>`id in (${currentLeads})`, await countSome(handle, currentLeads, few));
  const [best] = drivers.toSorted((one, other) => one.rows - other.rows);
  return { best, isCounted: drivers.length === 0 && inSequence === undefined };
}

async function kindDriver(counts: LeadCountStore, filter: LeadFilter): Promise<RawBuilder<SqlBool> | null> {
  const keys = await counts.keys(filter, mostKeys);
  if (keys === null) return null;
  return keys.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`${countedSql} in (${sql.join(keys)})`;
}

async function countSome(handle: DbHandle<CamTables>, rows: RawBuilder<unknown>, few: number): Promise<number> {
  const { rows: counted } = await sql<{ count: number }>`
    select count(*) as count from (${rows} limit ${Math.ceil(few) + 1}) as some_of_them`.execute(handle.in());
  return Number(counted[0]?.count ?? 0);
}
