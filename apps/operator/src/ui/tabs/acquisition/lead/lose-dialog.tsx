import { lostReasonWords, type LostReason } from '@aicmo/cam/contract';
import { Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { FormDialog } from './form-dialog.tsx';
import { useLeadActs } from './lead.queries.ts';

interface LeadDialogProps {
  readonly leadId: string;
  readonly name: string;
  readonly onClose: () => void;
  /** After it was done. */
  readonly onDone?: (() => void) | undefined;
}

/** Giving a lead up: a reason out of a list, with own words if there are any. */
export function LoseDialog({ leadId, name, onClose, onDone }: LeadDialogProps): ReactNode {
  const { lose } = useLeadActs(leadId);
  const [reason, setReason] = useState<LostReason | null>(null);
  const [words, setWords] = useState('');
  const done = (): void => {
    onClose();
    onDone?.();
  };
  return (
    <FormDialog
      title="Give up"
      verb="Give up"
      disabled={reason === null}
      running={lose.isPending}
      error={lose.error}
      onClose={onClose}
      onSubmit={() => (reason === null ? undefined : lose.mutate({ reason, words }, { onSuccess: done }))}
    >
      <Text>
        <bdi>{name}</bdi> is marked as lost and leaves every sequence. You can undo it for a day, and take the lead up
        again later.
      </Text>
      <Radio.Group label="Why" value={reason} onChange={(value) => setReason(reasonOf(value))}>
        <Stack gap="xs" mt="xs">
          {reasons.map(([value, label], index) => (
            <Radio key={value} value={value} label={label} {...(index === 0 ? { 'data-autofocus': true } : {})} />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label={reason === 'OTHER' ? 'In a few words' : 'In a few words, if you like'}
        value={words}
        onChange={({ currentTarget }) => setWords(currentTarget.value)}
      />
    </FormDialog>
  );
}

const reasons = Object.entries(lostReasonWords);

const reasonOf = (value: string): LostReason | null => {
  const isReason = (text: string): text is LostReason => text in lostReasonWords;
  return isReason(value) ? value : null;
};
