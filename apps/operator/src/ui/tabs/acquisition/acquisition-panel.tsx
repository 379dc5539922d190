import { LoadingState } from '@aicmo/ui';
import { Suspense, useState, type ComponentType, type ReactNode } from 'react';
import { useAddressValue } from '../../components/address.ts';
import { loadedPage } from '../../components/loaded-page.ts';
import { ImportPage } from './import/import-page.tsx';
import { ImportResultPage } from './import/import-result-page.tsx';
import { LeadPage } from './lead/lead-page.tsx';
import { LeadList } from './leads/lead-list.tsx';
import { UndoBar } from './undo/undo-bar.tsx';
import { acquisitionViews, type AcquisitionView } from './view-names.ts';

/** What each view shows; all but the first are loaded when they are opened, and again when that failed. */
const openViews = (): Readonly<Record<AcquisitionView, ComponentType>> => ({
  leads: LeadList,
  board: loadedPage(async () => ({ default: (await import('./board/board-view.tsx')).BoardView })),
  inbox: loadedPage(async () => ({ default: (await import('./inbox/inbox-view.tsx')).InboxView })),
  review: loadedPage(async () => ({ default: (await import('./review/review-view.tsx')).ReviewView })),
  matches: loadedPage(async () => ({ default: (await import('./matches/matches-view.tsx')).MatchesView })),
  rules: loadedPage(async () => ({ default: (await import('./rules/rules-view.tsx')).RulesView })),
  forms: loadedPage(async () => ({ default: (await import('./forms/forms-view.tsx')).FormsView })),
  rights: loadedPage(async () => ({ default: (await import('./rights/rights-view.tsx')).RightsView })),
  suppression: loadedPage(async () => ({
    default: (await import('./suppression/suppression-view.tsx')).SuppressionView,
  })),
});

/** The tab, with what was just done and can be taken back at its foot. */
export function AcquisitionPanel(): ReactNode {
  return (
    <>
      <Content />
      <UndoBar />
    </>
  );
}

/**
 * A view of the tab (`?view=`; the leads without one, or with one that there is not); one lead (`?lead=<id>`); a list
 * to bring in (`?import=new`); or what became of one that was brought in (`?import=<batch>`).
 */
function Content(): ReactNode {
  const [batch] = useAddressValue('import');
  const [view] = useAddressValue('view');
  const [lead] = useAddressValue('lead');
  const [views] = useState(openViews);
  if (lead !== null) return <LeadPage key={lead} leadId={lead} />;
  if (batch === 'new') return <ImportPage />;
  if (batch !== null) return <ImportResultPage key={batch} batchId={batch} />;
  const View = views[acquisitionViews.find(({ id }) => id === view)?.id ?? 'leads'];
  return (
    <Suspense fallback={<LoadingState />}>
      <View />
    </Suspense>
  );
}
