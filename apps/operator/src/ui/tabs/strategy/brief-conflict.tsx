import type { AppError } from '@aicmo/core-kernel';
import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface BriefConflictProps {
  readonly error: AppError;
  /** Puts what is typed on top of the version that is there now. */
  readonly onKeep: (version: number) => void;
  /** Drops what is typed for the version that is there now. */
  readonly onTake: (version: number) => void;
}

/** Somebody saved the brief in the meantime: keep what is typed, or take theirs. */
export function BriefConflict({ error, onKeep, onTake }: BriefConflictProps): ReactNode {
  const current = error.details['currentVersion'];
  return (
    <Stack gap="sm" role="alert">
      <Text>{error.message}</Text>
      {typeof current === 'number' ? (
        <Group gap="sm">
          <Button variant="default" onClick={() => onKeep(current)}>
            Keep mine on top of version {current}
          </Button>
          <Button variant="default" onClick={() => onTake(current)}>
            Take version {current}
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}
