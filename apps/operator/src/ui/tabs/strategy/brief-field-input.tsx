import type { BriefField } from '@aicmo/strategy/contract';
import { Select, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';

interface BriefFieldInputProps {
  readonly field: BriefField;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

/** The id of a field's input, for the summary of faults to lead to. */
export const briefInputId = (field: string): string => `brief-${field}`;

/** One field of the brief: label above, help and error below. */
export function BriefFieldInput({ field, value, error, onChange }: BriefFieldInputProps): ReactNode {
  const shared = {
    id: briefInputId(field.id),
    label: field.label,
    description: field.needed ? `${field.help} Needed for a strategy.` : field.help,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
    error,
    value,
  };
  if (field.kind === 'choice') {
    return (
      <Select
        {...shared}
        value={value === '' ? null : value}
        data={field.choices?.map((choice) => ({ value: choice.value, label: choice.label })) ?? []}
        placeholder="Not known yet"
        clearable
        onChange={(chosen) => onChange(chosen ?? '')}
      />
    );
  }
  if (field.kind === 'line') {
    return <TextInput {...shared} onChange={({ currentTarget }) => onChange(currentTarget.value)} />;
  }
  return (
    <Textarea
      {...shared}
      rows={rowsFor(value, field.kind === 'list' ? 3 : 2)}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

/** Room for what is typed and one line more; long texts scroll in their field. */
const rowsFor = (text: string, least: number): number => Math.min(12, Math.max(least, text.split('\n').length + 1));
