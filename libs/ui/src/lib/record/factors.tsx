import type { ReactNode } from 'react';
import classes from './factors.module.css';

/** One part of a score. */
export interface Factor {
  readonly label: string;
  /** From 0 to 1. */
  readonly value: number;
  /** Share of the whole, from 0 to 1. */
  readonly weight: number;
  /** The fact behind it: "120 people", "unknown". */
  readonly why: ReactNode;
}

/** What a score is made of: each part's value as a bar, its fact, its weight on hover. */
export function Factors({ factors }: { readonly factors: readonly Factor[] }): ReactNode {
  return (
    <ul className={classes['factors']} aria-label="What the score is made of">
      {factors.map((factor) => {
        const percent = Math.round(Math.min(1, Math.max(0, factor.value)) * 100);
        return (
          <li
            key={factor.label}
            className={classes['factor']}
            title={`${Math.round(factor.weight * 100)} % of the score`}
          >
            <span className={classes['label']}>{factor.label}</span>
            <svg className={classes['bar']} viewBox="0 0 100 4" preserveAspectRatio="none" role="img">
              <title>{`${percent} of 100`}</title>
              <rect className={classes['track']} width="100" height="4" />
              <rect className={classes['fill']} width={percent} height="4" />
            </svg>
            <span className={classes['why']}>{factor.why}</span>
          </li>
        );
      })}
    </ul>
  );
}
