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
  /** How many rows of the order are looked at before that; null: all of them, for what finds them finds very many. */
  readonly longWay: number | null;
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
/** What finds so many times more than few does not help. */
const tooMany = 10;
/** So many hits are looked at to say how many there are at least. */
const looksToCount = 2000;
/** Kinds of lead that one statement looks for. */
const mostKeys = 4000;

/**
 * Chooses by what has the fewest: the counts, the search index, the time of adding, an import, or who is in sequence.
 * `isSortedBy`: an index has the list's order.
 */
export async function chooseWay(deps: ListHouse, filter: LeadFilter, isSortedBy: boolean): Promise<Way> {
  const [all, kinds] = [await deps.counts.total({}), await deps.counts.total(filter)];
  const few = isSortedBy ? fewOf(all) : mostSorted;
  const { best, isCounted } = await bestDriver(deps, filter, few);
  const fewest = Math.min(best?.rows ?? Infinity, kinds);
  const isText = best?.isText === true;
  const byKind = kinds <= fewest || isText ? await kindDriver(deps.counts, filter, kinds, few) : null;
  const both =
    byKind !== null && isText && kinds > 0 ? (await deps.finder()).among(searchParts(filter.search), byKind) : null;
  const [driver, found] =
    byKind === null ? [best?.condition ?? null, best?.rows ?? Infinity] : [both ?? byKind, fewest];
  return {
    ...{ total: isCounted ? kinds : null, driver, isFew: found <= few },
    longWay: !isText && found > few * tooMany ? null : wayOf(all, fewest, both === null ? longestWay : longestWay / 2),
    counted: best?.some ?? null,
  };
}

/** So far that a page should be full by then, if its rows lie evenly. */
const wayOf = (all: number, fewest: number, longest: number): number =>
  Math.ceil(Math.min(longest, Math.max(shortestWay, (patience * aboutAPage * all) / Math.max(1, fewest))));

/**
 * Fetching rows by what they are costs as much as there are of them; reading along the order costs as many as lie between
 * those of a page. Both cost the same at the root of all rows times a page.
 */
const fewOf = (all: number): number => Math.max(1000, Math.sqrt(all * aboutAPage));

interface Driver {
  readonly isText: boolean;
  readonly condition: RawBuilder<SqlBool>;
  readonly rows: number;
  /** The same for some of its rows. */
  readonly some: RawBuilder<SqlBool>;
}

async function bestDriver({ handle, counts, finder }: ListHouse, filter: LeadFilter, few: number) {
  const { search, inSequence, batchId } = filter;
  const parts = searchParts(search);
  const drivers: Driver[] = [];
  const add = (condition: RawBuilder<SqlBool>, rows: number, some = condition, isText = false): void => {
    const limited = sql<SqlBool>`id in (select id from cam_lead where ${some} limit ${looksToCount})`;
    drivers.push({ isText, condition, rows, some: limited });
  };
  if (parts.length > 0) {
    const text = await finder();
    add(
      text.found(parts),
      await text.count(handle.in(), parts, Math.ceil(few) + 1),
      text.found(parts, looksToCount),
      true,
    );
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

/** Null where nothing that is counted narrows, or so little that finding those would not help. */
async function kindDriver(
  counts: LeadCountStore,
  filter: LeadFilter,
  kinds: number,
  few: number,
): Promise<RawBuilder<SqlBool> | null> {
  if (kinds > few * tooMany) return null;
  const keys = await counts.keys(filter, mostKeys);
  if (keys === null) return null;
  // The index is one over leads that stand: it is taken only where the statement says that, too.
  return keys.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`(${standing} and ${countedSql} in (${sql.join(keys)}))`;
}

async function countSome(handle: DbHandle<CamTables>, rows: RawBuilder<unknown>, few: number): Promise<number> {
  const { rows: counted } = await sql<{ count: number }>`
    select count(*) as count from (${rows} limit ${Math.ceil(few) + 1}) as some_of_them`.execute(handle.in());
  return Number(counted[0]?.count ?? 0);
}
