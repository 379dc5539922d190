import type { ImportPreview } from '@aicmo/cam/contract';
import { toAppError } from '@aicmo/core-kernel';
import { FailedState, Figure, FigureRow, LoadingState, Section } from '@aicmo/ui';
import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { counted } from '../../../words.ts';
import { ColumnTable } from './column-table.tsx';
import { FileFacts, type FileFactsProps } from './file-facts.tsx';
import { useBegin, type KeptFile } from './import.queries.ts';
import { anew, planOf, type PlanDraft } from './plan-draft.ts';
import { RejectedTable } from './rejected-table.tsx';
import { rejectionWords } from './rejection-words.ts';
import { SampleTable } from './sample-table.tsx';
import { useReview } from './use-review.ts';
import { WhereTo } from './where-to.tsx';
import classes from './import.module.css';

interface ReviewImportProps {
  readonly file: File;
  readonly onOther: () => void;
  readonly onBegun: (batchId: string) => void;
}

/** Everything about a list on one page, each question with an answer filled in; one button does it. */
export function ReviewImport({ file, onOther, onBegun }: ReviewImportProps): ReactNode {
  const review = useReview(file);
  const { draft, change, chosen, clients, campaigns, kept, preview, mapping, isCounting, error, retry } = review;
  if (error) return <Refused error={error} onRetry={() => void retry()} onOther={onOther} />;
  if (clients === undefined || campaigns === undefined || preview === undefined || kept === null) {
    return <LoadingState />;
  }
  const state: FileFactsProps['onState'] = (part) => change({ ...part, mapping: null });
  return (
    <>
      <Overview {...{ file, preview, isCounting, onOther }} onState={state} />
      <Section title="Where to">
        <WhereTo {...{ draft, clients, campaigns, chosen }} onChange={change} />
      </Section>
      <Section title="Columns" note="what each column becomes; the guesses can be changed">
        <ColumnTable columns={preview.columns} mapping={mapping} onChange={(next) => change({ mapping: next })} />
      </Section>
      <Section title="The first leads" note="as they will stand">
        <SampleTable leads={preview.sample} />
      </Section>
      {preview.rejected > 0 ? (
        <Section title="Rejected rows" note={`${counted(preview.rejected, 'row')}, the first ones here`}>
          <Text size="sm" mb="sm">
            {rejectionWords(preview.rejectedBy)}
          </Text>
          <RejectedTable rows={preview.rejectedSample} />
        </Section>
      ) : null}
      <Go {...{ isCounting, draft, chosen, onBegun }} file={kept} preview={{ ...preview, mapping }} />
    </>
  );
}

interface OverviewProps {
  readonly file: File;
  readonly preview: ImportPreview;
  /** The figures are those of the choice before. */
  readonly isCounting: boolean;
  readonly onOther: () => void;
  readonly onState: FileFactsProps['onState'];
}

function Overview({ file, preview, isCounting, onOther, onState }: OverviewProps): ReactNode {
  const { rows, valid, rejected, duplicatesInFile, duplicatesKnown } = preview;
  const isNew = valid - duplicatesInFile - duplicatesKnown;
  return (
    <Section
      title={file.name}
      note={isCounting ? 'counting again …' : counted(rows, 'row')}
      action={
        <Button variant="subtle" size="compact-sm" onClick={onOther}>
          Choose another file
        </Button>
      }
    >
      <FileFacts preview={preview} onState={onState} />
      <FigureRow>
        <Figure label="New leads" value={isNew} />
        <Figure label="Known already" value={duplicatesKnown} />
        <Figure label="Twice in the file" value={duplicatesInFile} />
        <Figure label="Rejected" value={rejected} />
      </FigureRow>
    </Section>
  );
}

interface RefusedProps {
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly onOther: () => void;
}

function Refused({ error, onRetry, onOther }: RefusedProps): ReactNode {
  return (
    <>
      <FailedState error={error} onRetry={onRetry} />
      <Group>
        <Button onClick={onOther}>Choose another file</Button>
      </Group>
    </>
  );
}

interface GoProps {
  readonly file: KeptFile;
  readonly isCounting: boolean;
  readonly preview: ImportPreview;
  readonly draft: PlanDraft;
  readonly chosen: { readonly clientId: string; readonly campaignId: string };
  readonly onBegun: (batchId: string) => void;
}

function Go({ file, isCounting, preview, draft, chosen, onBegun }: GoProps): ReactNode {
  const begin = useBegin(file);
  const isUnnamed =
    (chosen.clientId === anew && draft.clientName.trim() === '') ||
    (chosen.campaignId === anew && draft.campaignName.trim() === '');
  const count = preview.valid - preview.duplicatesInFile;
  const plan = () => planOf(draft, chosen.clientId, chosen.campaignId, preview.mapping);
  return (
    <div className={classes['go']}>
      <Button
        loading={begin.isPending}
        disabled={preview.valid === 0 || isUnnamed || isCounting}
        onClick={() => begin.mutate(plan(), { onSuccess: ({ id }) => onBegun(id) })}
      >
        Import {counted(count, 'lead')}
      </Button>
      {begin.error ? (
        <Text role="alert" className={classes['failure']}>
          {toAppError(begin.error).message}
        </Text>
      ) : (
        <Text size="sm" c="dimmed">
          {preview.valid === 0
            ? 'No row would become a lead: choose the column with the mail address.'
            : 'Each lead is scored and put in sequence. Nothing is sent.'}
        </Text>
      )}
    </div>
  );
}
