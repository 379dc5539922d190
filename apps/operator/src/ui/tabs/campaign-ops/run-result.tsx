import type { OrchestratorRun, RunOutcome } from '@aicmo/cam/contract';
import { parseInstant, toAppError } from '@aicmo/core-kernel';
import { AppLink, RelativeTime } from '@aicmo/ui';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { tabHref, useClientFilter } from '../../components/address.ts';
import { counted } from '../../words.ts';
import type { useRunCampaign } from './campaign-ops.queries.ts';
import classes from './campaign-ops.module.css';

interface RunResultProps {
  readonly run: ReturnType<typeof useRunCampaign>;
  readonly campaignId: string;
}

/** What the run that was just asked for did, who holds the campaign instead, or why it failed. */
export function RunResult({ run, campaignId }: RunResultProps): ReactNode {
  if (run.error) {
    return (
      <Text role="alert" c="var(--mantine-color-error)">
        {toAppError(run.error).message}
      </Text>
    );
  }
  if (!run.data) return null;
  return (
    <div className={classes['notice']} role="status">
      <Outcome outcome={run.data} campaignId={campaignId} />
    </div>
  );
}

function Outcome({ outcome, campaignId }: { readonly outcome: RunOutcome; readonly campaignId: string }): ReactNode {
  const client = useClientFilter();
  if (!outcome.claimed) {
    return (
      <span>
        {outcome.text} It began <RelativeTime at={parseInstant(outcome.since)} />.
      </span>
    );
  }
  const { run } = outcome;
  const href = tabHref('campaign-ops', client, { campaign: campaignId, run: run.id });
  return (
    <>
      <span>{sentenceOf(run)}</span>
      {run.nextDueAt === null ? null : (
        <span>
          The next message is due <RelativeTime at={parseInstant(run.nextDueAt)} />.
        </span>
      )}
      {run.counters.due > 0 ? <AppLink href={href}>Read its messages</AppLink> : null}
    </>
  );
}

/** What a run did, in one sentence: "1 message simulated, 9 planned, 2 blocked." */
export function sentenceOf({ counters, status, reason }: OrchestratorRun): string {
  if (status === 'FAILED') return `The run failed: ${reason}`;
  const parts = [
    [counters.simulated, 'simulated'],
    [counters.proofed, 'made ready as proof'],
    [counters.sent, 'sent'],
    [counters.retried, 'not taken and tried again later'],
    [counters.failed, 'not sent for good'],
    [counters.uncertain, 'that may or may not have left'],
    [counters.scheduled, 'scheduled for later'],
    [counters.blocked, 'blocked'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, word]) => `${counted(count, 'message')} ${word}`);
  const done = told.length > 0 ? `${told.join(', ')}.` : 'Nothing was due.';
  const left = counters.left > 0 ? ` ${counted(counters.left, 'message')} left for the next run.` : '';
  return status === 'STOPPED' ? `Stopped: ${reason} ${told.length > 0 ? done : ''}`.trim() : `${done}${left}`;
}
