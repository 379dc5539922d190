import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Failure } from '../lead/failure.tsx';
import { useAnswer } from './inbox.queries.ts';

/** An answer of which nobody knows: a person looks into the Sent folder or asks, and says what became of it. */
export function UncertainAnswer({ answerId }: { readonly answerId: string }): ReactNode {
  const { resolve, search } = useAnswer(answerId);
  const [reason, setReason] = useState('');
  const say = (outcome: 'SENT' | 'FAILED'): void => resolve.mutate({ id: answerId, outcome, reason: reason.trim() });
  const isEmpty = reason.trim() === '';
  return (
    <div>
      <Button
        size="compact-sm"
        variant="default"
        loading={search.isPending}
        onClick={() =>
          search.mutate(answerId, { onSuccess: ({ found, sentence }) => found === 'yes' && setReason(sentence) })
        }
      >
        Look into the folder of sent mail
      </Button>
      {search.data === undefined ? null : (
        <Text size="sm" role="status">
          {search.data.sentence}
        </Text>
      )}
      <TextInput
        mt="xs"
        size="xs"
        label="How do you know?"
        placeholder="It lies in the Sent folder of the mailbox"
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <Group gap="xs" mt="xs">
        <Button
          size="compact-sm"
          variant="default"
          disabled={isEmpty}
          loading={resolve.isPending}
          onClick={() => say('SENT')}
        >
          It arrived
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={isEmpty}
          loading={resolve.isPending}
          onClick={() => say('FAILED')}
        >
          It did not: make it a draft again
        </Button>
      </Group>
      <Failure error={resolve.error ?? search.error} />
    </div>
  );
}
