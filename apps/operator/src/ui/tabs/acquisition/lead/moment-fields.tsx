import { dayMs, epochMs, plusMs, toInstant, type Instant } from '@aicmo/core-kernel';
import { Group, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { instantInZone, localInZone } from '../../../components/zoned-time.ts';

/** A day and a time as a person types them, in a zone. */
export interface TypedMoment {
  readonly day: string;
  readonly time: string;
}

/** A moment as it is typed in a zone. */
export function typedMoment(at: Instant, zone: string): TypedMoment {
  const [day = '', time = ''] = localInZone(at, zone).split('T');
  return { day, time };
}

/** Nine in the morning of the day so many days from a moment, in a zone. */
export const morningAfter = (now: Instant, days: number, zone: string): TypedMoment => ({
  ...typedMoment(plusMs(now, days * dayMs), zone),
  time: '09:00',
});

/** The moment; undefined while day or time are missing. */
export function momentOf({ day, time }: TypedMoment, zone: string): Instant | undefined {
  const isWhole = /^\d{4}-\d\d-\d\d$/.test(day) && /^\d\d:\d\d$/.test(time);
  return isWhole ? toInstant(epochMs(instantInZone(`${day}T${time}`, zone))) : undefined;
}

interface MomentFieldsProps {
  readonly value: TypedMoment;
  readonly onChange: (value: TypedMoment) => void;
  /** IANA name; said below the fields. */
  readonly zone: string;
}

/** A day, a time, and whose clock is meant. */
export function MomentFields({ value, onChange, zone }: MomentFieldsProps): ReactNode {
  return (
    <div>
      <Group gap="md" grow>
        <TextInput
          type="date"
          label="Day"
          value={value.day}
          onChange={({ currentTarget }) => onChange({ ...value, day: currentTarget.value })}
        />
        <TextInput
          type="time"
          label="Time"
          value={value.time}
          onChange={({ currentTarget }) => onChange({ ...value, time: currentTarget.value })}
        />
      </Group>
      <Text size="sm" c="dimmed" mt="xs">
        Local time of {zone.replaceAll('_', ' ')}
      </Text>
    </div>
  );
}
