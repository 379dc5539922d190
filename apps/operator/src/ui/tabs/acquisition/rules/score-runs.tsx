import type { LeadRun } from '@aicmo/cam/contract';
import { toAppError } from '@aicmo/core-kernel';
import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { counted } from '../../../words.ts';
import { LeadRunLine } from './lead-run-line.tsx';
import { useLeadRunActs } from './rules.queries.ts';
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
        <LeadRunLine key={latest.id} first={latest} acts={acts} doing={() => 'Scoring again'} words={endWords} />
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

const endWords = ({ done, counts }: LeadRun): string =>
  `${counted(done, 'lead')} scored again, ${counted(counts['moved'] ?? 0, 'lead')} moved to another tier;`;
