import { toAppError } from '@aicmo/core-kernel';
import type { ActionView } from '@aicmo/autonomy/contract';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useActOn, type ActionAct } from './autonomy.queries.ts';

interface Act {
  readonly label: string;
  readonly act: (reason: string) => ActionAct;
  readonly isPrimary?: boolean;
  readonly needsReason: boolean;
}

const actsByMove: Readonly<Record<ActionView['moves'][number], readonly Act[]>> = {
  approve: [{ label: 'Approve', act: (reason) => ({ does: 'APPROVED', reason }), isPrimary: true, needsReason: false }],
  reject: [{ label: 'Reject', act: (reason) => ({ does: 'REJECTED', reason }), needsReason: true }],
  requeue: [{ label: 'Try again', act: (reason) => ({ does: 'requeue', reason }), isPrimary: true, needsReason: true }],
  cancel: [{ label: 'Cancel the action', act: (reason) => ({ does: 'cancel', reason }), needsReason: true }],
  settle: [
    { label: 'It was done', act: (reason) => ({ does: 'settle', wasDone: true, reason }), needsReason: true },
    { label: 'It was not done', act: (reason) => ({ does: 'settle', wasDone: false, reason }), needsReason: true },
  ],
};

/** What a person can do with an action, with the reason that the record keeps. */
export function ActionActs({ action }: { readonly action: ActionView }): ReactNode {
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const { mutate, isPending, variables, error } = useActOn(action.id);
  // Cancelling an open question would say less than rejecting it does.
  const moves = action.moves.includes('reject') ? action.moves.filter((move) => move !== 'cancel') : action.moves;
  const acts = moves.flatMap((move) => actsByMove[move]);
  const isOptional = acts.some(({ needsReason }) => !needsReason);
  const run = ({ act, needsReason }: Act): void => {
    setMissing(needsReason && reason.trim() === '');
    if (!needsReason || reason.trim() !== '') mutate(act(reason));
  };
  return (
    <Stack gap="sm" flex={1}>
      <TextInput
        label="Reason"
        description={isOptional ? 'Kept in the record. A yes needs none.' : 'Kept in the record.'}
        value={reason}
        error={isMissing ? 'Write one sentence that explains it to the next person.' : undefined}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <Group gap="sm">
        {acts.map((each) => (
          <Button
            key={each.label}
            variant={each.isPrimary ? 'filled' : 'default'}
            loading={isPending && variables?.does === each.act('').does}
            disabled={isPending}
            onClick={() => run(each)}
          >
            {each.label}
          </Button>
        ))}
      </Group>
      {error ? (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {toAppError(error).message}
        </Text>
      ) : null}
    </Stack>
  );
}
