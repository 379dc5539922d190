import { toAppError } from '@aicmo/core-kernel';
import type { Strategy } from '@aicmo/strategy/contract';
import { ConfirmAct } from '@aicmo/ui';
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useDecide, useReview } from './strategy.queries.ts';

/** What can be done about the newest version: send it to review, approve it, or say what has to change. */
export function DecisionActs({ strategy }: { readonly strategy: Strategy }): ReactNode {
  if (strategy.state === 'IN_REVIEW') return <Decide strategy={strategy} />;
  return strategy.state === 'DRAFT' || strategy.state === 'STALE' ? <SendToReview strategy={strategy} /> : null;
}

function SendToReview({ strategy }: { readonly strategy: Strategy }): ReactNode {
  const review = useReview(strategy.id);
  return (
    <Group gap="sm">
      <Button
        size="compact-sm"
        variant="default"
        loading={review.isPending}
        onClick={() => review.mutate(strategy.version)}
      >
        Send to review
      </Button>
      {review.error ? (
        <Text role="alert" c="var(--mantine-color-error)">
          {toAppError(review.error).message}
        </Text>
      ) : null}
    </Group>
  );
}

function Decide({ strategy }: { readonly strategy: Strategy }): ReactNode {
  const decide = useDecide(strategy.id);
  const [isAsking, setAsking] = useState(false);
  const seen = { version: strategy.version, seenHash: strategy.hash };
  return (
    <Group gap="sm">
      <ConfirmAct
        verb="Approve"
        button={{ size: 'compact-sm' }}
        sentence={`You approve version ${strategy.version} of the strategy of ${strategy.company}, exactly as it stands here. Any later change needs a new approval.`}
        onConfirm={() => decide.mutateAsync({ ...seen, decision: 'APPROVED', why: '' })}
      />
      <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
        Ask for changes
      </Button>
      {isAsking ? (
        <AskForChanges
          onClose={() => setAsking(false)}
          onAsk={(why) => decide.mutateAsync({ ...seen, decision: 'CHANGES_REQUESTED', why })}
        />
      ) : null}
    </Group>
  );
}

interface AskForChangesProps {
  readonly onClose: () => void;
  readonly onAsk: (why: string) => Promise<unknown>;
}

function AskForChanges({ onClose, onAsk }: AskForChangesProps): ReactNode {
  const [why, setWhy] = useState('');
  const [fault, setFault] = useState('');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (why.trim() === '') return setFault('Say what has to change.');
    return onAsk(why).then(onClose, (error: unknown) => setFault(toAppError(error).message));
  };
  return (
    <Modal opened onClose={onClose} title="Ask for changes">
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Stack gap="lg">
          <Textarea
            label="What has to change"
            description="It is kept with the decision."
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            rows={3}
            data-autofocus
            value={why}
            error={fault || undefined}
            onChange={({ currentTarget }) => setWhy(currentTarget.value)}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit">Ask for changes</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
