import { AppLink, Page } from '@aicmo/ui';
import type { ReactNode } from 'react';
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
  return (
    <nav aria-label="Views" className={classes['views']}>
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
