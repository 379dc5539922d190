import type { ImportPreview } from '@aicmo/cam/contract';
import { toAppError } from '@aicmo/core-kernel';
import { FailedState, Figure, FigureRow, LoadingState, Section } from '@aicmo/ui';
import { Button, Group, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useClientFilter } from '../../../components/address.ts';
import { useClients } from '../../../components/clients.ts';
import { counted } from '../../../words.ts';
import { useCampaignChoices } from '../acquisition.queries.ts';
import { ColumnTable } from './column-table.tsx';
import { useBegin, usePreview } from './import.queries.ts';
import { anew, campaignOf, clientOf, newDraft, planOf, type PlanDraft } from './plan-draft.ts';
import { RejectedTable } from './rejected-table.tsx';
import { SampleTable } from './sample-table.tsx';
import { WhereTo } from './where-to.tsx';
import classes from './import.module.css';

interface ReviewImportProps {
  readonly file: File;
  readonly onOther: () => void;
  readonly onBegun: (batchId: string) => void;
}

/** Everything about a list on one page, each question with an answer filled in; one button does it. */
export function ReviewImport({ file, onOther, onBegun }: ReviewImportProps): ReactNode {
  const [draft, setDraft] = useState(() => newDraft(file.name));
  const change = (part: Partial<PlanDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const looked = useClientFilter();
  const clients = useClients().data?.clients;
  const campaigns = useCampaignChoices(null).data?.campaigns;
  const clientId = clientOf(draft, looked, clients ?? []);
  const campaignId = campaignOf(draft, clientId, campaigns ?? []);
  const preview = usePreview({
    file,
    clientId: clientId === anew ? null : clientId,
    campaignId: campaignId === anew ? null : campaignId,
    mapping: draft.mapping,
  });
  if (clients === undefined || campaigns === undefined) return <LoadingState />;
  if (preview.error) return <Refused error={preview.error} onRetry={() => void preview.refetch()} onOther={onOther} />;
  if (preview.data === undefined) return <LoadingState />;
  const { columns, mapping } = preview.data;
  return (
    <>
      <Overview file={file} preview={preview.data} onOther={onOther} />
      <Section title="Where to">
        <WhereTo
          draft={draft}
          onChange={change}
          clients={clients}
          campaigns={campaigns}
          chosen={{ clientId, campaignId }}
        />
      </Section>
      <Section title="Columns" note="what each column becomes; the guesses can be changed">
        <ColumnTable columns={columns} mapping={mapping} onChange={(next) => change({ mapping: next })} />
      </Section>
      <Section title="The first leads" note="as they will stand">
        <SampleTable leads={preview.data.sample} />
      </Section>
      {preview.data.rejected > 0 ? (
        <Section title="Rejected rows" note={`${counted(preview.data.rejected, 'row')}, the first ones here`}>
          <RejectedTable rows={preview.data.rejectedSample} />
        </Section>
      ) : null}
      <Go file={file} preview={preview.data} draft={draft} chosen={{ clientId, campaignId }} onBegun={onBegun} />
    </>
  );
}

interface OverviewProps {
  readonly file: File;
  readonly preview: ImportPreview;
  readonly onOther: () => void;
}

function Overview({ file, preview, onOther }: OverviewProps): ReactNode {
  const { rows, valid, rejected, duplicatesInFile, duplicatesKnown } = preview;
  const isNew = valid - duplicatesInFile - duplicatesKnown;
  return (
    <Section
      title={file.name}
      note={counted(rows, 'row')}
      action={
        <Button variant="subtle" size="compact-sm" onClick={onOther}>
          Choose another file
        </Button>
      }
    >
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
  readonly file: File;
  readonly preview: ImportPreview;
  readonly draft: PlanDraft;
  readonly chosen: { readonly clientId: string; readonly campaignId: string };
  readonly onBegun: (batchId: string) => void;
}

function Go({ file, preview, draft, chosen, onBegun }: GoProps): ReactNode {
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
        disabled={preview.valid === 0 || isUnnamed}
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
