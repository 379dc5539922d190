import { useEffect, type ReactNode } from 'react';
import { useSurroundings } from '../theme/surroundings.ts';
import classes from './page.module.css';

interface PageProps {
  readonly title: string;
  /** One sentence: what this page answers. */
  readonly question: string;
  /** The one primary act, with quiet ones before it if there must be any. */
  readonly primaryAction?: ReactNode;
  /** A {@link FilterBar}, when there is something to filter. */
  readonly filters?: ReactNode;
  readonly children: ReactNode;
}

/** Heading, question, one primary act, filters, content: every page of both apps. Names the browser's window too. */
export function Page({ title, question, primaryAction, filters, children }: PageProps): ReactNode {
  const { headingExtra } = useSurroundings();
  useEffect(() => {
    document.title = `${title} · AICMO`;
  }, [title]);
  return (
    <div className={classes['page']}>
      <header className={classes['head']}>
        <div className={classes['names']}>
          <h1 className={classes['title']}>{title}</h1>
          <p className={classes['question']}>{question}</p>
        </div>
        {headingExtra}
        {primaryAction === undefined ? null : <div className={classes['acts']}>{primaryAction}</div>}
      </header>
      {filters}
      {children}
    </div>
  );
}
