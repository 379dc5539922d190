import { createHash } from 'node:crypto';
import { conflict } from '@aicmo/core-kernel';
import type { CopiedTable } from './copy-database.ts';
import type { PlainKysely, TablePlan } from './copy-plan.ts';
import { readTable } from './read-table.ts';

/** Counts and hashes the rows of a table, in the order of its key, holding one batch of them at a time. */
export async function hashTable(
  db: PlainKysely,
  plan: TablePlan,
  rowsAtOnce: number,
  onRows: (rows: number) => void = () => undefined,
): Promise<CopiedTable> {
  const hash = createHash('sha256');
  let rows = 0;
  for await (const batch of readTable(db, plan, { rowsAtOnce, after: null })) {
    for (const cells of batch) hash.update(`${JSON.stringify(cells)}\n`);
    rows += batch.length;
    onRows(rows);
  }
  return { table: plan.table, rows, sha256: hash.digest('hex') };
}

/** Throws `copy-differs` (conflict) when the sides are not the same. */
export function refuseDifference(source: readonly CopiedTable[], target: readonly CopiedTable[]): void {
  const wrong = source.flatMap((table, index) => {
    const other = target[index];
    if (other && other.rows === table.rows && other.sha256 === table.sha256) return [];
    return [`${table.table} (${table.rows} rows there, ${other?.rows ?? 0} here)`];
  });
  if (wrong.length === 0) return;
  throw conflict({
    code: 'copy-differs',
    message: `The copy is not what the source is now, in: ${wrong.join(', ')}. The source was changed between two runs, or somebody wrote to the target. Stop both, empty the target, and copy again.`,
    details: { tables: wrong },
  });
}
