import type { ReactNode } from 'react';
import { useAddressValue } from '../../components/address.ts';
import { ImportPage } from './import/import-page.tsx';
import { ImportResultPage } from './import/import-result-page.tsx';
import { LeadList } from './lead-list.tsx';

/** The leads; a list to bring in (`?import=new`); or what became of one that was brought in (`?import=<batch>`). */
export function AcquisitionPanel(): ReactNode {
  const [batch] = useAddressValue('import');
  if (batch === 'new') return <ImportPage />;
  if (batch !== null) return <ImportResultPage key={batch} batchId={batch} />;
  return <LeadList />;
}
