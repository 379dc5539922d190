import type { DbHandle } from '@aicmo/core-db';
import { invalid } from '@aicmo/core-kernel';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { LeadFilter, LeadOrder } from '../../contract/lead-list.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { addedBetween, narrowing, standing, type ListHouse } from './lead-conditions.ts';
import { cursorOf, readCursor, sortColumns, type ListPlace, type PageEnd } from './lead-order.ts';
import { chooseWay, mostSorted, type Way } from './lead-way.ts';
import { readInOrder, sortFew, type Fitting, type Reading } from './read-lead-ids.ts';

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
      const way = await chooseWay(deps, filter, order.by);
      if (!way.isFew && !column.isIndexed) throw tooManyToSort(order);
      const narrow = await narrowing(deps, filter);
      const where = [...narrow.inOrder, ...narrow.added, ...narrow.inRow];
      const isByAdded = order.by === 'added';
      const span = isByAdded ? addedBetween(filter, sql`created_at`) : [];
      const reading = { order, column, place: place?.row ?? null, limit: limit + 1, span };
      const fitting: Fitting = {
        ...{ inOrder: narrow.inOrder, marks: way.marks },
        inRow: isByAdded ? narrow.inRow : [...narrow.added, ...narrow.inRow],
        // Who has no score has no tier and no grade.
        isKnown: filter.tier !== undefined || filter.grade !== undefined,
      };
      const rows = way.isFew ? null : await followOrder(deps, way, fitting, reading);
      if (rows !== null) {
        const sum = place?.sum ?? (await sumOf(handle, way, where));
        return pageOf(order, rows, limit, sum);
      }
      const sorted = await sortFew(handle, [...(way.driver === null ? [] : [way.driver]), ...where], reading);
      return pageOf(order, sorted, limit, place?.sum ?? { total: sorted[0]?.total ?? 0, isExact: true });
    },
    idsAfter: async (filter, after, limit) => {
      const { driver, isFew } = await chooseWay(deps, filter, 'added');
      const narrow = await narrowing(deps, filter);
      const found = isFew && driver !== null ? [driver] : [];
      const where = [standing, ...found, ...narrow.inOrder, ...narrow.added, ...narrow.inRow];
      const { rows } = await sql<{ id: string }>`
        select id from cam_lead where ${sql.join(where, sql` and `)} and id > ${after}
        order by id limit ${limit}`.execute(handle.in());
      return rows.map(({ id }) => id);
    },
  };
}

/** The rows in the index's order; null where that has none of them for a long way, and something else finds them. */
async function followOrder(
  house: ListHouse,
  { driver, longWay }: Way,
  fitting: Fitting,
  reading: Reading,
): Promise<readonly ListPlace[] | null> {
  const rows = await readInOrder(house, fitting, reading, longWay);
  return longWay !== null && driver !== null && rows.length < reading.limit ? null : rows;
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
  const all = [standing, ...(counted === null ? [] : [counted.among]), ...where];
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select 1 from cam_lead where ${sql.join(all, sql` and `)} limit ${countedUpTo + 1}) as some_of_them`.execute(
    handle.in(),
  );
  const count = Number(rows[0]?.count ?? 0);
  return { total: Math.min(count, countedUpTo), isExact: count <= countedUpTo && counted?.isAll !== false };
}

const tooManyToSort = ({ by }: LeadOrder) =>
  invalid({
    code: 'lead-sort-many',
    message: `More than ${mostSorted.toLocaleString('en')} leads match, too many to sort by this column. Narrow the list first, or sort by score, name, company or date.`,
    details: { by },
  });
