import type { Sequence } from '@aicmo/cam/contract';
import { toAppError } from '@aicmo/core-kernel';
import { Page, QueryState } from '@aicmo/ui';
import { Button, Group, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { tabHref, useClientFilter } from '../../components/address.ts';
import { useClients } from '../../components/clients.ts';
import { useCopySequence, useSequence } from './campaign-ops.queries.ts';
import { PreviewChoice, type PreviewFor } from './preview-choice.tsx';
import { SequenceForm } from './sequence-form.tsx';
import { StepPreview } from './step-preview.tsx';
import classes from './campaign-ops.module.css';

/** The messages of one sequence beside what a lead would read; a client's own can be changed. */
export function SequencePage({ sequenceId }: { readonly sequenceId: string }): ReactNode {
  const query = useSequence(sequenceId);
  const navigate = useNavigate();
  const client = useClientFilter();
  return (
    <Page
      title={query.data?.name ?? 'Sequence'}
      question={query.data?.goal || 'Which messages does a lead get, and on which day?'}
      primaryAction={
        <Group gap="sm">
          <Button
            variant="subtle"
            onClick={() => void navigate(tabHref('campaign-ops', client, { view: 'sequences' }))}
          >
            All sequences
          </Button>
          {query.data?.clientId === null ? <CopyButton sequence={query.data} /> : null}
        </Group>
      }
    >
      <QueryState query={query}>{(sequence) => <Messages key={sequence.id} sequence={sequence} />}</QueryState>
    </Page>
  );
}

function Messages({ sequence }: { readonly sequence: Sequence }): ReactNode {
  const [previewFor, setPreviewFor] = useState<PreviewFor | null>(null);
  return (
    <>
      <PreviewChoice clientId={sequence.clientId} value={previewFor} onChange={setPreviewFor} />
      {sequence.clientId === null ? (
        <ReadOnlySteps sequence={sequence} previewFor={previewFor} />
      ) : (
        <SequenceForm sequence={sequence} previewFor={previewFor} />
      )}
    </>
  );
}

interface ReadOnlyProps {
  readonly sequence: Sequence;
  readonly previewFor: PreviewFor | null;
}

function ReadOnlySteps({ sequence, previewFor }: ReadOnlyProps): ReactNode {
  const first = sequence.steps[0]?.subject ?? '';
  return (
    <ol className={classes['steps']}>
      {sequence.steps.map((step) => (
        <li key={step.position} className={classes['step']}>
          <article className={classes['letter']} aria-label={`Template of message ${step.position}`}>
            <p className={classes['letterHead']}>
              Message {step.position} · {step.day === 0 ? 'on the first day' : `day ${step.day}`}
            </p>
            <p className={classes['letterSubject']}>{step.subject || 'continues the first subject'}</p>
            <div className={classes['letterBody']}>{step.body}</div>
          </article>
          <StepPreview step={step} firstSubject={first} previewFor={previewFor} />
        </li>
      ))}
    </ol>
  );
}

function CopyButton({ sequence }: { readonly sequence: Sequence }): ReactNode {
  const copy = useCopySequence();
  const navigate = useNavigate();
  const filter = useClientFilter();
  const clients = useClients().data?.clients ?? [];
  const client = filter ?? (clients.length === 1 ? (clients[0]?.id ?? null) : null);
  return (
    <Group gap="sm">
      {copy.error ? (
        <Text role="alert" c="var(--mantine-color-error)">
          {toAppError(copy.error).message}
        </Text>
      ) : null}
      {client === null ? <Text c="dimmed">Choose a client at the left to copy it.</Text> : null}
      <Button
        disabled={client === null}
        loading={copy.isPending}
        onClick={() =>
          copy.mutate(
            { sequenceId: sequence.id, clientId: client ?? '' },
            { onSuccess: ({ id }) => void navigate(tabHref('campaign-ops', client, { sequence: id })) },
          )
        }
      >
        Copy to change it
      </Button>
    </Group>
  );
}
