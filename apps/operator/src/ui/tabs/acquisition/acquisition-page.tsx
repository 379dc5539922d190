import { AppLink, Page } from '@aicmo/ui';
import { useEffect, useRef, type ReactNode } from 'react';
import { tabHref, useClientFilter } from '../../components/address.ts';
import classes from './acquisition-page.module.css';
import { acquisitionViews, type AcquisitionView } from './view-names.ts';

interface AcquisitionPageProps {
  readonly view: AcquisitionView;
  /** One sentence: what this view answers. */
  readonly question: string;
  readonly primaryAction?: ReactNode;
  readonly filters?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every view of the tab: heading, the row of views, filters, content. */
export function AcquisitionPage({ view, question, primaryAction, filters, children }: AcquisitionPageProps): ReactNode {
  return (
    <Page title="Acquisition" question={question} primaryAction={primaryAction} filters={<ViewRow current={view} />}>
      {filters}
      {children}
    </Page>
  );
}

/** Leads from one view to another and keeps the client; what narrowed the one says nothing in the other. */
function ViewRow({ current }: { readonly current: AcquisitionView }): ReactNode {
  const client = useClientFilter();
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    const view = row.current?.querySelector<HTMLElement>('[data-current]');
    if (row.current && view)
      row.current.scrollLeft = view.offsetLeft - (row.current.clientWidth - view.clientWidth) / 2;
  }, [current]);
  return (
    <nav ref={row} aria-label="Views" className={classes['views']}>
      {acquisitionViews.map(({ id, title }, index) => (
        <span key={id} className={classes['view']} data-current={id === current || undefined}>
          <AppLink
            href={tabHref('acquisition', client, index === 0 ? {} : { view: id })}
            {...(id === current ? { 'aria-current': 'page' } : {})}
          >
            {title}
          </AppLink>
        </span>
      ))}
    </nav>
  );
}
