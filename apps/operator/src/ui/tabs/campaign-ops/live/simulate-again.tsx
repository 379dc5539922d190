import { Button, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { FormDialog } from '../../acquisition/lead/form-dialog.tsx';
import { useGoLiveActs } from './go-live.queries.ts';

/** Takes a live campaign back to simulation, with a reason. */
export function SimulateAgain({ campaignId, name }: { readonly campaignId: string; readonly name: string }): ReactNode {
  const { simulate } = useGoLiveActs(campaignId);
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const close = (): void => setAsking(false);
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        Back to simulation…
      </Button>
      {isAsking ? (
        <FormDialog
          title="Back to simulation"
          verb="Simulate again"
          disabled={reason.trim() === ''}
          running={simulate.isPending}
          error={simulate.error}
          onClose={close}
          onSubmit={() => simulate.mutate(reason, { onSuccess: close })}
        >
          <Text>
            “{name}” stops writing to real people at once. What was sent stays sent, and what waits goes on from there
            when it is live again.
          </Text>
          <TextInput
            label="Why"
            value={reason}
            data-autofocus
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
        </FormDialog>
      ) : null}
    </>
  );
}
