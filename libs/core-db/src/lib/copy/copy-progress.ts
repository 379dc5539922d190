import { sql } from 'kysely';
import { conflict, type AppError } from '@aicmo/core-kernel';
import type { Columns } from '../columns.ts';
import type { PlainKysely } from './copy-plan.ts';
import { progressTable } from './progress-table.ts';
import type { Cells } from './read-table.ts';

/** How far one table is. */
export interface TableProgress {
  readonly table: string;
  /** The key of the last row that was copied; null before the first. */
  readonly after: Cells | null;
  readonly rows: number;
  readonly isDone: boolean;
}

interface ProgressRow {
  readonly table_name: string;
  readonly source: string;
  readonly after_key: string;
  readonly row_count: number;
  readonly is_done: number;
}

/** Makes the empty table: from now on, the target is one that a copy has begun to fill. */
export async function createProgress(db: PlainKysely, columns: Columns): Promise<void> {
  await db.schema
    .createTable(progressTable)
    .addColumn('table_name', columns.text, (column) => column.primaryKey())
    .addColumn('source', columns.text, (column) => column.notNull())
    .addColumn('after_key', columns.json, (column) => column.notNull())
    .addColumn('row_count', columns.integer, (column) => column.notNull())
    .addColumn('is_done', columns.boolean, (column) => column.notNull())
    .execute();
}

/** Notes which tables are to be copied, and from where. Throws `db-unique` when another process has done so. */
export async function beginProgress(db: PlainKysely, source: string, tables: readonly string[]): Promise<void> {
  for (const table of tables)
    await sql`insert into ${sql.table(progressTable)} (table_name, source, after_key, row_count, is_done)
      values (${table}, ${source}, 'null', 0, 0)`.execute(db);
}

/** Reads how far the copy from this source is; empty before it began. Throws `copy-other-source` (conflict) for another's. */
export async function readProgress(db: PlainKysely, source: string): Promise<ReadonlyMap<string, TableProgress>> {
  const { rows } = await sql<ProgressRow>`select * from ${sql.table(progressTable)}`.execute(db);
  const other = rows.find((row) => row.source !== source);
  if (other) {
    throw conflict({
      code: 'copy-other-source',
      message: `The target holds a part of a copy of ${other.source}; this copy would be of ${source}. Go on with that one, or name an empty database.`,
    });
  }
  return new Map(rows.map((row) => [row.table_name, progressOf(row)]));
}

const progressOf = (row: ProgressRow): TableProgress => ({
  table: row.table_name,
  after: JSON.parse(row.after_key) as Cells | null, // written by saveProgress alone
  rows: Number(row.row_count),
  isDone: Number(row.is_done) === 1,
});

/**
 * Notes how far a table is, in the transaction that brings it there. Throws `copy-running` (conflict) when it is further
 * already: then another process is filling the same target.
 */
export async function saveProgress(db: PlainKysely, before: TableProgress, now: TableProgress): Promise<void> {
  const { numAffectedRows } = await sql`update ${sql.table(progressTable)}
    set after_key = ${JSON.stringify(now.after)}, row_count = ${now.rows}, is_done = ${now.isDone ? 1 : 0}
    where table_name = ${now.table} and row_count = ${before.rows} and is_done = ${before.isDone ? 1 : 0}`.execute(db);
  if (numAffectedRows !== 1n) throw copyRunning();
}

/** The refusal (conflict, `copy-running`) of the second of two processes. */
export const copyRunning = (): AppError =>
  conflict({
    code: 'copy-running',
    message: 'Another process is filling the same target. Wait until it is done.',
  });

/** The copy is finished: the target is a database like any other. */
export const endProgress = (db: PlainKysely): Promise<void> => db.schema.dropTable(progressTable).execute();
