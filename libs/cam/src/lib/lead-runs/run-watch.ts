import { toAppError } from '@aicmo/core-kernel';
import type { LeadRun } from '../../contract/lead-run.ts';

type Work = (tell: (run: LeadRun) => void, signal: AbortSignal) => Promise<LeadRun>;

interface Running {
  latest: LeadRun;
  isOver: boolean;
  changed: PromiseWithResolvers<void>;
  readonly stop: AbortController;
  done: Promise<LeadRun>;
}

/** The passes that run in this process, and those who watch them. */
export interface RunWatch {
  has(runId: string): boolean;
  /** Begins and answers at once; the work's failure ends the pass and is kept in it. */
  start(first: LeadRun, work: Work): LeadRun;
  /** Undefined when it does not run here. */
  finished(runId: string): Promise<LeadRun | undefined>;
  watch(runId: string, signal?: AbortSignal): AsyncGenerator<LeadRun>;
  cancel(runId: string): void;
  stopAll(): Promise<void>;
}

/** Keeps track of running passes. */
export function createRunWatch(): RunWatch {
  const runs = new Map<string, Running>();
  const tell = (running: Running, run: LeadRun, isOver = false): void => {
    const { changed } = running;
    Object.assign(running, { latest: run, isOver, changed: Promise.withResolvers<void>() });
    changed.resolve();
  };
  const follow = async (running: Running, work: Work): Promise<LeadRun> => {
    const last = await work((run) => tell(running, run), running.stop.signal).catch(
      // The database itself failed, so its row cannot say so; whoever watches here is told.
      (error: unknown): LeadRun => ({ ...running.latest, status: 'FAILED', error: toAppError(error).message }),
    );
    runs.delete(last.id);
    tell(running, last, true);
    return last;
  };
  return {
    has: (runId) => runs.has(runId),
    start: (first, work) => {
      const changed = Promise.withResolvers<void>();
      const stop = new AbortController();
      const running: Running = { latest: first, isOver: false, changed, stop, done: Promise.resolve(first) };
      runs.set(first.id, running);
      running.done = follow(running, work);
      return first;
    },
    finished: async (runId) => runs.get(runId)?.done,
    watch: async function* (runId, signal) {
      const running = runs.get(runId);
      const gone = Promise.withResolvers<void>();
      signal?.addEventListener('abort', () => gone.resolve(), { once: true });
      for (let seen: LeadRun | undefined; running && !signal?.aborted;) {
        if (running.latest !== seen) yield (seen = running.latest);
        else if (running.isOver) return;
        else await Promise.race([running.changed.promise, gone.promise]);
      }
    },
    cancel: (runId) => runs.get(runId)?.stop.abort(),
    stopAll: async () => {
      const all = [...runs.values()];
      for (const running of all) running.stop.abort();
      await Promise.all(all.map((running) => running.done));
    },
  };
}
