import { toAppError } from '@aicmo/core-kernel';
import type { OperatorTask } from '@aicmo/campaign-ops/contract';
import { Section } from '@aicmo/ui';
import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useEditTask } from './calendar.queries.ts';
import { localOf } from './month-days.ts';

/** The text and the time of a task that waits; planning leaves it alone once a person has changed it. */
export function TaskEdit({ task }: { readonly task: OperatorTask }): ReactNode {
  const stored = localOf(task.dueAt, task.timeZone);
  const [copy, setCopy] = useState(task.copy);
  const [day, setDay] = useState(stored.day);
  const [time, setTime] = useState(stored.time);
  const { mutate, isPending, error } = useEditTask(task.id);
  const isMoved = day !== stored.day || time !== stored.time;
  const isChanged = isMoved || copy !== task.copy;
  return (
    <Section title={task.kind === 'POST' ? 'Text and time' : 'Time'} note={task.timeZone.replaceAll('_', ' ')}>
      <Stack gap="md">
        {task.kind === 'POST' ? (
          <Textarea
            label="Text to publish"
            rows={5}
            resize="vertical"
            value={copy}
            onChange={({ currentTarget }) => setCopy(currentTarget.value)}
          />
        ) : null}
        <Group gap="md" align="end">
          <TextInput
            type="date"
            label="Day"
            value={day}
            onChange={({ currentTarget }) => setDay(currentTarget.value)}
          />
          <TextInput
            type="time"
            label="Time"
            value={time}
            onChange={({ currentTarget }) => setTime(currentTarget.value)}
          />
          <Button
            variant="default"
            disabled={!isChanged}
            loading={isPending}
            onClick={() => mutate({ ...(copy === task.copy ? {} : { copy }), ...(isMoved ? { day, time } : {}) })}
          >
            Save
          </Button>
        </Group>
        {error ? (
          <Text role="alert" size="sm" c="var(--mantine-color-error)">
            {toAppError(error).message}
          </Text>
        ) : null}
      </Stack>
    </Section>
  );
}
