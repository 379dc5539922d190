import { TableNode, UpdateQueryNode, type Kysely } from 'kysely';
import { internal } from '@aicmo/core-kernel';
import type { DatabaseDialect } from '../dialects/dialect.ts';
import { bulkInsert, type RowSource } from './bulk-insert.ts';
import { cellChunks } from './insert-many.ts';

type RowWithId = Readonly<Record<string, unknown>> & { readonly id: string };

/** How many rows were changed, and how many were not there. */
export interface BulkUpdated {
  readonly updated: number;
  readonly missing: number;
}

/** What {@link updateMany} changes with. */
export interface ManyChanges {
  /** A handle's builder behind a savepoint: its guard and its mapping of names apply. */
  readonly builder: Kysely<Record<string, Record<string, unknown>>>;
  /** The database's name of a table or column. */
  readonly realName: (name: string) => string;
  readonly dialect: Pick<DatabaseDialect, 'bulk'>;
  readonly table: string;
  readonly rows: RowSource<RowWithId>;
}

/** `DbHandle.updateMany`, but for the savepoint around it. */
export async function updateMany(many: ManyChanges): Promise<BulkUpdated> {
  const { builder, dialect, rows } = many;
  const source = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  const first = await source.next();
  if (first.done === true) return { updated: 0, missing: 0 };
  const keys = Object.keys(first.value).filter((key) => key !== 'id' && first.value[key] !== undefined);
  if (keys.length === 0) {
    const message = `Found no column to change in the first row for "${many.table}"; expected one besides the id.`;
    throw internal({ code: 'db-uneven-rows', message });
  }
  const target = { ...targetOf(many, keys, first.value), onConflict: 'update' } as const;
  const chunks = cellChunks([...keys, 'id'], first.value, source, dialect.bulk.rowsAtOnce);
  const counts = await bulkInsert(builder, dialect, target, chunks);
  return { updated: counts.inserted, missing: counts.skipped };
}

/** Which cells of which table. A statement of the first row alone is compiled, for the guard to see. */
function targetOf({ builder, realName, table }: ManyChanges, keys: readonly string[], row: RowWithId) {
  const { id, ...cellsOfFirst } = row;
  const { query } = builder.updateTable(table).set(cellsOfFirst).where('id', '=', id).compile();
  const node = UpdateQueryNode.is(query) ? query.table : undefined;
  if (!node || !TableNode.is(node)) {
    throw internal({ code: 'db-failed', message: `Found no table in the update of "${table}".` });
  }
  return { table: realName(node.table.identifier.name), columns: [...keys, 'id'].map(realName) };
}
