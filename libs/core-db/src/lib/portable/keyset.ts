import type { ExpressionBuilder, ExpressionWrapper, OrderByItemBuilder, SqlBool } from 'kysely';
import { invalid } from '@aicmo/core-kernel';

/** One column of a list's order, by its name in the handle (`createdAt`). */
export interface KeyColumn {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
  /** Whether it may be null. Null is then smaller than every value, on both databases. Default false. */
  readonly isNullable?: boolean;
}

/** A list read page by page, each beginning behind the last row of the one before, whatever was inserted meanwhile. */
export interface Keyset {
  /**
   * A select query in the list's order, from behind a cursor, or from the beginning for null. Give it a limit.
   * Throws `invalid` (`db-cursor`) for a text that is no cursor of this list.
   */
  from<Query>(query: Query, cursor: string | null): Query;
  /** The cursor of the last row of a page: opaque, and safe in a URL. */
  cursorOf(row: object): string;
}

type Key = string | number | null;
type Builder = ExpressionBuilder<Record<string, Record<string, Key>>, string>;
type Condition = ExpressionWrapper<Record<string, Record<string, Key>>, string, SqlBool>;

/** What is used of Kysely's select query, whatever tables it is of. */
interface Selecting {
  where(condition: (is: Builder) => Condition): Selecting;
  orderBy(column: string, how: (by: OrderByItemBuilder) => OrderByItemBuilder): Selecting;
}

/**
 * Paging by key. The columns together must be unique: end with the id. An index over the same columns in the same
 * directions makes each page cost the same, however deep it is.
 */
export function keyset(columns: readonly KeyColumn[]): Keyset {
  return {
    from: <Query>(query: Query, cursor: string | null): Query => {
      const values = cursor === null ? null : parseCursor(cursor, columns.length);
      const plain = query as unknown as Selecting; // its columns are the caller's, by name
      const ordered = columns.reduce((each, key) => each.orderBy(key.column, (by) => orderOf(by, key)), plain);
      return (values === null ? ordered : ordered.where((is) => behind(is, columns, values))) as Query; // the same builder
    },
    cursorOf: (row) => {
      const cells = new Map(Object.entries(row));
      return Buffer.from(JSON.stringify(columns.map(({ column }) => cells.get(column)))).toString('base64url');
    },
  };
}

function orderOf(by: OrderByItemBuilder, { direction, isNullable = false }: KeyColumn): OrderByItemBuilder {
  const directed = by[direction]();
  if (!isNullable) return directed;
  return direction === 'asc' ? directed.nullsFirst() : directed.nullsLast();
}

function behind(is: Builder, columns: readonly KeyColumn[], values: readonly Key[]): Condition {
  const [first, second] = columns;
  const isPlain = columns.every((each) => !each.isNullable && each.direction === first?.direction);
  if (!isPlain || !first || !second || columns.length !== 2) return stepwise(is, columns, values);
  // Both databases find the place of a pair in an index at once.
  const [one = null, other = null] = values;
  return is(is.refTuple(first.column, second.column), first.direction === 'desc' ? '<' : '>', is.tuple(one, other));
}

/** Behind in the first column, or equal there and behind in the rest. */
function stepwise(
  is: Builder,
  [column, ...rest]: readonly KeyColumn[],
  [value = null, ...values]: readonly Key[],
): Condition {
  if (!column) return is.and([is.lit(false)]);
  const equal = value === null ? is(column.column, 'is', null) : is(column.column, '=', value);
  const further = furtherIn(is, column, value);
  return rest.length === 0 ? further : is.or([further, is.and([equal, stepwise(is, rest, values)])]);
}

function furtherIn(is: Builder, { column, direction, isNullable = false }: KeyColumn, value: Key): Condition {
  if (direction === 'asc') return value === null ? is(column, 'is not', null) : is(column, '>', value);
  if (value === null) return is.and([is(column, 'is', null), is(column, 'is not', null)]);
  const smaller = is(column, '<', value);
  return isNullable ? is.or([smaller, is(column, 'is', null)]) : smaller;
}

function parseCursor(cursor: string, length: number): readonly Key[] {
  const values = jsonOf(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (Array.isArray(values) && values.length === length && values.every(isKey)) return values;
  throw invalid({
    code: 'db-cursor',
    message: 'The place to read on from is not one of this list. Load the list from its beginning.',
  });
}

const isKey = (value: unknown): value is Key =>
  value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
