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
  /** What finds them in any order, to count some of them. */
  readonly counted: readonly RawBuilder<SqlBool>[];
}

/** So many are fetched by what they are and sorted then; more are read in the order of an index instead. */
export const few = 5000;
/** Kinds of lead that one statement looks for. */
const mostKeys = 1000;

/** Chooses by what has the fewest: the counts, the search index, the time of adding, or who is in sequence. */
export async function chooseWay(deps: ListHouse, filter: LeadFilter): Promise<Way> {
  const kinds = await deps.counts.total(filter);
  const others = await otherDrivers(deps, filter, Math.min(kinds, few));
  const total = others.isCounted ? kinds : null;
  if (others.best) return { driver: others.best, total, counted: [others.best] };
  const driver = kinds <= few ? await kindDriver(deps.counts, filter) : null;
  return { driver, total, counted: driver === null ? others.all : [driver] };
}

interface Drivers {
  /** Nothing narrows but what is counted. */
  readonly isCounted: boolean;
  readonly all: readonly RawBuilder<SqlBool>[];
  /** The one with the fewest rows, if those are at most as many as were asked for. */
  readonly best: RawBuilder<SqlBool> | null;
}

async function otherDrivers({ handle, finder }: ListHouse, filter: LeadFilter, most: number): Promise<Drivers> {
  const { search, inSequence } = filter;
  const parts = searchParts(search);
  const drivers: { readonly condition: RawBuilder<SqlBool>; readonly rows: number }[] = [];
  if (parts.length > 0) {
    const text = await finder();
    drivers.push({ condition: text.found(parts), rows: await text.count(handle.in(), parts, few + 1) });
  }
  const added = addedBetween(filter, sql`created_at`);
  if (added.length > 0) {
    const condition = sql<SqlBool>`(merged_into is null and ${sql.join(added, sql` and `)})`;
    drivers.push({ condition, rows: await countSome(handle, sql`select 1 from cam_lead where ${condition}`) });
  }
  if (inSequence === true) {
    drivers.push({ condition: sql<SqlBool>`id in (${currentLeads})`, rows: await countSome(handle, currentLeads) });
  }
  const [best] = drivers.toSorted((one, other) => one.rows - other.rows);
  return {
    isCounted: drivers.length === 0 && inSequence === undefined,
    all: drivers.map(({ condition }) => condition),
    best: best && best.rows <= most ? best.condition : null,
  };
}

async function kindDriver(counts: LeadCountStore, filter: LeadFilter): Promise<RawBuilder<SqlBool> | null> {
  if (filter.batchId !== undefined) return sql<SqlBool>`batch_id = ${filter.batchId}`;
  const keys = await counts.keys(filter, mostKeys);
  if (keys === null) return null;
  return keys.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`${countedSql} in (${sql.join(keys)})`;
}

async function countSome(handle: DbHandle<CamTables>, rows: RawBuilder<unknown>): Promise<number> {
  const { rows: counted } = await sql<{ count: number }>`
    select count(*) as count from (${rows} limit ${few + 1}) as some_of_them`.execute(handle.in());
  return Number(counted[0]?.count ?? 0);
}
