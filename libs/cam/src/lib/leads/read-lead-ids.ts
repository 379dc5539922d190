import { rowMark, type DbHandle } from '@aicmo/core-db';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { LeadOrder } from '../../contract/lead-list.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { standing, type ListHouse } from './lead-conditions.ts';
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

/** Which rows of an order fit. */
export interface Fitting {
  /** Conditions on columns that the order's index holds. */
  readonly inOrder: readonly RawBuilder<SqlBool>[];
  /** The marks of the rows among which they are; null: among all. */
  readonly marks: RawBuilder<unknown> | null;
  /** Conditions for which the row itself has to be read. */
  readonly inRow: readonly RawBuilder<SqlBool>[];
  /** Rows without a value in the column of the order cannot fit. */
  readonly isKnown: boolean;
}

/**
 * Along the index of the order, from behind the place: who has no value comes before or after all others. A row itself is
 * read only when everything fits that the index and the marks say. With `within`, no more of those that fit by the index
 * are looked at in each of the two, so that fewer than asked for may be given.
 */
export async function readInOrder(
  { db, handle }: Pick<ListHouse, 'db' | 'handle'>,
  { inOrder, marks, inRow, isKnown }: Fitting,
  { order, column: { column, isNullable }, place, limit, span }: Reading,
  within: number | null,
): Promise<readonly ListPlace[]> {
  const isDown = order.direction === 'desc';
  const name = valueOf(column);
  const [way, further] = isDown ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
  const rowid = rowMark(db, 'cam_lead');
  const mark = sql.raw(rowid ?? '');
  // A subquery that gives a value, and no join: neither database may turn it round and go through the table.
  const reads =
    inRow.length === 0
      ? []
      : [sql<SqlBool>`(select 1 from cam_lead where ${mark} = looked.mark and ${sql.join(inRow, sql` and `)}) = 1`];
  const fits = [...(marks === null ? [] : [sql<SqlBool>`looked.mark in (${marks})`]), ...reads];
  const read = async (condition: RawBuilder<SqlBool>, by: RawBuilder<unknown>, most: number): Promise<ListPlace[]> => {
    if (most <= 0) return [];
    const besides = rowid === null ? inRow : [];
    const inIndex = sql.join([standing, condition, ...span, ...inOrder, ...besides], sql` and `);
    const rows = sql`from cam_lead where ${inIndex} order by ${by}`;
    // The rows come out as the inner statement sorts them: neither database sorts them again.
    const { rows: found } = await (
      rowid === null || fits.length === 0
        ? sql<ListPlace>`select id, ${name} as value ${rows} limit ${most}`
        : sql<ListPlace>`
            select id, value from (
              select id, ${name} as value, ${mark} as mark ${rows} limit ${within ?? allRows}
            ) as looked where ${sql.join(fits, sql` and `)} limit ${most}`
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
  if (!isNullable || isKnown) return known(limit);
  const [first, second] = isDown ? [known, unknown] : [unknown, known];
  const isInSecond = place !== null && (place.value === null) === isDown;
  const begun = isInSecond ? [] : await first(limit);
  return [...begun, ...(await second(limit - begun.length))];
}

/** More than there can be: SQLite keeps the inner statement apart only where it has a limit. */
const allRows = 2_000_000_000;

const valueOf = (column: SortColumn['column']) => (typeof column === 'string' ? sql.ref(column) : column);

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
  // Every score is 0 or more; what a lead lacks is smaller than everything else.
  const value = valueOf(column);
  const key = kind === 'number' ? sql`coalesce(${value}, -1)` : sql`coalesce(${value}, '') || ''`;
  const from = place === null ? null : (place.value ?? (kind === 'number' ? -1 : ''));
  const behind =
    place === null
      ? []
      : [sql<SqlBool>`(${key} ${further} ${from} or (${key} = ${from} and id ${further} ${place.id}))`];
  const { rows } = await sql<CountedPlace>`
    select id, ${value} as value, count(*) over () as total
    from cam_lead where ${sql.join([standing, ...where, ...behind], sql` and `)}
    order by ${key} ${way}, id ${way} limit ${limit}`.execute(handle.in());
  return rows;
}
