import { LoadingState, Page } from '@aicmo/ui';
import { Suspense, useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { useHouse } from '../components/house.ts';
import type { TabDefinition } from '../components/tab.ts';
import { tabs } from '../tabs/index.ts';
import { NoSuchPage } from './no-such-page.tsx';
import { TabBoundary } from './tab-boundary.tsx';
import { tabPanel } from './tab-panel.ts';

type Panels = ReadonlyMap<string, ComponentType>;

/** One address for each tab; the first tab when none is named. */
export function TabPages(): ReactNode {
  const { search } = useLocation();
  const [panels, setPanels] = useState<Panels>(() => new Map(tabs.map((tab) => [tab.id, tabPanel(tab)])));
  const first = tabs[0];
  return (
    <Routes>
      {first ? <Route path="/" element={<Navigate to={{ pathname: `/${first.id}`, search }} replace />} /> : null}
      {tabs.map((tab) => (
        <Route
          key={tab.id}
          path={`/${tab.id}/*`}
          element={
            <TabPage
              key={tab.id}
              tab={tab}
              Panel={panels.get(tab.id)}
              // A lazy component keeps its failure; trying again needs a new one.
              onRetry={() => setPanels((before) => new Map(before).set(tab.id, tabPanel(tab)))}
            />
          }
        />
      ))}
      <Route path="*" element={<NoSuchPage />} />
    </Routes>
  );
}

interface TabPageProps {
  readonly tab: TabDefinition;
  readonly Panel: ComponentType | undefined;
  readonly onRetry: () => void;
}

function TabPage({ tab, Panel, onRetry }: TabPageProps): ReactNode {
  const { schema } = useHouse();
  useEffect(() => {
    document.title = `${tab.title} · AICMO`;
  }, [tab]);
  // Without tables there are no rows to ask for; the notice above says so and has the button.
  if (schema.state === 'missing' && tab.id !== 'diagnostics') {
    return (
      <Page title={tab.title} question={tab.question}>
        {null}
      </Page>
    );
  }
  return (
    <TabBoundary tab={tab} onRetry={onRetry}>
      <Suspense fallback={<Waiting tab={tab} />}>{Panel ? <Panel /> : null}</Suspense>
    </TabBoundary>
  );
}

function Waiting({ tab }: { readonly tab: TabDefinition }): ReactNode {
  return (
    <Page title={tab.title} question={tab.question}>
      <LoadingState />
    </Page>
  );
}
