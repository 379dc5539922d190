import type { LeadRun } from '@aicmo/cam/contract';
import { parseInstant, toAppError } from '@aicmo/core-kernel';
import { RelativeTime } from '@aicmo/ui';
import { Button, Group, Progress, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { counted } from '../../../words.ts';
import { useLeadRun, useLeadRunActs } from './rules.queries.ts';
import classes from './rules.module.css';

interface ScoreRunsProps {
  readonly client: string;
  readonly runs: readonly LeadRun[];
}

/** How far the latest pass is or how it ended, and what can be done about it. */
export function ScoreRuns({ client, runs }: ScoreRunsProps): ReactNode {
  const acts = useLeadRunActs(client);
  const [latest] = runs;
  const error = acts.again.error ?? acts.stop.error ?? acts.goOn.error;
  return (
    <div className={classes['runs']}>
      {latest ? (
        <Latest key={latest.id} first={latest} acts={acts} />
      ) : (
        <Text size="sm" c="dimmed">
          Leads are scored when they are imported, and again whenever the rules or an ideal customer change.
        </Text>
      )}
      {latest?.status === 'RUNNING' ? null : (
        <Button size="compact-sm" variant="default" loading={acts.again.isPending} onClick={() => acts.again.mutate()}>
          Score all again
        </Button>
      )}
      {error ? (
        <Text size="sm" role="alert" c="var(--mantine-color-error)">
          {toAppError(error).message}
        </Text>
      ) : null}
    </div>
  );
}

interface LatestProps {
  readonly first: LeadRun;
  readonly acts: ReturnType<typeof useLeadRunActs>;
}

function Latest({ first, acts }: LatestProps): ReactNode {
  const run = useLeadRun(first);
  if (run.status === 'RUNNING') return <Running run={run} onStop={() => acts.stop.mutate(run.id)} />;
  const canGoOn = run.status !== 'COMPLETED' && run.done < run.total;
  return (
    <Group gap="sm">
      <Text size="sm" c="dimmed">
        {endWords(run)} <RelativeTime at={parseInstant(run.endedAt ?? run.startedAt)} />
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

function Running({ run, onStop }: { readonly run: LeadRun; readonly onStop: () => void }): ReactNode {
  const percent = run.total === 0 ? 100 : Math.round((100 * run.done) / run.total);
  return (
    <div className={classes['running']} role="status">
      <Text size="sm">
        Scoring again: {run.done} of {counted(run.total, 'lead')}, {counted(run.counts['moved'] ?? 0, 'lead')} moved to
        another tier.
      </Text>
      <Progress value={percent} aria-label="Leads scored" />
      <Button size="compact-sm" variant="default" onClick={onStop}>
        Stop
      </Button>
    </div>
  );
}

function endWords(run: LeadRun): string {
  const moved = `${counted(run.counts['moved'] ?? 0, 'lead')} moved to another tier`;
  if (run.status === 'COMPLETED') return `${counted(run.done, 'lead')} scored again, ${moved};`;
  const how = run.status === 'INTERRUPTED' ? 'It was interrupted.' : run.error;
  return `Stopped after ${run.done} of ${counted(run.total, 'lead')}. ${how}`;
}
