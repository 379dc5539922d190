import { toAppError } from '@aicmo/core-kernel';
import { Button, CopyButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './blank-state.module.css';

interface FailedStateProps {
  /** Whatever was caught; its message is shown, its code only copied. */
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** What failed, in the person's words. Default "This could not be loaded". */
  readonly title?: string;
}

function details(error: unknown): string {
  const { kind, code, message, details: facts } = toAppError(error);
  return JSON.stringify({ kind, code, message, details: facts }, null, 2);
}

/** What happened in plain words, Retry, and the code under "Copy details". */
export function FailedState({ error, onRetry, title = 'This could not be loaded' }: FailedStateProps): ReactNode {
  return (
    <section className={classes['blank']} role="alert" data-failed>
      <p className={classes['title']}>
        <IconAlertTriangle size={16} aria-hidden="true" />
        {title}
      </p>
      <p className={classes['why']}>{toAppError(error).message}</p>
      <div className={classes['acts']}>
        {onRetry ? <Button onClick={onRetry}>Retry</Button> : null}
        <CopyButton value={details(error)}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy details'}
            </Button>
          )}
        </CopyButton>
      </div>
    </section>
  );
}
