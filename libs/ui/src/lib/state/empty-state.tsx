import type { ReactNode } from 'react';
import { AppLink } from '../page/app-link.tsx';
import classes from './blank-state.module.css';

interface EmptyStateProps {
  /** What will stand here: "No leads yet". */
  readonly title: string;
  /** Why it is empty and what fills it, in a sentence or two. */
  readonly why: ReactNode;
  /** The one next step: a button or link that works. */
  readonly action?: ReactNode;
  /** Address of the demonstration; shown as a quiet link. */
  readonly demoLink?: string;
}

/** Stands where rows will stand, and says how they come. */
export function EmptyState({ title, why, action, demoLink }: EmptyStateProps): ReactNode {
  return (
    <section className={classes['blank']} aria-label={title}>
      <p className={classes['title']}>{title}</p>
      <p className={classes['why']}>{why}</p>
      {action || demoLink ? (
        <div className={classes['acts']}>
          {action}
          {demoLink ? <AppLink href={demoLink}>See it with demonstration data</AppLink> : null}
        </div>
      ) : null}
    </section>
  );
}
