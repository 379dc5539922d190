import type { DbHandle } from '@aicmo/core-db';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { LeadFilter } from '../../contract/lead-list.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { addedBetween, countedSql, currentLeads, type ListHouse } from './lead-conditions.ts';
import type { LeadCountStore } from './lead-count-store.ts';
import { searchParts } from './lead-search.ts';

/** How the rows of a list are reached. */
export interface Way {
  /** What finds few of them at once; null: they are read in the order of the list, and left out one by one. */
  readonly driver: RawBuilder<SqlBool> | null;
  /** Exactly how many there are, where the counts say it. */
  readonly total: number | null;
  /** What finds some of them in any order, to count those. */
  readonly counted: readonly RawBuilder<SqlBool>[];
}

/** So many can be sorted by any column. */
export const mostSorted = 10_000;
/** Rows of one page. */
const aboutAPage = 100;
/** So many hits are looked at to say how many there are at least. */
const looksToCount = 2000;
/** Kinds of lead that one statement looks for. */
const mostKeys = 1000;

/**
 * Chooses by what has the fewest: the counts, the search index, the time of adding, an import, or who is in sequence.
 * `isSortedBy`: an index has the list's order.
 */
export async function chooseWay(deps: ListHouse, filter: LeadFilter, isSortedBy: boolean): Promise<Way> {
  const kinds = await deps.counts.total(filter);
  const few = isSortedBy ? await fewOf(deps.counts) : mostSorted;
  const others = await otherDrivers(deps, filter, few);
  const total = others.isCounted ? kinds : null;
  if (others.best && others.best.rows <= Math.min(few, kinds)) {
    return { driver: others.best.condition, total, counted: [] };
  }
  const driver = kinds <= few ? await kindDriver(deps.counts, filter) : null;
  return { driver, total, counted: driver === null ? others.some : [] };
}

/**
 * Fetching rows by what they are costs as much as there are of them; reading along the order costs as many as lie between
 * those of a page. Both cost the same at the root of all rows times a page.
 */
async function fewOf(counts: LeadCountStore): Promise<number> {
  return Math.max(1000, Math.sqrt((await counts.total({})) * aboutAPage));
}

interface Driver {
  readonly condition: RawBuilder<SqlBool>;
  readonly rows: number;
  /** The same for some of its rows. */
  readonly some: RawBuilder<SqlBool>;
}

interface Drivers {
  /** Nothing narrows but what is counted. */
  readonly isCounted: boolean;
  readonly some: readonly RawBuilder<SqlBool>[];
  /** The one with the fewest rows. */
  readonly best: Driver | undefined;
}

async function otherDrivers({ handle, counts, finder }: ListHouse, filter: LeadFilter, few: number): Promise<Drivers> {
  const { search, inSequence, batchId } = filter;
  const parts = searchParts(search);
  const drivers: Driver[] = [];
  const add = (condition: RawBuilder<SqlBool>, rows: number, some = condition) =>
    drivers.push({ condition, rows, some });
  if (parts.length > 0) {
    const text = await finder();
    add(text.found(parts), await text.count(handle.in(), parts, Math.ceil(few) + 1), text.found(parts, looksToCount));
  }
  const added = addedBetween(filter, sql`created_at`);
  if (added.length > 0) {
    const condition = sql<SqlBool>`(merged_into is null and ${sql.join(added, sql` and `)})`;
    add(condition, await countSome(handle, sql`select 1 from cam_lead where ${condition}`, few));
  }
  if (batchId !== undefined) add(sql<SqlBool>`batch_id = ${batchId}`, await counts.ofBatch(batchId));
  if (inSequence === true) add(sql<SqlBool>`id in (${currentLeads})`, await countSome(handle, currentLeads, few));
  const [best] = drivers.toSorted((one, other) => one.rows - other.rows);
  const isCounted = drivers.length === 0 && inSequence === undefined;
  return { isCounted, some: drivers.map(({ some }) => some), best };
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
