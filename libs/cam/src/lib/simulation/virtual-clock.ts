import { internal, type Clock, type Instant } from '@aicmo/core-kernel';

/** A time that is played: it stands still until it is told to go on, and never goes back. */
export interface VirtualClock extends Clock {
  /** Throws `internal` (`virtual-time-back`) for a moment that is over. */
  goTo(moment: Instant): void;
}

/** A clock that stands at a moment. */
export function virtualClock(start: Instant): VirtualClock {
  let moment = start;
  return {
    now: () => moment,
    goTo: (later) => {
      if (later < moment) {
        throw internal({ code: 'virtual-time-back', message: `It is ${moment} already; ${later} is over.` });
      }
      moment = later;
    },
  };
}
