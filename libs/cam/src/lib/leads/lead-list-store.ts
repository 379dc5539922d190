import type { DbHandle } from '@aicmo/core-db';
import { invalid } from '@aicmo/core-kernel';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { LeadFilter, LeadOrder } from '../../contract/lead-list.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { addedBetween, narrowedColumns, narrowing, standing, type ListHouse } from './lead-conditions.ts';
import { cursorOf, readCursor, sortColumns, type ListPlace, type PageEnd } from './lead-order.ts';
import { chooseWay, mostSorted, type Way } from './lead-way.ts';
import { readInOrder, sortFew, type Reading } from './read-lead-ids.ts';

/** Ids of a page, in its order. */
export interface LeadIdPage {
  readonly ids: readonly string[];
  readonly total: number;
  readonly isTotalExact: boolean;
  readonly next: string | null;
}

/** Finds the leads of a list, whatever narrows and sorts it, without going through all of them. */
export interface LeadListStore {
  /** Throws `invalid`: `lead-cursor`, `lead-sort-many` (too many for an order that has no index). */
  page(filter: LeadFilter, order: LeadOrder, limit: number, cursor: string | null): Promise<LeadIdPage>;
  /** Those that match, in the order of their making, after one; for acts on all of them. */
  idsAfter(filter: LeadFilter, after: string, limit: number): Promise<readonly string[]>;
}

/** How far a list is counted where counting means reading its rows. */
const countedUpTo = 1000;

/** Opens the store of lists. */
export function createLeadListStore(deps: ListHouse): LeadListStore {
  const { handle } = deps;
  return {
    page: async (filter, order, limit, cursor) => {
      const place = cursor === null ? null : readCursor(cursor, order);
      const column = sortColumns[order.by];
      const way = await chooseWay(deps, filter, column.isIndexed);
      if (!way.isFew && !column.isIndexed) throw tooManyToSort(order);
      const where = await narrowing(deps, filter);
      const span = order.by === 'added' ? addedBetween(filter, sql`created_at`) : [];
      const reading = { order, column, place: place?.row ?? null, limit: limit + 1, span };
      const rows = way.isFew ? null : await followOrder(deps, filter, way, where, reading);
      if (rows !== null) {
        const sum = place?.sum ?? (await sumOf(handle, way, where));
        return pageOf(order, rows, limit, sum);
      }
      const sorted = await sortFew(handle, [...(way.driver === null ? [] : [way.driver]), ...where], reading);
      return pageOf(order, sorted, limit, place?.sum ?? { total: sorted[0]?.total ?? 0, isExact: true });
    },
    idsAfter: async (filter, after, limit) => {
      const { driver, isFew } = await chooseWay(deps, filter, true);
      const where = [standing, ...(isFew && driver !== null ? [driver] : []), ...(await narrowing(deps, filter))];
      const { rows } = await sql<{ id: string }>`
        select id from cam_lead where ${sql.join(where, sql` and `)} and id > ${after}
        order by id limit ${limit}`.execute(handle.in());
      return rows.map(({ id }) => id);
    },
  };
}

/** The rows in the index's order; null where that has none of them for a long way, and something else finds them. */
async function followOrder(
  { handle }: ListHouse,
  filter: LeadFilter,
  { driver, longWay }: Way,
  where: readonly RawBuilder<SqlBool>[],
  reading: Reading,
): Promise<readonly ListPlace[] | null> {
  if (where.length === 0 || driver === null || longWay === null) return readInOrder(handle, where, reading, null);
  const rows = await readInOrder(handle, where, reading, { rows: longWay, columns: narrowedColumns(filter) });
  return rows.length < reading.limit ? null : rows;
}

function pageOf(order: LeadOrder, rows: readonly ListPlace[], limit: number, sum: PageEnd['sum']): LeadIdPage {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const row = last && { value: last.value, id: last.id };
  return {
    ids: shown.map(({ id }) => id),
    ...{ total: sum.total, isTotalExact: sum.isExact },
    next: rows.length > limit && row ? cursorOf(order, { row, sum }) : null,
  };
}

/** As the counts say, or only so far as to say how many there are at least. */
async function sumOf(
  handle: DbHandle<CamTables>,
  { total, counted }: Way,
  where: readonly RawBuilder<SqlBool>[],
): Promise<PageEnd['sum']> {
  if (total !== null) return { total, isExact: true };
  const all = [standing, ...(counted === null ? [] : [counted]), ...where];
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select 1 from cam_lead where ${sql.join(all, sql` and `)} limit ${countedUpTo + 1}) as some_of_them`.execute(
    handle.in(),
  );
  const count = Number(rows[0]?.count ?? 0);
  return { total: Math.min(count, countedUpTo), isExact: count <= countedUpTo && counted === null };
}

const tooManyToSort = ({ by }: LeadOrder) =>
  invalid({
    code: 'lead-sort-many',
    message: `More than ${mostSorted.toLocaleString('en')} leads match, too many to sort by this column. Narrow the list first, or sort by score, name, company or date.`,
    details: { by },
  });
