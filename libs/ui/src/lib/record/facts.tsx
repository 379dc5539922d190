import type { ReactNode } from 'react';
import classes from './facts.module.css';

/** One fact of a record. An absent value reads "not known". */
export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
}

/** Labels left, values right: what is known of a record. */
export function Facts({ items }: { readonly items: readonly Fact[] }): ReactNode {
  return (
    <dl className={classes['facts']}>
      {items.map(({ label, value }) => (
        <div key={label} className={classes['fact']}>
          <dt>{label}</dt>
          <dd data-missing={isMissing(value) || undefined}>{isMissing(value) ? 'not known' : value}</dd>
        </div>
      ))}
    </dl>
  );
}

const isMissing = (value: ReactNode): boolean => value === null || value === undefined || value === '';
