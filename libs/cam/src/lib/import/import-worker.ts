import { setImmediate as turn } from 'node:timers/promises';
import { createDatabaseWorker } from '@aicmo/core-db';
import type { ImportPreview, ImportUndo, ImportUndoPlan } from '../../contract/lead-import.ts';
import type { ImportBatchRow } from '../db/cam-tables.ts';
import type { ImportHouse } from './import-house.ts';
import type { importJobs } from './import-jobs.program.ts';
import { checkImport, previewImport, type PreviewTask } from './preview-import.ts';
import { runImport, type ImportTask, type ImportTools } from './run-import.ts';
import { planUndo, undoImport, type UndoTask, type UndoTools } from './undo-import.ts';

/** Who does the long work of imports. */
export interface ImportWorker {
  run(task: ImportTask, tools: ImportTools): Promise<ImportBatchRow>;
  /** Rejects when the signal says so, after two thousand rows at most. */
  preview(task: PreviewTask, signal?: AbortSignal): Promise<ImportPreview>;
  check(task: PreviewTask): Promise<void>;
  planUndo(task: UndoTask): Promise<ImportUndoPlan>;
  undo(task: UndoTask, tools: UndoTools): Promise<ImportUndo>;
  close(): Promise<void>;
}

/** In this thread, between its other work: for databases in memory, and where the clock is not the machine's. */
export const workInPlace = (house: ImportHouse): ImportWorker => ({
  run: (task, { signal, progress }) =>
    runImport(house, task, { signal, progress: async (batch) => void (await Promise.all([progress(batch), turn()])) }),
  preview: (task, signal) =>
    previewImport(house, task, async () => {
      await turn();
      signal?.throwIfAborted();
    }),
  check: (task) => checkImport(house, task, () => turn()),
  planUndo: (task) => planUndo(house, task, () => turn()),
  undo: (task, tools) => undoImport(house, task, tools),
  close: async () => undefined,
});

/** An import writes all over the indexes: they stay in memory as far as this goes. */
const cacheBytes = 24 * 1024 * 1024;

/**
 * In a thread of its own, so that a console answers while a list comes in: better-sqlite3 stops its thread as long as a
 * statement runs. The thread begins with the first job.
 */
export function workInThread(databaseUrl: string): ImportWorker {
  const worker = createDatabaseWorker<typeof importJobs>({
    url: databaseUrl,
    program: new URL('./import-jobs.program.ts', import.meta.url),
    open: { mustExist: true, cacheBytes },
    heapMb: 192,
  });
  const heard = <Told>(tell: (told: Told) => Promise<void>) => ({
    onProgress: (told: unknown) => void tell(told as Told), // the job's own type
  });
  return {
    run: (task, { signal, progress }) => worker.run('run', task, { ...heard(progress), signal }),
    preview: (task, signal) => worker.run('preview', task, signal ? { signal } : {}),
    check: (task) => worker.run('check', task),
    planUndo: (task) => worker.run('planUndo', task),
    undo: (task, { progress }) => worker.run('undo', task, heard(progress)),
    close: () => worker.close(),
  };
}
