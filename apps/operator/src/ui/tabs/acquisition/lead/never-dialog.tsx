import { Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { FormDialog } from './form-dialog.tsx';
import { useLeadActs } from './lead.queries.ts';

interface NeverDialogProps {
  readonly leadId: string;
  readonly name: string;
  readonly onClose: () => void;
  readonly onDone?: (() => void) | undefined;
}

/** Puts a person off limits for every campaign of the client. */
export function NeverDialog({ leadId, name, onClose, onDone }: NeverDialogProps): ReactNode {
  const { never } = useLeadActs(leadId);
  const [reason, setReason] = useState('');
  const done = (): void => {
    onClose();
    onDone?.();
  };
  return (
    <FormDialog
      title="Never contact"
      verb="Never contact"
      danger
      running={never.isPending}
      error={never.error}
      onClose={onClose}
      onSubmit={() => never.mutate(reason, { onSuccess: done })}
    >
      <Text>
        <bdi>{name}</bdi> goes on the list of those who are never contacted, in every campaign of this client, and
        leaves every sequence. You can undo it for a day.
      </Text>
      <TextInput
        label="Reason"
        description="One short sentence; it stays in the story."
        value={reason}
        data-autofocus
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </FormDialog>
  );
}
