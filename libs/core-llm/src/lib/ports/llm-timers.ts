/** Waiting, as a dependency: specs move time instead of spending it. */
export interface LlmTimers {
  /** Runs `work` once after so many milliseconds, unless the function that it gives is called first. */
  after(milliseconds: number, work: () => void): () => void;
  /** Resolves after so many milliseconds, or as soon as the signal is aborted. Never rejects. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** The machine's timers. */
export const systemTimers: LlmTimers = {
  after: (milliseconds, work) => {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
  wait: (milliseconds, signal) =>
    new Promise((done) => {
      if (signal.aborted) return done();
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        done();
      };
      const timer = setTimeout(end, milliseconds);
      signal.addEventListener('abort', end, { once: true });
    }),
};
