import { minuteMs, type Instant } from '@aicmo/core-kernel';
import { useEffect, useState } from 'react';
import { useSurroundings } from '../theme/surroundings.ts';

/** The current moment, told again every half minute, so that "12 min ago" stays true on an open page. */
export function useNow(): Instant {
  const { clock } = useSurroundings();
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), minuteMs / 2);
    return () => clearInterval(timer);
  }, [clock]);
  return now;
}
