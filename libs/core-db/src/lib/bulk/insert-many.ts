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
  return bulkInsert(builder, dialect, target, cells(keys, first.value, source));
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

/** Each row's cells in the order of the keys; throws `db-uneven-rows` for one that has other columns. */
export async function* cells(
  keys: readonly string[],
  first: AnyRow,
  rest: Iterator<AnyRow> | AsyncIterator<AnyRow>,
): AsyncGenerator<readonly unknown[]> {
  let number = 1;
  for (let row = first; ; number += 1) {
    if (!isEven(keys, row)) throw uneven(number, keys, row);
    yield keys.map((key) => row[key]);
    const next = await rest.next();
    if (next.done === true) return;
    row = next.value;
  }
}

const isEven = (keys: readonly string[], row: AnyRow): boolean =>
  keys.every((key) => row[key] !== undefined) &&
  Object.keys(row).filter((key) => row[key] !== undefined).length === keys.length;

function uneven(number: number, keys: readonly string[], row: AnyRow) {
  const own = Object.keys(row).filter((key) => row[key] !== undefined);
  return internal({
    code: 'db-uneven-rows',
    message: `Row ${number} has the columns ${own.join(', ')}; expected those of the first row: ${keys.join(', ')}. Say null where a row has no value.`,
  });
}
