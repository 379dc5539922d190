import { use, type ReactNode } from 'react';
import { HouseContext } from '../components/house.ts';
import classes from './frame.module.css';

/** Full width on every page while demonstration data is on, and never otherwise. */
export function MockBanner(): ReactNode {
  if (!use(HouseContext)?.demo) return null;
  return (
    <section aria-label="Mock data" className={classes['mock']}>
      MOCK DATA · not production<span className={classes['mockRest']}> · every figure below is [MOCK]</span>
    </section>
  );
}
