import { toAppError } from '@aicmo/core-kernel';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './frame.module.css';

interface ServerNoticeProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** Stands above the page while the server, which answered before, does not. */
export function ServerNotice({ error, onRetry }: ServerNoticeProps): ReactNode {
  if (!error) return null;
  return (
    <div role="alert" className={classes['notice']}>
      <span>{toAppError(error).message} What you see may be out of date.</span>
      <Button variant="default" size="compact-sm" onClick={onRetry}>
        Retry
      </Button>
    </div>
  );
}
