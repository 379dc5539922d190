/** At most so many at once; the others wait in the order in which they came. */
export interface Slots {
  /** Runs the work when there is room. Rejects with the signal's reason when it is aborted before that. */
  run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /** How many are running now. */
  readonly running: () => number;
}

/** `most` is asked each time, so that a changed setting holds from the next one on. */
export function createSlots(most: () => number): Slots {
  let running = 0;
  const waiting = new Set<() => void>();
  const next = (): void => {
    if (running >= most()) return;
    const [first] = waiting;
    if (first === undefined) return;
    waiting.delete(first);
    running += 1;
    first();
  };
  const room = (signal: AbortSignal): Promise<void> =>
    new Promise((granted, refused) => {
      if (signal.aborted) return refused(signal.reason);
      const grant = (): void => {
        signal.removeEventListener('abort', giveUp);
        granted();
      };
      const giveUp = (): void => {
        if (waiting.delete(grant)) refused(signal.reason);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      waiting.add(grant);
      next();
    });
  return {
    running: () => running,
    run: async (signal, work) => {
      await room(signal);
      try {
        return await work();
      } finally {
        running -= 1;
        next();
      }
    },
  };
}
