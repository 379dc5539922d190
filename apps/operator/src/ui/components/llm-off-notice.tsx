import { Code, Stack, Text } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { useHouse } from './house.ts';

/** Says why the language model is off and what to type to switch it on; nothing while it is on. */
export function LlmOffNotice({ works }: { /** What works all the same. */ readonly works: string }): ReactNode {
  const { llm } = useHouse();
  if (llm.enabled) return llm.warning === null ? null : <Text c="dimmed">{llm.warning}</Text>;
  // A blank key is the reason and a warning: nobody reads one sentence twice.
  const warning = (llm.warning ?? '').replace(llm.reason.replace(/^[^:]*: /u, ''), '').trim();
  return (
    <Stack gap="xs" role="note" aria-label="Language model">
      <Text c="dimmed">
        {llm.reason} {works}
      </Text>
      {llm.setup === null ? null : (
        <Text c="dimmed">
          To switch it on, type{' '}
          {llm.setup.map((command, place) => (
            <Fragment key={command}>
              {place > 0 ? ', then ' : null}
              <Code>{command}</Code>
            </Fragment>
          ))}{' '}
          and start AICMO again.
        </Text>
      )}
      {warning === '' ? null : <Text c="dimmed">{warning}</Text>}
    </Stack>
  );
}
