import type { ReactNode } from 'react';
import { useSurroundings } from '../theme/surroundings.ts';
import classes from './mock-mark.module.css';

/** `[MOCK]` while demonstration data is on, nothing otherwise. For a number in running text that is no {@link Figure}. */
export function MockMark(): ReactNode {
  const { mock } = useSurroundings();
  return mock ? <span className={classes['mark']}> [MOCK]</span> : null;
}
