import type { ImportBatch } from '@aicmo/cam/contract';
import { Figure, FigureRow, QueryState, Section } from '@aicmo/ui';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { tabHref, useAddressValue } from '../../../components/address.ts';
import { downloadBlob } from '../../../components/download-text.ts';
import { counted } from '../../../words.ts';
import { acquisitionApi, useImportOutcome } from '../acquisition.queries.ts';
import { ConflictTable } from './conflict-table.tsx';
import { RejectedTable } from './rejected-table.tsx';
import { SimulationSection } from './simulation-section.tsx';

/** What became of a list: its counters, the next step, and every row that became no lead. */
export function ImportResult({ batch }: { readonly batch: ImportBatch }): ReactNode {
  const outcome = useImportOutcome(batch.id);
  const leads = tabHref('acquisition', batch.clientId, { batch: batch.id });
  return (
    <>
      <FigureRow>
        <Figure label="New leads" value={batch.imported} href={leads} />
        <Figure label="Known, with something new" value={batch.updated} />
        <Figure label="Known, nothing new" value={batch.duplicates} />
        <Figure label="Put in sequence" value={batch.enrolled} href={leads} />
        <Figure label="Rejected" value={batch.rejected} />
      </FigureRow>
      {batch.campaignId === null || batch.enrolled === 0 || batch.status === 'UNDONE' ? null : (
        <SimulationSection campaignId={batch.campaignId} />
      )}
      <QueryState query={outcome}>
        {({ rejections, conflicts }) => (
          <>
            {conflicts.length === 0 ? null : (
              <Section title="Values left alone" note="the lead had another one already">
                <ConflictTable conflicts={conflicts} />
              </Section>
            )}
            {rejections.length === 0 ? null : (
              <Section
                title="Rejected rows"
                note={counted(batch.rejected, 'row')}
                action={<RejectedActs batchId={batch.id} />}
              >
                <RejectedTable rows={rejections} />
              </Section>
            )}
          </>
        )}
      </QueryState>
    </>
  );
}

/** Correct them in a spreadsheet, then bring the corrected file in. */
function RejectedActs({ batchId }: { readonly batchId: string }): ReactNode {
  const [, setImport] = useAddressValue('import');
  const download = async (): Promise<void> => {
    const { fileName, blob } = await acquisitionApi.rejectedFile({ params: { batchId } });
    downloadBlob(fileName, blob);
  };
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => void download()}>
        Download to correct
      </Button>
      <Button ml="sm" variant="default" size="compact-sm" onClick={() => setImport('new')}>
        Import the corrected file
      </Button>
    </>
  );
}
