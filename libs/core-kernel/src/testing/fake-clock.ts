import { parseInstant, plusMs, type Instant } from '../lib/instant.ts';
import type { Clock } from '../lib/clock.ts';

/** A clock that stands still until told. */
export interface FakeClock extends Clock {
  /** Moves forward by so many milliseconds. */
  advance(milliseconds: number): void;
  /** Jumps to a moment. */
  set(moment: string): void;
}

/** A clock that stands at `start` (default: Monday 2026-03-02, 10:00 UTC) until it is moved. */
export function fakeClock(start = '2026-03-02T10:00:00.000Z'): FakeClock {
  let moment: Instant = parseInstant(start);
  return {
    now: () => moment,
    advance: (milliseconds) => {
      moment = plusMs(moment, milliseconds);
    },
    set: (text) => {
      moment = parseInstant(text);
    },
  };
}
