import { useId, type ReactNode } from 'react';
import { useMocked } from '../theme/use-mocked.ts';
import classes from './section.module.css';

interface SectionProps {
  readonly title: string;
  /** A quiet word beside the title: a count, a version, a date. One with a figure says `[MOCK]` on demonstration data. */
  readonly note?: ReactNode;
  /** A quiet act at the right end. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A titled part of a page or of a drawer. */
export function Section({ title, note, action, children }: SectionProps): ReactNode {
  const id = useId();
  const mocked = useMocked();
  const said = typeof note === 'string' && /\d/.test(note) ? mocked(note) : note;
  return (
    <section className={classes['section']} aria-labelledby={id}>
      <header className={classes['head']}>
        <h2 id={id} className={classes['title']}>
          {title}
        </h2>
        {note === undefined ? null : <span className={classes['note']}>{said}</span>}
        {action === undefined ? null : <span className={classes['action']}>{action}</span>}
      </header>
      {children}
    </section>
  );
}
