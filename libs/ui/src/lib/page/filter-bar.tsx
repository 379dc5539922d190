import type { ReactNode } from 'react';
import classes from './page.module.css';

interface FilterBarProps {
  readonly children: ReactNode;
  /** Read aloud as the name of the group. Default "Filters". */
  readonly label?: string;
}

/** The row of filters under a heading. Its first text field is where `/` puts the focus. */
export function FilterBar({ children, label = 'Filters' }: FilterBarProps): ReactNode {
  return (
    <div role="search" aria-label={label} className={classes['filters']} data-filter-bar>
      {children}
    </div>
  );
}
