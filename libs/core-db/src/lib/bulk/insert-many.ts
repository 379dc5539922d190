import { InsertQueryNode, type Kysely } from 'kysely';
import { internal } from '@aicmo/core-kernel';
import type { DatabaseDialect } from '../dialects/dialect.ts';
import { bulkInsert, type BulkInserted, type RowSource } from './bulk-insert.ts';

type AnyRow = Readonly<Record<string, unknown>>;

/** What {@link insertMany} inserts with. */
export interface ManyRows {
  /** A handle's builder behind a savepoint: its guard and its mapping of names apply. */
  readonly builder: Kysely<Record<string, Record<string, unknown>>>;
  /** The database's name of a table or column. */
  readonly realName: (name: string) => string;
  readonly dialect: Pick<DatabaseDialect, 'bulk'>;
  readonly table: string;
  readonly rows: RowSource<AnyRow>;
  readonly onConflict: 'fail' | 'skip';
}

/** `DbHandle.insertMany`, but for the savepoint around it. */
export async function insertMany(many: ManyRows): Promise<BulkInserted> {
  const { builder, dialect, rows, onConflict } = many;
  const source = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  const first = await source.next();
  if (first.done === true) return { inserted: 0, skipped: 0 };
  const keys = Object.keys(first.value).filter((key) => first.value[key] !== undefined);
  const target = { ...targetOf(many, first.value), onConflict };
  return bulkInsert(builder, dialect, target, cellChunks(keys, first.value, source, dialect.bulk.rowsAtOnce));
}

/** Where the rows go. A statement of the first row alone is compiled, for the guard to see. */
function targetOf({ builder, realName, table }: ManyRows, row: AnyRow) {
  const { query } = builder.insertInto(table).values(row).compile();
  const node = InsertQueryNode.is(query) ? query : undefined;
  if (!node?.into) throw internal({ code: 'db-failed', message: `Found no table in the insert into "${table}".` });
  return {
    table: realName(node.into.table.identifier.name),
    columns: (node.columns ?? []).map(({ column }) => realName(column.name)),
  };
}

/**
 * Each row's cells in the order of the keys, so many rows at once; throws `db-uneven-rows` for one that has other
 * columns. Rows that are there already are not waited for: a promise for each costs more than the row.
 */
export async function* cellChunks(
  keys: readonly string[],
  first: AnyRow,
  rest: Iterator<AnyRow> | AsyncIterator<AnyRow>,
  rowsAtOnce: number,
): AsyncGenerator<readonly (readonly unknown[])[]> {
  let number = 1;
  let chunk: (readonly unknown[])[] = [];
  for (let row = first; ; number += 1) {
    if (chunk.push(cellsOf(keys, row, number)) === rowsAtOnce) {
      yield chunk;
      chunk = [];
    }
    const given = rest.next();
    const next = 'then' in given ? await given : given;
    if (next.done === true) break;
    row = next.value;
  }
  if (chunk.length > 0) yield chunk;
}

function cellsOf(keys: readonly string[], row: AnyRow, number: number): readonly unknown[] {
  const cells: unknown[] = [];
  for (const key of keys) {
    const value = row[key];
    if (value === undefined) throw uneven(number, keys, row);
    cells.push(value);
  }
  const own = Object.keys(row);
  if (own.length !== keys.length && own.filter((key) => row[key] !== undefined).length !== keys.length)
    throw uneven(number, keys, row);
  return cells;
}

function uneven(number: number, keys: readonly string[], row: AnyRow) {
  const own = Object.keys(row).filter((key) => row[key] !== undefined);
  return internal({
    code: 'db-uneven-rows',
    message: `Row ${number} has the columns ${own.join(', ')}; expected those of the first row: ${keys.join(', ')}. Say null where a row has no value.`,
  });
}
