import type { Timers } from '../lib/engine/timers.ts';

/** Timers that a spec moves by hand: `beat()` fires every interval once, `waits` are the pauses that were asked for. */
export function fakeTimers(): Timers & {
  beat(): void;
  readonly waits: number[];
  onWait(work: () => Promise<void>): void;
} {
  const beats = new Set<() => void>();
  const waits: number[] = [];
  let between = async (): Promise<void> => undefined;
  return {
    waits,
    onWait: (work) => {
      between = work;
    },
    wait: async (milliseconds) => {
      waits.push(milliseconds);
      await between();
    },
    every: (_, work) => {
      beats.add(work);
      return () => void beats.delete(work);
    },
    beat: () => beats.forEach((work) => work()),
  };
}
