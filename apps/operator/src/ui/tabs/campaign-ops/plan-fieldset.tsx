import { platforms } from '@aicmo/core-kernel';
import { Section } from '@aicmo/ui';
import { Button, Chip, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { newLine, type CadenceFields, type PlanFields } from './plan-form.ts';
import { platformWords } from '../../components/platform-words.ts';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

interface PlanFieldsetProps {
  readonly value: PlanFields;
  readonly onChange: (value: PlanFields) => void;
}

/** The fields of a plan: from when to when, which days not, and how often on each platform. */
export function PlanFieldset({ value, onChange }: PlanFieldsetProps): ReactNode {
  const set = (part: Partial<PlanFields>): void => onChange({ ...value, ...part });
  const setLine = (index: number, part: Partial<CadenceFields>): void =>
    set({ cadence: value.cadence.map((line, at) => (at === index ? { ...line, ...part } : line)) });
  return (
    <Stack gap="lg">
      <Group gap="md" grow>
        <TextInput
          type="date"
          label="First day"
          value={value.startsOn}
          onChange={({ currentTarget }) => set({ startsOn: currentTarget.value })}
        />
        <TextInput
          type="date"
          label="Last day"
          value={value.endsOn}
          onChange={({ currentTarget }) => set({ endsOn: currentTarget.value })}
        />
      </Group>
      <TextInput
        label="Time zone"
        description="All times below are local times there, in summer and in winter."
        value={value.timeZone}
        onChange={({ currentTarget }) => set({ timeZone: currentTarget.value })}
      />
      <TextInput
        label="Days without posts"
        description="Like 2026-04-03, 2026-04-06. A post moves to a free day of the same week."
        value={value.blackoutDates}
        onChange={({ currentTarget }) => set({ blackoutDates: currentTarget.value })}
      />
      <Section title="How often">
        <Stack gap="lg">
          {value.cadence.map((line, index) => (
            <CadenceLine
              key={index}
              line={line}
              onChange={(part) => setLine(index, part)}
              onRemove={
                value.cadence.length > 1
                  ? () => set({ cadence: value.cadence.filter((_, at) => at !== index) })
                  : undefined
              }
            />
          ))}
          <Group>
            <Button variant="default" onClick={() => set({ cadence: [...value.cadence, nextLine(value.cadence)] })}>
              Add a platform
            </Button>
          </Group>
        </Stack>
      </Section>
    </Stack>
  );
}

interface CadenceLineProps {
  readonly line: CadenceFields;
  readonly onChange: (part: Partial<CadenceFields>) => void;
  readonly onRemove?: (() => void) | undefined;
}

function CadenceLine({ line, onChange, onRemove }: CadenceLineProps): ReactNode {
  return (
    <Stack gap="sm" role="group" aria-label={platformWords[line.platform]}>
      <Group gap="md" align="end">
        <NativeSelect
          label="Platform"
          value={line.platform}
          data={platforms.map((platform) => ({ value: platform, label: platformWords[platform] }))}
          onChange={({ currentTarget }) =>
            onChange({ platform: platforms.find((each) => each === currentTarget.value) ?? line.platform })
          }
        />
        <TextInput
          label="Posts a week"
          inputMode="numeric"
          w="10ch"
          value={line.timesPerWeek}
          onChange={({ currentTarget }) => onChange({ timesPerWeek: currentTarget.value })}
        />
        <TextInput
          label="Times of day"
          placeholder="09:00, 17:30"
          value={line.localTimes}
          onChange={({ currentTarget }) => onChange({ localTimes: currentTarget.value })}
        />
      </Group>
      <Chip.Group multiple value={[...line.weekdays]} onChange={(days) => onChange({ weekdays: days })}>
        <Group gap="xs" role="group" aria-label="Weekdays">
          {weekdays.map((name, index) => (
            <Chip key={name} value={String(index + 1)} size="xs" variant="outline">
              {name}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {onRemove ? (
        <Group>
          <Button variant="subtle" size="compact-sm" onClick={onRemove}>
            Remove {platformWords[line.platform]}
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}

/** The first platform that has no line yet. */
const nextLine = (lines: readonly CadenceFields[]): CadenceFields => ({
  ...newLine,
  platform: platforms.find((platform) => !lines.some((line) => line.platform === platform)) ?? newLine.platform,
});
