import { setImmediate as turn } from 'node:timers/promises';
import { CompiledQuery, type Kysely } from 'kysely';
import type { DatabaseDialect } from '../dialects/dialect.ts';
import { BulkRows, type BulkTarget } from './bulk-rows.ts';

/** Rows as they come: from memory, a generator, or a stream. */
export type RowSource<Row> = Iterable<Row> | AsyncIterable<Row>;

/** How many rows were inserted, and how many were left out because their key was taken. */
export interface BulkInserted {
  readonly inserted: number;
  readonly skipped: number;
}

/**
 * Inserts rows of cells through the dialect's fastest way, a chunk at once; between two of them the process has a turn
 * for others. Not all or nothing by itself: `insertMany` wraps it in a savepoint.
 */
export async function bulkInsert(
  db: Kysely<Record<string, Record<string, unknown>>>,
  { bulk }: Pick<DatabaseDialect, 'bulk'>,
  target: BulkTarget,
  chunks: RowSource<readonly (readonly unknown[])[]>,
): Promise<BulkInserted> {
  const text = bulk.statement(target);
  const counts = { inserted: 0, skipped: 0 };
  let isFirst = true;
  for await (const chunk of chunks) {
    if (!isFirst) await turn();
    isFirst = false;
    const result = await db.executeQuery(CompiledQuery.raw(text, [new BulkRows(target, chunk)]));
    const inserted = Number(result.numAffectedRows ?? 0);
    counts.inserted += inserted;
    counts.skipped += chunk.length - inserted;
  }
  return counts;
}

/** Rows that are there already, so many at once. */
export function* inChunks<Row>(rows: readonly Row[], size: number): Generator<readonly Row[]> {
  for (let first = 0; first < rows.length; first += size) yield rows.slice(first, first + size);
}
