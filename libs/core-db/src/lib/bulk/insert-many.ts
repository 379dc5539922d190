import { InsertQueryNode, type Kysely } from 'kysely';
import { internal } from '@aicmo/core-kernel';
import type { DatabaseDialect } from '../dialects/dialect.ts';
import { bulkInsert, type BulkInserted, type RowSource } from './bulk-insert.ts';

type AnyRow = Readonly<Record<string, unknown>>;

/** What {@link insertMany} inserts with. */
export interface ManyRows {
  /** A handle's builder behind a savepoint: its guard and its mapping of names apply. */
  readonly builder: Kysely<Record<string, Record<string, unknown>>>;
  readonly dialect: Pick<DatabaseDialect, 'bulk'>;
  readonly table: string;
  readonly rows: RowSource<AnyRow>;
  readonly onConflict: 'fail' | 'skip';
}

/** `DbHandle.insertMany`, but for the savepoint around it. */
export async function insertMany({ builder, dialect, table, rows, onConflict }: ManyRows): Promise<BulkInserted> {
  const source = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  const first = await source.next();
  if (first.done === true) return { inserted: 0, skipped: 0 };
  const keys = Object.keys(first.value).filter((key) => first.value[key] !== undefined);
  const target = { ...realNames(builder, table, first.value), onConflict };
  return bulkInsert(builder, dialect, target, cells(keys, first.value, source));
}

/** The names of the database, which Kysely's plugins know: they see a statement of the first row alone. */
function realNames(builder: ManyRows['builder'], table: string, row: AnyRow) {
  const { query } = builder.insertInto(table).values(row).compile();
  const node = InsertQueryNode.is(query) ? query : undefined;
  if (!node?.into) throw internal({ code: 'db-failed', message: `Found no table in the insert into "${table}".` });
  return {
    table: node.into.table.identifier.name,
    columns: (node.columns ?? []).map(({ column }) => column.name),
  };
}

async function* cells(
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
