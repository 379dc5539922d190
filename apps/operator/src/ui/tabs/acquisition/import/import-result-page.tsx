import type { ImportBatch } from '@aicmo/cam/contract';
import { FailedState, LoadingState, Page, Section } from '@aicmo/ui';
import { Button, Group, Progress, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { tabHref, useClientFilter } from '../../../components/address.ts';
import { counted, grouped } from '../../../words.ts';
import { useCancelImport, useProgress } from './import.queries.ts';
import { ImportResult } from './import-result.tsx';
import { StoppedImport } from './stopped-import.tsx';
import { TakeBack } from './take-back.tsx';
import classes from './import.module.css';

/** An import while it goes on, and what became of it. */
export function ImportResultPage({ batchId }: { readonly batchId: string }): ReactNode {
  const { batch, error, again } = useProgress(batchId);
  const client = useClientFilter();
  const navigate = useNavigate();
  const show = (): void => void navigate(tabHref('acquisition', client, { batch: batchId }));
  const canUndo = batch !== null && !['RUNNING', 'UNDOING', 'UNDONE'].includes(batch.status);
  return (
    <Page
      title={batch === null ? 'Import' : batch.fileName}
      question="What became of each row of this list?"
      primaryAction={
        <Group gap="sm">
          {canUndo ? <TakeBack batchId={batchId} onBegun={again} /> : null}
          {batch === null && error !== null ? (
            <Button onClick={() => void navigate(tabHref('acquisition', client))}>All leads</Button>
          ) : (
            <Button variant="default" onClick={show}>
              Show these leads
            </Button>
          )}
        </Group>
      }
    >
      {error === null ? null : <FailedState error={error} onRetry={again} />}
      {batch === null ? error === null ? <LoadingState /> : null : <Outcome batch={batch} onAgain={again} />}
    </Page>
  );
}

interface OutcomeProps {
  readonly batch: ImportBatch;
  /** Follows it anew. */
  readonly onAgain: () => void;
}

function Outcome({ batch, onAgain }: OutcomeProps): ReactNode {
  if (batch.status === 'RUNNING') return <Running batch={batch} />;
  if (batch.status === 'UNDOING') return <Undoing />;
  return (
    <>
      {batch.status === 'COMPLETED' || batch.status === 'UNDONE' ? null : (
        <StoppedImport batch={batch} onResumed={onAgain} />
      )}
      {batch.undo === null ? null : <Undone undo={batch.undo} />}
      <ImportResult batch={batch} />
    </>
  );
}

function Running({ batch }: { readonly batch: ImportBatch }): ReactNode {
  const cancel = useCancelImport(batch.id);
  const { rowsDone, rowsTotal } = batch;
  const percent = rowsTotal === 0 ? 0 : Math.min(100, (rowsDone / rowsTotal) * 100);
  return (
    <Section
      title="Importing"
      action={
        <Button variant="default" size="compact-sm" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          Stop
        </Button>
      }
    >
      <Progress value={percent} aria-label="How much of the list is done" />
      <Text mt="sm" role="status">
        {grouped(rowsDone)} of {rowsTotal === rowsDone ? '' : 'about '}
        {counted(rowsTotal, 'row')} done. You can leave this page; it goes on.
      </Text>
    </Section>
  );
}

function Undoing(): ReactNode {
  return (
    <Section title="Being taken back">
      <Progress value={100} animated aria-label="Being taken back" />
      <Text mt="sm" role="status">
        Leads that this list made are removed. You can leave this page; it goes on.
      </Text>
    </Section>
  );
}

function Undone({ undo }: { readonly undo: NonNullable<ImportBatch['undo']> }): ReactNode {
  const { by, removed, restored, kept } = undo;
  return (
    <Section title="Taken back">
      <Text className={classes['prose'] ?? ''}>
        {by} took this import back: {counted(removed, 'lead')} removed, {counted(restored, 'lead')} with their former
        values, {counted(kept, 'lead')} kept because somebody went on with them. The figures below are those of the
        import itself.
      </Text>
    </Section>
  );
}
