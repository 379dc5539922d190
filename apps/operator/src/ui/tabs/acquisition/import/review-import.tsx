import type { ImportPreview } from '@aicmo/cam/contract';
import { toAppError } from '@aicmo/core-kernel';
import { FailedState, Figure, FigureRow, LoadingState, Section } from '@aicmo/ui';
import { Button, Group, Text } from '@mantine/core';
import { useRef, type ReactNode } from 'react';
import { useAddressValue } from '../../../components/address.ts';
import { counted } from '../../../words.ts';
import { ColumnTable } from './column-table.tsx';
import { FileFacts, type FileFactsProps } from './file-facts.tsx';
import { useBegin, type KeptFile } from './import.queries.ts';
import { anew, planOf, type PlanDraft } from './plan-draft.ts';
import { RejectedTable } from './rejected-table.tsx';
import { rejectionWords } from './rejection-words.ts';
import { SampleTable } from './sample-table.tsx';
import { useReview } from './use-review.ts';
import { WhereTo, type ChosenPlace } from './where-to.tsx';
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
    return (
      <>
        <LoadingState />
        <Group>
          <Text size="sm" c="dimmed" role="status">
            {kept === null ? 'The file is on its way.' : 'The rows are counted; nothing is written yet.'}
          </Text>
          <Button variant="default" size="compact-sm" onClick={onOther}>
            Stop, and choose another file
          </Button>
        </Group>
      </>
    );
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
      <Go
        {...{ isCounting, draft, chosen, onBegun }}
        whither={whitherOf(review, clients, campaigns)}
        file={kept}
        preview={{ ...preview, mapping }}
      />
    </>
  );
}

/** "Nordlicht, campaign “Spring”". */
function whitherOf({ draft, chosen }: ReturnType<typeof useReview>, clients: Named, campaigns: Named): string {
  const nameIn = (list: Named, id: string | null): string | undefined => list.find((each) => each.id === id)?.name;
  const client = nameIn(clients, chosen.clientId) ?? draft.clientName.trim();
  return `${client}, campaign “${nameIn(campaigns, chosen.campaignId) ?? draft.campaignName.trim()}”`;
}
type Named = readonly { readonly id: string; readonly name: string }[];

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
  const [, setImport] = useAddressValue('import');
  const batchId = toAppError(error).details?.['batchId'];
  return (
    <>
      <FailedState
        error={error}
        title="This list is not imported"
        {...(toAppError(error).kind === 'invalid' ? {} : { onRetry })}
      />
      <Group>
        {typeof batchId === 'string' ? <Button onClick={() => setImport(batchId)}>Open that import</Button> : null}
        <Button variant={typeof batchId === 'string' ? 'default' : 'filled'} onClick={onOther}>
          Choose another file
        </Button>
      </Group>
    </>
  );
}

interface GoProps {
  readonly file: KeptFile;
  readonly isCounting: boolean;
  readonly preview: ImportPreview;
  readonly draft: PlanDraft;
  /** The client and the campaign, in words: the ones filled in may not be the ones that are meant. */
  readonly whither: string;
  readonly chosen: ChosenPlace;
  readonly onBegun: (batchId: string) => void;
}

function Go({ file, isCounting, preview, draft, whither, chosen, onBegun }: GoProps): ReactNode {
  const begin = useBegin(file);
  // A double click comes before the button can be drawn as pressed.
  const isPressed = useRef(false);
  const isUnnamed =
    (chosen.clientId === anew && draft.clientName.trim() === '') ||
    (chosen.campaignId === anew && draft.campaignName.trim() === '');
  const count = preview.valid - preview.duplicatesInFile;
  const { clientId } = chosen;
  return (
    <div className={classes['go']}>
      <Button
        loading={begin.isPending}
        disabled={preview.valid === 0 || isUnnamed || isCounting || clientId === null}
        onClick={() => {
          if (isPressed.current || clientId === null) return;
          isPressed.current = true;
          begin.mutate(planOf(draft, clientId, chosen.campaignId, preview.mapping), {
            onSuccess: ({ id }) => onBegun(id),
            onSettled: () => {
              isPressed.current = false;
            },
          });
        }}
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
            : clientId === null
              ? 'Choose above for which client these leads are.'
              : `Each lead is scored and put in sequence for ${whither}. Nothing is sent.`}
        </Text>
      )}
    </div>
  );
}
