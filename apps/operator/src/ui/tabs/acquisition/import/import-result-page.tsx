import type { ImportBatch } from '@aicmo/cam/contract';
import { FailedState, LoadingState, Page, Section } from '@aicmo/ui';
import { Button, Progress, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { tabHref, useAddressValue, useClientFilter } from '../../../components/address.ts';
import { counted } from '../../../words.ts';
import { useCancelImport, useProgress } from './import.queries.ts';
import { ImportResult } from './import-result.tsx';

const number = new Intl.NumberFormat('en-GB');

/** An import while it goes on, and what became of it. */
export function ImportResultPage({ batchId }: { readonly batchId: string }): ReactNode {
  const { batch, error, again } = useProgress(batchId);
  const client = useClientFilter();
  const navigate = useNavigate();
  const show = (): void => void navigate(tabHref('acquisition', client, { batch: batchId }));
  return (
    <Page
      title={batch === null ? 'Import' : batch.fileName}
      question="What became of each row of this list?"
      primaryAction={
        <Button variant="default" onClick={show}>
          Show these leads
        </Button>
      }
    >
      {error === null ? null : <FailedState error={error} onRetry={again} />}
      {batch === null ? error === null ? <LoadingState /> : null : <Outcome batch={batch} />}
    </Page>
  );
}

function Outcome({ batch }: { readonly batch: ImportBatch }): ReactNode {
  if (batch.status === 'RUNNING') return <Running batch={batch} />;
  return (
    <>
      {batch.status === 'COMPLETED' ? null : <Stopped batch={batch} />}
      <ImportResult batch={batch} />
    </>
  );
}

function Running({ batch }: { readonly batch: ImportBatch }): ReactNode {
  const cancel = useCancelImport(batch.id);
  const { rowsDone, rowsTotal } = batch;
  const percent = rowsTotal === 0 ? 0 : (rowsDone / rowsTotal) * 100;
  return (
    <Section
      title="Importing"
      action={
        <Button variant="default" size="compact-sm" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          Stop
        </Button>
      }
    >
      <Progress value={percent} aria-label="Rows done" />
      <Text mt="sm" role="status">
        {number.format(rowsDone)} of {counted(rowsTotal, 'row')} done
      </Text>
    </Section>
  );
}

const stops = {
  CANCELLED: 'The import was stopped.',
  FAILED: 'The import stopped by itself.',
  INTERRUPTED: 'The import was interrupted: the program that did it went away.',
} as const;

function Stopped({ batch }: { readonly batch: ImportBatch }): ReactNode {
  const [, setImport] = useAddressValue('import');
  if (batch.status === 'RUNNING' || batch.status === 'COMPLETED') return null;
  return (
    <Section title="Not finished">
      <Text role="alert">
        {stops[batch.status]} {batch.error} {number.format(batch.rowsDone)} of {counted(batch.rowsTotal, 'row')} done:
        they stay. Choose the same file again, and it goes on from there.
      </Text>
      <Button mt="md" onClick={() => setImport('new')}>
        Choose the file again
      </Button>
    </Section>
  );
}
