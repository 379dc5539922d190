import { toAppError } from '@aicmo/core-kernel';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Why something was not taken, in a sentence; nothing for null. */
export function Failure({ error }: { readonly error: unknown }): ReactNode {
  if (error === null || error === undefined) return null;
  return (
    <Text role="alert" size="sm" c="var(--mantine-color-error)">
      {toAppError(error).message}
    </Text>
  );
}
