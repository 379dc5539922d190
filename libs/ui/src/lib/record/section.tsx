import { useId, type ReactNode } from 'react';
import classes from './section.module.css';

interface SectionProps {
  readonly title: string;
  /** A quiet word beside the title: a count, a version, a date. */
  readonly note?: ReactNode;
  /** A quiet act at the right end. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of a page or of a drawer. */
export function Section({ title, note, action, children }: SectionProps): ReactNode {
  const id = useId();
  return (
    <section className={classes['section']} aria-labelledby={id}>
      <header className={classes['head']}>
        <h2 id={id} className={classes['title']}>
          {title}
        </h2>
        {note === undefined ? null : <span className={classes['note']}>{note}</span>}
        {action === undefined ? null : <span className={classes['action']}>{action}</span>}
      </header>
      {children}
    </section>
  );
}
