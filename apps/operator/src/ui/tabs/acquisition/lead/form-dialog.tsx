import { Button, Group, Modal, Stack } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { Failure } from './failure.tsx';

const doubleClickMs = 500;

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
  const sentAt = useRef(-doubleClickMs);
  useEffect(() => {
    if (error !== null) sentAt.current = -doubleClickMs;
  }, [error]);
  return (
    <Modal opened onClose={onClose} title={title} size="md">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // The second click of two comes before the button can be drawn as pressed.
          const isSecondClick = event.timeStamp - sentAt.current < doubleClickMs;
          if (disabled === true || running || isSecondClick) return;
          sentAt.current = event.timeStamp;
          onSubmit();
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
