import type { LeadRun } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { RelativeTime } from '@aicmo/ui';
import { Button, Group, Progress, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { counted, grouped } from '../../../words.ts';
import { useLeadRun, type useLeadRunActs } from './rules.queries.ts';
import classes from './rules.module.css';

interface LeadRunLineProps {
  readonly first: LeadRun;
  readonly acts: ReturnType<typeof useLeadRunActs>;
  /** While it runs: "Checking addresses". */
  readonly doing: (run: LeadRun) => string;
  /** After it has come to its end: "12 leads scored again;", before the time. */
  readonly words: (run: LeadRun) => string;
}

/** How far a pass over many leads is, or how it ended, and what can be done about it. */
export function LeadRunLine({ first, acts, doing, words }: LeadRunLineProps): ReactNode {
  const run = useLeadRun(first);
  if (run.status === 'RUNNING') return <Running run={run} doing={doing(run)} onStop={() => acts.stop.mutate(run.id)} />;
  const canGoOn = run.status !== 'COMPLETED' && run.done < run.total;
  return (
    <Group gap="sm">
      <Text size="sm" c="dimmed">
        {run.status === 'COMPLETED' ? words(run) : stopped(run)}{' '}
        <RelativeTime at={parseInstant(run.endedAt ?? run.startedAt)} />
      </Text>
      {canGoOn ? (
        <Button
          size="compact-sm"
          variant="default"
          loading={acts.goOn.isPending}
          onClick={() => acts.goOn.mutate(run.id)}
        >
          Go on
        </Button>
      ) : null}
    </Group>
  );
}

interface RunningProps {
  readonly run: LeadRun;
  readonly doing: string;
  readonly onStop: () => void;
}

function Running({ run, doing, onStop }: RunningProps): ReactNode {
  const percent = run.total === 0 ? 100 : Math.round((100 * run.done) / run.total);
  return (
    <div className={classes['running']} role="status">
      <Text size="sm">
        {doing}: {grouped(run.done)} of {counted(run.total, 'lead')}
      </Text>
      <Progress value={percent} aria-label="Leads done" />
      <Button size="compact-sm" variant="default" onClick={onStop}>
        Stop
      </Button>
    </div>
  );
}

function stopped(run: LeadRun): string {
  const how = run.status === 'INTERRUPTED' ? 'It was interrupted.' : run.error;
  return `Stopped after ${grouped(run.done)} of ${counted(run.total, 'lead')}. ${how}`;
}
