/** Runs work when a place is free; who comes first is served first. */
export type InSlot = <T>(work: () => Promise<T>) => Promise<T>;

/** So many at once, the others wait: a hundred clicks are still a few processes. */
export function createSlots(atOnce: number): InSlot {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
