import type { Narrowing } from '@aicmo/autonomy/contract';
import { autonomyModes } from '@aicmo/autonomy/contract';
import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { modes } from './action-words.tsx';

/** A kind of action. */
export interface Kind {
  readonly kind: string;
  readonly title: string;
}

interface ExceptionFieldsProps {
  readonly value: readonly Narrowing[];
  readonly onChange: (value: readonly Narrowing[]) => void;
  readonly campaigns: readonly { readonly id: string; readonly name: string }[];
  readonly kinds: readonly Kind[];
}

/** Where the engine may do less: in one campaign, for one kind of action, or for that kind in that campaign. */
export function ExceptionFields({ value, onChange, campaigns, kinds }: ExceptionFieldsProps): ReactNode {
  const change = (index: number, part: Partial<Narrowing>): void =>
    onChange(value.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <Stack gap="md">
      {value.length === 0 ? (
        <Text c="dimmed">None. The mode holds for every campaign and every kind of action.</Text>
      ) : null}
      {value.map((exception, index) => (
        <Group key={index} gap="sm" align="end" role="group" aria-label={`Exception ${index + 1}`}>
          <NativeSelect
            label="Campaign"
            value={exception.campaignId ?? ''}
            data={[
              { value: '', label: 'Every campaign' },
              ...campaigns.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={({ currentTarget }) => change(index, { campaignId: currentTarget.value || null })}
          />
          <NativeSelect
            label="Kind"
            value={exception.kind ?? ''}
            data={[
              { value: '', label: 'Every kind' },
              ...kinds.map(({ kind, title }) => ({ value: kind, label: title })),
            ]}
            onChange={({ currentTarget }) => change(index, { kind: currentTarget.value || null })}
          />
          <NativeSelect
            label="Mode"
            value={exception.mode}
            data={autonomyModes.map((mode) => ({ value: mode, label: modes[mode].name }))}
            onChange={({ currentTarget }) =>
              change(index, { mode: autonomyModes.find((mode) => mode === currentTarget.value) ?? 'MANUAL' })
            }
          />
          <Button variant="default" onClick={() => onChange(value.filter((_, at) => at !== index))}>
            Remove
          </Button>
        </Group>
      ))}
      <Group>
        <Button
          variant="default"
          onClick={() => onChange([...value, { campaignId: campaigns[0]?.id ?? null, kind: null, mode: 'MANUAL' }])}
        >
          Add exception
        </Button>
      </Group>
    </Stack>
  );
}
