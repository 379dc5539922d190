import { Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { FormDialog } from '../lead/form-dialog.tsx';

interface ReasonDialogProps {
  readonly sentence: string;
  readonly verb: string;
  readonly act: { readonly isPending: boolean; readonly error: unknown };
  readonly onSubmit: (reason: string) => void;
  readonly onClose: () => void;
}

/** Asks for the one sentence without which an act is not done; it is kept. */
export function ReasonDialog({ sentence, verb, act, onSubmit, onClose }: ReasonDialogProps): ReactNode {
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={verb}
      verb={verb}
      danger
      disabled={reason.trim() === ''}
      running={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => onSubmit(reason)}
    >
      <Text>{sentence}</Text>
      <TextInput
        label="Why"
        value={reason}
        data-autofocus
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </FormDialog>
  );
}
