import { systemClock, type Clock } from '@aicmo/core-kernel';
import { createContext, use, type ReactNode } from 'react';

/** What every piece knows of the app around it, without fetching anything. */
export interface Surroundings {
  /** True while demonstration data is on: every figure then says `[MOCK]`. */
  readonly mock: boolean;
  readonly clock: Clock;
  /** IANA zone in which times are written; the browser's own by default. */
  readonly zone: string | undefined;
  /** Stands at the right of every page's heading: the frame's search button. */
  readonly headingExtra: ReactNode;
  /** Opens an address inside the app; undefined leaves it to the browser. */
  readonly navigate: ((href: string) => void) | undefined;
}

export const SurroundingsContext = createContext<Surroundings>({
  mock: false,
  clock: systemClock,
  zone: undefined,
  headingExtra: null,
  navigate: undefined,
});

export const useSurroundings = (): Surroundings => use(SurroundingsContext);
