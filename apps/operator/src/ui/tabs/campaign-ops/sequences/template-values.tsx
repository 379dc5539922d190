import { templateVariables } from '@aicmo/cam/contract';
import { Code, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** The values that a message can use, folded away. */
export function TemplateValues(): ReactNode {
  return (
    <details>
      <summary>Values that a message can use</summary>
      <Text c="dimmed">
        Give a value that may be missing a default: <Code>{'{{ lead.firstName | default: "there" }}'}</Code>
      </Text>
      <Group gap="sm">
        {templateVariables.map(({ name, label }) => (
          <span key={name}>
            {label} <Code>{`{{ ${name} }}`}</Code>
          </span>
        ))}
      </Group>
    </details>
  );
}
