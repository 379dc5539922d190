import { toAppError, toInstant } from '@aicmo/core-kernel';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { RelativeTime } from '../time/relative-time.tsx';
import { FailedState } from './failed-state.tsx';
import { LoadingState } from './loading-state.tsx';
import { slowMs, usePassed } from './use-passed.ts';
import classes from './query-state.module.css';

/** The part of a TanStack query result that is looked at; any object of this shape will do. */
export interface QueryLike<Data> {
  readonly data: Data | undefined;
  readonly error: unknown;
  /** Epoch milliseconds of the data; 0 or absent when there is none. */
  readonly dataUpdatedAt?: number;
  /** It is being asked right now. */
  readonly isFetching?: boolean;
  readonly refetch: () => unknown;
}

interface QueryStateProps<Data> {
  readonly query: QueryLike<Data>;
  readonly children: (data: Data) => ReactNode;
  /** Shown instead of the children when `isEmpty` says so. */
  readonly empty?: ReactNode;
  readonly isEmpty?: (data: Data) => boolean;
  /** Instead of the grey rows. */
  readonly loading?: ReactNode;
}

/** Loading, failed, stale, empty or the data: the five states of everything that is fetched, the same everywhere. */
export function QueryState<Data>({ query, children, empty, isEmpty, loading }: QueryStateProps<Data>): ReactNode {
  const { data, error } = query;
  const retry = (): void => void query.refetch();
  if (data === undefined) {
    return error ? <FailedState error={error} onRetry={retry} /> : (loading ?? <LoadingState />);
  }
  return (
    <>
      {error ? <StaleNotice error={error} updatedAt={query.dataUpdatedAt} onRetry={retry} /> : null}
      {query.isFetching && !error ? <SlowNotice updatedAt={query.dataUpdatedAt} /> : null}
      {empty !== undefined && isEmpty?.(data) ? empty : children(data)}
    </>
  );
}

/** Nothing for five seconds; then says that the old data stands while the new is on its way. */
function SlowNotice({ updatedAt }: { readonly updatedAt: number | undefined }): ReactNode {
  const isSlow = usePassed(slowMs);
  if (!isSlow) return null;
  return (
    <p role="status" className={classes['slow']}>
      Asking takes longer than usual. <FromThen updatedAt={updatedAt} />
    </p>
  );
}

function FromThen({ updatedAt }: { readonly updatedAt: number | undefined }): ReactNode {
  if (!updatedAt) return null;
  return (
    <>
      What you see is from <RelativeTime at={toInstant(updatedAt)} />.
    </>
  );
}

interface StaleNoticeProps {
  readonly error: unknown;
  readonly updatedAt: number | undefined;
  readonly onRetry: () => void;
}

function StaleNotice({ error, updatedAt, onRetry }: StaleNoticeProps): ReactNode {
  return (
    <div role="alert" className={classes['stale']}>
      <span>
        Could not be refreshed: {toAppError(error).message} <FromThen updatedAt={updatedAt} />
      </span>
      <Button size="compact-sm" variant="default" onClick={onRetry}>
        Retry
      </Button>
    </div>
  );
}
