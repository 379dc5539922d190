import { conflict } from '@aicmo/core-kernel';
import { bulkInsert, inChunks } from '../bulk/bulk-insert.ts';
import type { OpenedDatabase } from '../open-with-parts.ts';
import type { CopyOptions } from './copy-database.ts';
import type { PlainKysely, TablePlan } from './copy-plan.ts';
import { saveProgress, type TableProgress } from './copy-progress.ts';
import { countRows, keyOf, readTable } from './read-table.ts';

/** One table's part of a copy. */
export interface TableWork {
  readonly plan: TablePlan;
  readonly before: TableProgress;
  readonly source: PlainKysely;
  readonly to: OpenedDatabase;
  readonly rowsAtOnce: number;
  readonly options: Pick<CopyOptions, 'onProgress' | 'signal'>;
}

/** Copies what is left of a table; each batch is committed together with how far it came. */
export async function copyTable({ plan, before, source, to, rowsAtOnce, options }: TableWork): Promise<void> {
  if (before.isDone) return;
  const { table, columns } = plan;
  const of = await countRows(source, table);
  let done = before;
  for await (const batch of readTable(source, plan, { rowsAtOnce, after: before.after })) {
    refuseStopped(options.signal, done);
    const next = { ...done, rows: done.rows + batch.length, after: keyOf(plan, batch.at(-1) ?? []) };
    await to.raw.transaction().execute(async (tx) => {
      await saveProgress(tx, done, next);
      await bulkInsert(
        tx,
        to.dialectFacts,
        { table, columns, onConflict: 'fail' },
        inChunks(batch, to.dialectFacts.bulk.rowsAtOnce),
      );
    });
    done = next;
    options.onProgress?.({ step: 'copy', table, rows: done.rows, of });
  }
  refuseStopped(options.signal, done);
  await saveProgress(to.raw, done, { ...done, isDone: true });
}

function refuseStopped(signal: AbortSignal | undefined, { table, rows }: TableProgress): void {
  if (signal?.aborted !== true) return;
  throw conflict({
    code: 'copy-stopped',
    message: `Stopped in ${table} after ${rows} rows. What was copied is kept: the same command goes on from there.`,
    details: { table, rows },
  });
}
