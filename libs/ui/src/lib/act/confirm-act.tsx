import { toAppError } from '@aicmo/core-kernel';
import { Button, Modal, type ButtonProps } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import classes from './confirm-act.module.css';

interface ConfirmDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Says exactly what will happen: "Start sending to 214 people from anna@…, first message Monday 09:00 Berlin time." */
  readonly sentence: ReactNode;
  /** The act, as a verb on the button: "Start sending". */
  readonly verb: string;
  /** While it runs the dialog stays open; when it fails it says why. */
  readonly onConfirm: () => unknown;
  readonly danger?: boolean;
}

/** The sentence and its two answers. For an act whose trigger is a menu item or a key. */
export function ConfirmDialog({ opened, onClose, sentence, verb, onConfirm, danger }: ConfirmDialogProps): ReactNode {
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const close = (): void => {
    setFailure(undefined);
    onClose();
  };
  const confirm = async (): Promise<void> => {
    setRunning(true);
    try {
      await onConfirm();
      close();
    } catch (error) {
      setFailure(error);
    } finally {
      setRunning(false);
    }
  };
  return (
    <Modal opened={opened} onClose={close} title={verb} size="md">
      <div className={classes['sentence']}>{sentence}</div>
      {failure === undefined ? null : (
        <p role="alert" className={classes['failure']}>
          {toAppError(failure).message}
        </p>
      )}
      <div className={classes['answers']}>
        <Button variant="default" onClick={close} data-autofocus>
          Cancel
        </Button>
        <Button {...(danger ? { color: 'red' } : {})} loading={running} onClick={() => void confirm()}>
          {verb}
        </Button>
      </div>
    </Modal>
  );
}

type ConfirmActProps = Omit<ConfirmDialogProps, 'opened' | 'onClose'> & {
  /** Text of the button that opens the question. Default: the verb. */
  readonly label?: ReactNode;
  /** Looks of that button. Default: quiet. */
  readonly button?: Pick<ButtonProps, 'size' | 'variant' | 'fullWidth' | 'disabled' | 'leftSection' | 'rightSection'>;
};

/** A button whose act is asked for once more, in a sentence that says exactly what will happen. */
export function ConfirmAct({ label, button, ...question }: ConfirmActProps): ReactNode {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" {...button} onClick={() => setOpened(true)}>
        {label ?? question.verb}
      </Button>
      <ConfirmDialog {...question} opened={opened} onClose={() => setOpened(false)} />
    </>
  );
}
