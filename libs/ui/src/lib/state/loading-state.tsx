import type { ReactNode } from 'react';
import { quietMs, slowMs, usePassed } from './use-passed.ts';
import classes from './loading-state.module.css';

interface LoadingStateProps {
  /** How many grey rows stand for the layout to come. Default 6. */
  readonly rows?: number;
}

/** Grey rows in place of the rows to come: nothing before 300 ms, and after five seconds it says that it takes long. */
export function LoadingState({ rows = 6 }: LoadingStateProps): ReactNode {
  const visible = usePassed(quietMs);
  const slow = usePassed(slowMs);
  return (
    <div role="status" aria-label="Loading" className={classes['loading']}>
      {visible ? Array.from({ length: rows }, (_, row) => <span key={row} className={classes['row']} />) : null}
      {slow ? <p className={classes['slow']}>This takes longer than usual. It is still being loaded.</p> : null}
    </div>
  );
}
