import { setTimeout as wait } from 'node:timers/promises';

/** How the engine waits; a spec gives one that it moves by hand. */
export interface Timers {
  /** Resolves after so many milliseconds, or at once when the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Calls again and again until the returned function is called. */
  every(milliseconds: number, work: () => void): () => void;
}

/** The machine's timers; none keeps the process alive. */
export const systemTimers: Timers = {
  wait: (milliseconds, signal) =>
    wait(milliseconds, undefined, { signal, ref: false }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    }),
  every: (milliseconds, work) => {
    const timer = setInterval(work, milliseconds);
    timer.unref();
    return () => clearInterval(timer);
  },
};
