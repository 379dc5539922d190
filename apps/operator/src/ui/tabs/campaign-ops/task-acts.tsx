import { toAppError } from '@aicmo/core-kernel';
import type { OperatorTask } from '@aicmo/campaign-ops/contract';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useCompleteTask, useMoveTask } from './calendar.queries.ts';

const moveWords = {
  block: 'Block',
  unblock: 'Lift the block',
  miss: 'Mark as missed',
  cancel: 'Cancel the task',
  reopen: 'Open again',
} as const;

/** Completing a task with proof; behind one button, everything else that can be decided about it, with the reason. */
export function TaskActs({ task }: { readonly task: OperatorTask }): ReactNode {
  const canComplete = task.moves.includes('complete');
  const [isDeciding, setDeciding] = useState(!canComplete);
  return (
    <Stack gap="sm" flex={1}>
      {isDeciding ? (
        <Decision task={task} onBack={canComplete ? () => setDeciding(false) : undefined} />
      ) : (
        <Completion task={task} onDecide={() => setDeciding(true)} />
      )}
    </Stack>
  );
}

function Completion({ task, onDecide }: { readonly task: OperatorTask; readonly onDecide: () => void }): ReactNode {
  const [proofUrl, setProofUrl] = useState('');
  const [note, setNote] = useState('');
  const { mutate, isPending, error } = useCompleteTask(task.id);
  const failure = error ? toAppError(error) : undefined;
  const at = failure?.details['field'];
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        mutate({ proofUrl, note });
      }}
    >
      <Stack gap="sm">
        {task.proofExample === null ? null : (
          <TextInput
            label="Address of the published post"
            description={`Like ${task.proofExample}`}
            inputMode="url"
            value={proofUrl}
            error={at === 'proofUrl' ? failure?.message : undefined}
            onChange={({ currentTarget }) => setProofUrl(currentTarget.value)}
          />
        )}
        <TextInput
          label={task.proofExample === null ? 'What was done' : 'Note'}
          description={task.proofExample === null ? 'One sentence that proves it.' : 'If there is anything to add.'}
          value={note}
          error={at === 'note' ? failure?.message : undefined}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        {failure && at !== 'proofUrl' && at !== 'note' ? <Failure message={failure.message} /> : null}
        <Group gap="sm">
          <Button type="submit" loading={isPending}>
            Complete with proof
          </Button>
          <Button variant="default" onClick={onDecide}>
            Cannot be done
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Decision({
  task,
  onBack,
}: {
  readonly task: OperatorTask;
  readonly onBack?: (() => void) | undefined;
}): ReactNode {
  const [reason, setReason] = useState('');
  const { mutate, isPending, variables, error } = useMoveTask(task.id);
  const moves = task.moves.flatMap((move) => (move === 'complete' ? [] : [move]));
  return (
    <>
      <TextInput
        label="Reason"
        description="Kept in the record."
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      {error ? <Failure message={toAppError(error).message} /> : null}
      <Group gap="sm">
        {moves.map((move) => (
          <Button
            key={move}
            variant="default"
            disabled={isPending}
            loading={isPending && variables?.move === move}
            onClick={() => mutate({ move, reason })}
          >
            {moveWords[move]}
          </Button>
        ))}
        {onBack ? (
          <Button variant="subtle" onClick={onBack}>
            Back
          </Button>
        ) : null}
      </Group>
    </>
  );
}

function Failure({ message }: { readonly message: string }): ReactNode {
  return (
    <Text role="alert" size="sm" c="var(--mantine-color-error)">
      {message}
    </Text>
  );
}
