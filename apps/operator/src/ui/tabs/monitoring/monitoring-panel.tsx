import { FilterBar, Page } from '@aicmo/ui';
import { Button, SegmentedControl } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useAddressValue } from '../../components/address.ts';
import { ReportPage } from './report-page.tsx';
import { SignalsView } from './signals-view.tsx';
import { SourceForm } from './source-form.tsx';
import { SystemView } from './system-view.tsx';

const views = [
  { value: 'signals', label: 'Signals' },
  { value: 'system', label: 'System' },
];

/** What is said in public, what came of it, and whether the house works; or one report (`?report=`). */
export function MonitoringPanel(): ReactNode {
  const [report] = useAddressValue('report');
  return report === null ? <Overview /> : <ReportPage key={report} reportId={report} />;
}

function Overview(): ReactNode {
  const [view, setView] = useAddressValue('view');
  const [isAdding, setAdding] = useState(false);
  const isSystem = view === 'system';
  const add = (): void => setAdding(true);
  const choice = (
    <SegmentedControl
      aria-label="View"
      data={views}
      value={isSystem ? 'system' : 'signals'}
      onChange={(value) => setView(value === 'system' ? value : null)}
    />
  );
  return (
    <Page
      title="Monitoring"
      question={
        isSystem ? 'Is everything working, and did anything leave?' : 'What is said in public about our clients?'
      }
      primaryAction={isSystem ? undefined : <Button onClick={add}>Add a source</Button>}
    >
      {isSystem ? (
        <>
          <FilterBar>{choice}</FilterBar>
          <SystemView />
        </>
      ) : (
        <SignalsView choice={choice} onAdd={add} />
      )}
      {isAdding ? <SourceForm onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}
