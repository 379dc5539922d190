import { toAppError } from '@aicmo/core-kernel';
import { DetailDrawer } from '@aicmo/ui';
import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { CalendarCampaign } from '../../../contract/campaign-ops-calendar.contract.ts';
import { useAddTask } from './calendar.queries.ts';

interface NewTaskDrawerProps {
  readonly campaigns: readonly CalendarCampaign[];
  readonly campaignId: string | null;
  readonly today: string;
  readonly onClose: () => void;
}

/** A task that a person writes down for a campaign. */
export function NewTaskDrawer({ campaigns, campaignId, today, onClose }: NewTaskDrawerProps): ReactNode {
  const [chosen, setChosen] = useState(campaignId ?? campaigns[0]?.id ?? '');
  const [title, setTitle] = useState('');
  const [day, setDay] = useState(today);
  const [time, setTime] = useState('17:00');
  const { mutate, isPending, error } = useAddTask();
  const campaign = campaigns.find(({ id }) => id === chosen);
  const add = (): void => {
    if (!campaign) return;
    const { clientId, timeZone } = campaign;
    mutate({ clientId, campaignId: campaign.id, title, day, time, timeZone }, { onSuccess: onClose });
  };
  return (
    <DetailDrawer
      opened
      onClose={onClose}
      title="New task"
      action={
        <Button loading={isPending} disabled={!campaign} onClick={add}>
          Write the task down
        </Button>
      }
    >
      <Stack gap="lg">
        <TextInput
          label="What has to be done"
          value={title}
          onChange={({ currentTarget }) => setTitle(currentTarget.value)}
        />
        <NativeSelect
          label="Campaign"
          value={chosen}
          data={campaigns.map(({ id, name, clientName }) => ({ value: id, label: `${name} · ${clientName}` }))}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        />
        <Group gap="md" grow>
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
        </Group>
        <Text c="dimmed">Local time of {campaign?.timeZone.replaceAll('_', ' ') ?? 'the client'}.</Text>
        {error ? (
          <Text role="alert" size="sm" c="var(--mantine-color-error)">
            {toAppError(error).message}
          </Text>
        ) : null}
      </Stack>
    </DetailDrawer>
  );
}
