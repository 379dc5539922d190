import { epochMs, minuteMs, type Clock } from '@aicmo/core-kernel';

/** Whether one more may be asked for now; it is counted then. */
export type RateLimit = () => boolean;

/** At most so many in any minute, for the whole shell: there is one person at it, and every caller is this machine. */
export function createRateLimit(most: number, clock: Clock): RateLimit {
  const taken: number[] = [];
  return () => {
    const now = epochMs(clock.now());
    while (taken[0] !== undefined && taken[0] <= now - minuteMs) taken.shift();
    if (taken.length >= most) return false;
    taken.push(now);
    return true;
  };
}
