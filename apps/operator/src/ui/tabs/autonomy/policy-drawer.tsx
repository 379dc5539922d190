import { toAppError } from '@aicmo/core-kernel';
import { autonomyModes, type AutonomyMode, type Narrowing } from '@aicmo/autonomy/contract';
import { DetailDrawer, Section } from '@aicmo/ui';
import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { ClientPolicy } from '../../../contract/autonomy.contract.ts';
import { modes } from './action-words.tsx';
import { useSetPolicy } from './autonomy.queries.ts';
import { ExceptionFields, type Kind } from './exception-fields.tsx';

interface PolicyDrawerProps {
  readonly found: ClientPolicy;
  readonly kinds: readonly Kind[];
  readonly onClose: () => void;
}

/** What the engine may do for one client: the mode, exceptions that allow less, and why. */
export function PolicyDrawer({ found: { client, policy, campaigns }, kinds, onClose }: PolicyDrawerProps): ReactNode {
  const [mode, setMode] = useState<AutonomyMode>(policy.mode);
  const [narrower, setNarrower] = useState<readonly Narrowing[]>(policy.narrower);
  const [reason, setReason] = useState('');
  const { mutate, isPending, error } = useSetPolicy(client.id, policy.version);
  const choose = (value: string): void => {
    const found = autonomyModes.find((each) => each === value);
    if (found) setMode(found);
  };
  return (
    <DetailDrawer
      opened
      onClose={onClose}
      title={client.name}
      subtitle="What the engine may do"
      action={
        <Stack gap="sm" flex={1}>
          <TextInput
            label="Reason"
            description="Kept in the record."
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <Group gap="sm">
            <Button loading={isPending} onClick={() => mutate({ mode, narrower, reason }, { onSuccess: onClose })}>
              Save
            </Button>
          </Group>
          {error ? (
            <Text role="alert" size="sm" c="var(--mantine-color-error)">
              {toAppError(error).message}
            </Text>
          ) : null}
        </Stack>
      }
    >
      <Radio.Group label="Mode" value={mode} onChange={choose}>
        <Stack gap="sm" mt="xs">
          {autonomyModes.map((each) => (
            <Radio key={each} value={each} label={modes[each].name} description={modes[each].meaning} />
          ))}
        </Stack>
      </Radio.Group>
      <Section title="Exceptions" note="each allows less than the mode above">
        <ExceptionFields value={narrower} onChange={setNarrower} campaigns={campaigns} kinds={kinds} />
      </Section>
    </DetailDrawer>
  );
}
