import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from './failure.tsx';

interface FormDialogProps {
  readonly title: string;
  /** The act, as a verb on the button. */
  readonly verb: string;
  readonly danger?: boolean;
  /** While something is missing. Default false. */
  readonly disabled?: boolean;
  readonly running: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** A few fields and their act; Enter sends it, Escape leaves, and a refusal stands above the buttons. */
export function FormDialog({
  title,
  verb,
  danger,
  disabled,
  running,
  error,
  onClose,
  onSubmit,
  children,
}: FormDialogProps): ReactNode {
  return (
    <Modal opened onClose={onClose} title={title} size="md">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (disabled !== true && !running) onSubmit();
        }}
      >
        <Stack gap="lg">
          {children}
          <Failure error={error} />
          <Group gap="sm" justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" {...(danger ? { color: 'red' } : {})} disabled={disabled ?? false} loading={running}>
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
