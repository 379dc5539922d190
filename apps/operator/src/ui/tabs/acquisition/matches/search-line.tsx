import type { MatchRun } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { RelativeTime } from '@aicmo/ui';
import { Button, Progress, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { counted } from '../../../words.ts';
import { Failure } from '../lead/failure.tsx';
import { useSearchActs, useSearchRun } from './matches.queries.ts';
import classes from './matches.module.css';

/** How far the latest search is, or how it ended. */
export function SearchLine({ first, client }: { readonly first: MatchRun; readonly client: string | null }): ReactNode {
  const run = useSearchRun(first);
  const { start, stop } = useSearchActs(client);
  if (run.status === 'RUNNING')
    return (
      <div className={classes['running']}>
        <Text size="sm">{counted(run.leads, 'lead')} read, comparing</Text>
        <Progress value={run.share * 100} aria-label="How much is compared" size="sm" />
        <Button size="compact-sm" variant="default" loading={stop.isPending} onClick={() => stop.mutate(run.id)}>
          Stop
        </Button>
      </div>
    );
  return (
    <div className={classes['searched']}>
      <Text size="sm" c="dimmed">
        {endWords(run)} <RelativeTime at={parseInstant(run.endedAt ?? run.startedAt)} />.
      </Text>
      <Button size="compact-sm" variant="subtle" loading={start.isPending} onClick={() => start.mutate('ALL')}>
        Look through all again
      </Button>
      <Failure error={start.error ?? stop.error} />
    </div>
  );
}

function endWords({ status, leads, found, error }: MatchRun): string {
  switch (status) {
    case 'COMPLETED':
      return `${counted(leads, 'lead')} looked through, ${counted(found, 'new pair')} found`;
    case 'CANCELLED':
      return 'The last search was stopped';
    case 'FAILED':
      return `The last search failed: ${error}`;
    default:
      return 'The last search was interrupted';
  }
}
