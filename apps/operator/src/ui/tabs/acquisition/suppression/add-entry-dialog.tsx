import { SuppressionKind } from '@aicmo/cam/contract';
import { Checkbox, Select, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { FormDialog } from '../lead/form-dialog.tsx';
import { kindWords } from './kind-words.ts';
import { useSuppressionActs } from './suppression.queries.ts';

interface AddEntryDialogProps {
  readonly client: string | null;
  readonly onClose: () => void;
}

const kinds = SuppressionKind.options.map((value) => ({ value, label: kindWords[value] }));
const examples: Readonly<Record<SuppressionKind, string>> = {
  email: 'anna@example.com',
  domain: 'example.com: nobody there, and below it',
  linkedin: 'linkedin.com/in/anna-berg',
  phone: '+49 30 901820',
};

/** Puts one address, domain, profile or number on the list. */
export function AddEntryDialog({ client, onClose }: AddEntryDialogProps): ReactNode {
  const { add } = useSuppressionActs();
  const [kind, setKind] = useState<SuppressionKind>('email');
  const [value, setValue] = useState('');
  const [reason, setReason] = useState('');
  const [isForAll, setForAll] = useState(true);
  return (
    <FormDialog
      title="Never contact"
      verb="Never contact"
      disabled={value.trim() === '' || reason.trim() === ''}
      running={add.isPending}
      error={add.error}
      onClose={onClose}
      onSubmit={() => add.mutate({ kind, value, reason, client: isForAll ? null : client }, { onSuccess: onClose })}
    >
      <Select
        label="What"
        data={kinds}
        value={kind}
        allowDeselect={false}
        onChange={(chosen) => setKind(SuppressionKind.options.find((each) => each === chosen) ?? 'email')}
      />
      <TextInput
        label={kindWords[kind]}
        description={examples[kind]}
        value={value}
        data-autofocus
        onChange={({ currentTarget }) => setValue(currentTarget.value)}
      />
      <TextInput label="Why" value={reason} onChange={({ currentTarget }) => setReason(currentTarget.value)} />
      {client === null ? null : (
        <Checkbox
          label="For every client, not only this one"
          checked={isForAll}
          onChange={({ currentTarget }) => setForAll(currentTarget.checked)}
        />
      )}
    </FormDialog>
  );
}
