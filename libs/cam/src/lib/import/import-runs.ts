import { toAppError } from '@aicmo/core-kernel';
import type { ImportBatch } from '../../contract/lead-import.ts';

type Work = (tell: (batch: ImportBatch) => void, signal: AbortSignal) => Promise<ImportBatch>;

interface Run {
  latest: ImportBatch;
  isOver: boolean;
  changed: PromiseWithResolvers<void>;
  readonly stop: AbortController;
  done: Promise<ImportBatch>;
}

/** The imports that run in this process, and those who watch them. */
export interface ImportRuns {
  has(batchId: string): boolean;
  /** Begins; the work's failure ends the run and is kept in its batch, so nobody has to wait for it. */
  start(first: ImportBatch, work: Work): { readonly first: ImportBatch; readonly done: Promise<ImportBatch> };
  /** Undefined when it does not run here. */
  finished(batchId: string): Promise<ImportBatch | undefined>;
  watch(batchId: string, signal?: AbortSignal): AsyncGenerator<ImportBatch>;
  cancel(batchId: string): void;
  /** Whether the house closes: whoever is ended then goes on at the next start. */
  isStopping(): boolean;
  stop(): Promise<void>;
}

/** Keeps track of running imports. */
export function createImportRuns(): ImportRuns {
  const runs = new Map<string, Run>();
  let isStopping = false;
  const tell = (run: Run, batch: ImportBatch, isOver = false): void => {
    const { changed } = run;
    Object.assign(run, { latest: batch, isOver, changed: Promise.withResolvers<void>() });
    changed.resolve();
  };
  const follow = async (run: Run, work: Work): Promise<ImportBatch> => {
    const last = await work((batch) => tell(run, batch), run.stop.signal).catch(
      // The database itself failed, so its row cannot say so; whoever watches here is told.
      (error: unknown): ImportBatch => ({ ...run.latest, status: 'FAILED', error: toAppError(error).message }),
    );
    runs.delete(last.id);
    tell(run, last, true);
    return last;
  };
  return {
    has: (batchId) => runs.has(batchId),
    start: (first, work) => {
      const changed = Promise.withResolvers<void>();
      const run: Run = {
        latest: first,
        isOver: false,
        changed,
        stop: new AbortController(),
        done: Promise.resolve(first),
      };
      runs.set(first.id, run);
      run.done = follow(run, work);
      return { first, done: run.done };
    },
    finished: async (batchId) => runs.get(batchId)?.done,
    watch: async function* (batchId, signal) {
      const run = runs.get(batchId);
      const gone = Promise.withResolvers<void>();
      signal?.addEventListener('abort', () => gone.resolve(), { once: true });
      for (let seen: ImportBatch | undefined; run && !signal?.aborted;) {
        if (run.latest !== seen) yield (seen = run.latest);
        else if (run.isOver) return;
        else await Promise.race([run.changed.promise, gone.promise]);
      }
    },
    cancel: (batchId) => runs.get(batchId)?.stop.abort(),
    isStopping: () => isStopping,
    stop: async () => {
      isStopping = true;
      const all = [...runs.values()];
      for (const run of all) run.stop.abort();
      await Promise.all(all.map((run) => run.done));
      isStopping = false;
    },
  };
}
