import type { Sequence } from '@aicmo/cam/contract';
import { toAppError } from '@aicmo/core-kernel';
import { ConfirmAct, Page, QueryState } from '@aicmo/ui';
import { Button, Group, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { tabHref, useClientFilter } from '../../../components/address.ts';
import { useArchiveSequence, useCopySequence, useSequence } from './sequences.queries.ts';
import { PreviewChoice, type PreviewFor } from './preview-choice.tsx';
import { SequenceForm } from './sequence-form.tsx';
import { letterOf, subjectBefore, typedSteps } from './sequence-typing.ts';
import { StepPreview } from './step-preview.tsx';
import { useOnlyClient } from './use-only-client.ts';
import classes from '../campaign-ops.module.css';

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
          {query.data ? <Acts sequence={query.data} /> : null}
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
      {sequence.archivedAt === null ? null : (
        <Text c="dimmed">It was put away: nobody new gets it, and it stays as it is. Who is in sequence goes on.</Text>
      )}
      {sequence.clientId === null || sequence.archivedAt !== null ? (
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
  const steps = typedSteps(sequence.steps);
  return (
    <ol className={classes['steps']}>
      {steps.flatMap(({ day, channel, wordings }, index) =>
        wordings.map((wording, variant) => (
          <li key={`${index}.${variant}`} className={classes['step']}>
            <article className={classes['letter']} aria-label={`Template of message ${index + 1}`}>
              <p className={classes['letterHead']}>
                Message {index + 1}
                {wordings.length > 1 ? ` ${letterOf(variant)}` : ''} · {day === 0 ? 'on the first day' : `day ${day}`}
              </p>
              {channel === 'email' ? (
                <p className={classes['letterSubject']}>{wording.subject || 'continues the thread'}</p>
              ) : null}
              <div className={classes['letterBody']}>{wording.body || wording.html}</div>
            </article>
            <StepPreview {...{ wording, channel, previewFor }} firstSubject={subjectBefore(steps, index)} />
          </li>
        )),
      )}
    </ol>
  );
}

/** A built-in one is copied; an own one is put away, or taken out again. */
function Acts({ sequence }: { readonly sequence: Sequence }): ReactNode {
  const archive = useArchiveSequence(sequence.id);
  if (sequence.clientId === null) return <CopyButton sequence={sequence} />;
  if (sequence.archivedAt !== null) {
    return (
      <Button loading={archive.isPending} onClick={() => archive.mutate(false)}>
        Take it out again
      </Button>
    );
  }
  return (
    <>
      <ConfirmAct
        verb="Put away"
        sentence="Nobody new gets it. Who is in sequence goes on with it, and you can take it out again."
        onConfirm={() => archive.mutateAsync(true)}
      />
      <CopyButton sequence={sequence} />
    </>
  );
}

function CopyButton({ sequence }: { readonly sequence: Sequence }): ReactNode {
  const copy = useCopySequence();
  const navigate = useNavigate();
  const filter = useClientFilter();
  const client = useOnlyClient(sequence.clientId ?? filter);
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
        {sequence.clientId === null ? 'Copy to change it' : 'Copy'}
      </Button>
    </Group>
  );
}
