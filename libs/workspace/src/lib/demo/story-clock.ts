import { dayMs, epochMs, parseInstant, plusMs, type Clock, type Instant } from '@aicmo/core-kernel';

/** The demonstration's own time: it begins in a working week of the past and is told when to go on. */
export interface StoryClock extends Clock {
  /** Jumps to a later day of the story (0 is its first Monday), at an hour of UTC. */
  goTo(day: number, hour: number): void;
}

/** A clock that begins on the Monday two weeks before `now`, so that the story ends in the week before. */
export function storyClock(now: Instant): StoryClock {
  const today = parseInstant(`${now.slice(0, 10)}T00:00:00Z`);
  const weekday = (new Date(epochMs(today)).getUTCDay() + 6) % 7;
  const firstMonday = plusMs(today, -(weekday + 14) * dayMs);
  let moment = firstMonday;
  return {
    now: () => moment,
    goTo: (day, hour) => {
      moment = plusMs(firstMonday, day * dayMs + hour * 3_600_000);
    },
  };
}
