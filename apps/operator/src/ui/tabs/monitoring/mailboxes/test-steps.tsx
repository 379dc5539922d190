import type { MailboxTest } from '@aicmo/cam/contract';
import { StateBadge, type Tone } from '@aicmo/ui';
import { Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconHelpCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

type Step = MailboxTest['steps'][number];

const names: Readonly<Record<Step['step'], string>> = {
  smtp: 'Sending',
  imap: 'Reading',
  message: 'Message to yourself',
  arrival: 'Arrival',
};

/** How each verdict looks and reads; shared by tests and reports on domains. */
export const verdictLooks: Readonly<
  Record<Step['verdict'] | 'warn', { readonly tone: Tone; readonly word: string; readonly icon: ReactNode }>
> = {
  pass: { tone: 'good', word: 'in order', icon: <IconCircleCheck /> },
  warn: { tone: 'warn', word: 'could be better', icon: <IconAlertTriangle /> },
  fail: { tone: 'bad', word: 'failed', icon: <IconAlertTriangle /> },
  unknown: { tone: 'warn', word: 'not known', icon: <IconHelpCircle /> },
  skipped: { tone: 'neutral', word: 'not tried', icon: <IconCircleDashed /> },
};

/** What a test found, step by step. */
export function TestSteps({ test }: { readonly test: MailboxTest }): ReactNode {
  return (
    <Stack gap="sm">
      {test.steps.map(({ step, verdict, sentence }) => (
        <div key={step}>
          <Group gap="sm">
            <Text fw={500}>{names[step]}</Text>
            <StateBadge tone={verdictLooks[verdict].tone} icon={verdictLooks[verdict].icon}>
              {verdictLooks[verdict].word}
            </StateBadge>
          </Group>
          <Text size="sm">{sentence}</Text>
        </div>
      ))}
    </Stack>
  );
}
