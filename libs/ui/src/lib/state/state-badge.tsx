import type { ReactNode } from 'react';
import classes from './state-badge.module.css';

/** What a state means to the person who reads it; never what it is called inside. */
export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'info';

interface StateBadgeProps {
  readonly tone: Tone;
  /** A 14 px icon before the word; colour alone never tells a state. */
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

/** A state in a word, with a colour that repeats it. */
export function StateBadge({ tone, icon, children }: StateBadgeProps): ReactNode {
  return (
    <span className={classes['badge']} data-tone={tone}>
      {icon === undefined ? null : (
        <span className={classes['icon']} aria-hidden="true">
          {icon}
        </span>
      )}
      <span className={classes['word']}>{children}</span>
    </span>
  );
}
