import { minuteMs, plusMs, type Instant } from '@aicmo/core-kernel';
import type { VirtualClock } from './virtual-clock.ts';

/** Days to be played. */
export interface PlayedDays {
  readonly clock: VirtualClock;
  /** The first moment that is not played any more. */
  readonly until: Instant;
  /** Everything that the worker does at a moment. */
  readonly work: () => Promise<void>;
  /** The next moment at which there is something to do; null: there never is. */
  readonly nextAt: () => Promise<Instant | null>;
  /** Ends it before the next moment. */
  readonly signal?: AbortSignal | undefined;
}

/** How long a worker rests whose work does not come to an end at the moment itself: longer each time. */
const rest = { least: minuteMs, most: 30 * minuteMs } as const;

/** Lets the time jump from one moment with work to the next, and works at each. Gives the number of moments. */
export async function playDays({ clock, until, work, nextAt, signal }: PlayedDays): Promise<number> {
  let moments = 0;
  let restMs: number = rest.least;
  while (clock.now() < until && !signal?.aborted) {
    await work();
    moments += 1;
    const next = await nextAt();
    if (next === null) break;
    const isStuck = next <= clock.now();
    clock.goTo(isStuck ? plusMs(clock.now(), restMs) : next);
    restMs = isStuck ? Math.min(rest.most, restMs * 2) : rest.least;
  }
  return moments;
}
