import type { FakeClock } from '@aicmo/core-kernel/testing';
import type { LlmTimers } from '../lib/ports/llm-timers.ts';

/** Timers over a clock that stands still: waiting moves the clock and takes no time. */
export interface FakeTimers extends LlmTimers {
  /** Moves the clock, and runs what becomes due, in its order. */
  advance(milliseconds: number): void;
  /** Every wait so far, in milliseconds. */
  readonly waits: readonly number[];
}

export function fakeTimers(clock: FakeClock): FakeTimers {
  const due = new Set<{ readonly at: number; readonly work: () => void }>();
  const waits: number[] = [];
  const nowMs = (): number => Date.parse(clock.now());
  const advance = (milliseconds: number): void => {
    const until = nowMs() + milliseconds;
    for (const task of [...due].toSorted((one, other) => one.at - other.at)) {
      if (task.at > until) break;
      if (!due.delete(task)) continue;
      clock.advance(Math.max(0, task.at - nowMs()));
      task.work();
    }
    clock.advance(Math.max(0, until - nowMs()));
  };
  return {
    waits,
    advance,
    after: (milliseconds, work) => {
      const task = { at: nowMs() + milliseconds, work };
      due.add(task);
      return () => void due.delete(task);
    },
    wait: async (milliseconds, signal) => {
      if (signal.aborted) return;
      waits.push(milliseconds);
      advance(milliseconds);
    },
  };
}
