import { toAppError } from '@aicmo/core-kernel';
import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface FormEndProps {
  /** Why the last try was refused; null or undefined: it was not. */
  readonly error: unknown;
  readonly isPending: boolean;
  /** What the form does, as its button says. */
  readonly act: string;
  readonly onClose: () => void;
}

/** The end of a form in a dialog: the refusal in words, the way out and the act. */
export function FormEnd({ error, isPending, act, onClose }: FormEndProps): ReactNode {
  return (
    <>
      {error ? (
        <Text role="alert" c="var(--mantine-color-error)">
          {toAppError(error).message}
        </Text>
      ) : null}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={isPending}>
          {act}
        </Button>
      </Group>
    </>
  );
}
