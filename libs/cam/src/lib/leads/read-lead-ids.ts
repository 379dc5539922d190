import type { DbHandle } from '@aicmo/core-db';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { LeadOrder } from '../../contract/lead-list.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { standing } from './lead-conditions.ts';
import type { ListPlace, SortColumn } from './lead-order.ts';

/** Which rows of a list are read. */
export interface Reading {
  readonly order: LeadOrder;
  readonly column: SortColumn;
  /** Behind which row; null: from the beginning. */
  readonly place: ListPlace | null;
  readonly limit: number;
  /** What narrows by the column of the order itself: the index is entered there. */
  readonly span: readonly RawBuilder<SqlBool>[];
}

/** How far the order of a list is followed, and which columns its conditions look at. */
export interface LongWay {
  readonly rows: number;
  readonly columns: readonly string[];
}

/**
 * Along the index of the order, from behind the place: who has no value comes before or after all others. With `within`,
 * no more rows than that are looked at in each of the two, so that fewer than asked for may be given.
 */
export async function readInOrder(
  handle: DbHandle<CamTables>,
  where: readonly RawBuilder<SqlBool>[],
  { order, column: { column, isNullable }, place, limit, span }: Reading,
  within: LongWay | null,
): Promise<readonly ListPlace[]> {
  const isDown = order.direction === 'desc';
  const name = sql.ref(column);
  const [way, further] = isDown ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
  const read = async (condition: RawBuilder<SqlBool>, by: RawBuilder<unknown>, most: number): Promise<ListPlace[]> => {
    if (most <= 0) return [];
    const rows = sql`from cam_lead where ${sql.join([standing, condition, ...span], sql` and `)}`;
    const fits = where.length === 0 ? sql`1 = 1` : sql.join(where, sql` and `);
    const columns = (within?.columns ?? []).filter((each) => each !== 'id').map((each) => sql`, ${sql.ref(each)}`);
    // The rows come out as the inner statement sorts them: neither database sorts them again.
    const { rows: found } = await (
      within === null
        ? sql<ListPlace>`select id, ${name} as value ${rows} and ${fits} order by ${by} limit ${most}`
        : sql<ListPlace>`
            select id, value from (
              select id, ${name} as value${sql.join(columns, sql``)} ${rows} order by ${by} limit ${within.rows}) as cam_lead
            where ${fits} limit ${most}`
    ).execute(handle.in());
    return found;
  };
  const known = async (most: number): Promise<ListPlace[]> => {
    const isBehind = place === null || place.value === null;
    const behind = isBehind
      ? sql<SqlBool>`${name} is not null`
      : sql<SqlBool>`(${name}, id) ${further} (${place.value}, ${place.id})`;
    return read(behind, sql`${name} ${way}, id ${way}`, most);
  };
  const unknown = async (most: number): Promise<ListPlace[]> => {
    const behind =
      place?.value === null
        ? sql<SqlBool>`${name} is null and id ${further} ${place.id}`
        : sql<SqlBool>`${name} is null`;
    return read(behind, sql`id ${way}`, most);
  };
  if (!isNullable) return known(limit);
  const [first, second] = isDown ? [known, unknown] : [unknown, known];
  const isInSecond = place !== null && (place.value === null) === isDown;
  const begun = isInSecond ? [] : await first(limit);
  return [...begun, ...(await second(limit - begun.length))];
}

/** A row of few, and how many there are from the place on. */
export interface CountedPlace extends ListPlace {
  readonly total: number;
}

/** Fetched by what drives and sorted then: an expression keeps the databases from going along an index of the order. */
export async function sortFew(
  handle: DbHandle<CamTables>,
  where: readonly RawBuilder<SqlBool>[],
  { order, column: { column, kind }, place, limit }: Reading,
): Promise<readonly CountedPlace[]> {
  const isDown = order.direction === 'desc';
  const [way, further] = isDown ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
  // Every score is 0 or more.
  const key = kind === 'number' ? sql`coalesce(${sql.ref(column)}, -1)` : sql`${sql.ref(column)} || ''`;
  const from = place === null ? null : (place.value ?? -1);
  const behind =
    place === null
      ? []
      : [sql<SqlBool>`(${key} ${further} ${from} or (${key} = ${from} and id ${further} ${place.id}))`];
  const { rows } = await sql<CountedPlace>`
    select id, ${sql.ref(column)} as value, count(*) over () as total
    from cam_lead where ${sql.join([standing, ...where, ...behind], sql` and `)}
    order by ${key} ${way}, id ${way} limit ${limit}`.execute(handle.in());
  return rows;
}
