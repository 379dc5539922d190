import type { OrchestratorRun } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { AppLink, RelativeTime, Section } from '@aicmo/ui';
import type { ReactNode } from 'react';
import { tabHref } from '../../components/address.ts';
import { counted, screenWord } from '../../words.ts';
import { ModeBadge } from './campaign-words.tsx';
import classes from './campaigns.module.css';

const outcomes = ['simulated', 'proofed', 'sent', 'scheduled', 'blocked', 'failed', 'uncertain'] as const;

/** Its runs, newest first; each counter opens the messages that it counted. */
export function RunTable({ runs }: { readonly runs: readonly OrchestratorRun[] }): ReactNode {
  if (runs.length === 0) return null;
  return (
    <Section title="Runs" note={counted(runs.length, 'run')}>
      <div className={classes['box']} tabIndex={0} role="group" aria-label="Runs">
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Mode</th>
              <th scope="col">By</th>
              <th scope="col">Simulated</th>
              <th scope="col">Proof</th>
              <th scope="col">Sent</th>
              <th scope="col">Wait</th>
              <th scope="col">Blocked</th>
              <th scope="col">Failed</th>
              <th scope="col">Uncertain</th>
              <th scope="col">How it ended</th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.id}>
                <td>
                  <RelativeTime at={parseInstant(run.startedAt)} />
                </td>
                <td>
                  <ModeBadge mode={run.mode} />
                </td>
                <td>{run.holder}</td>
                {outcomes.map((outcome) => (
                  <td key={outcome} className={classes['number']}>
                    <Counter run={run} outcome={outcome} />
                  </td>
                ))}
                <td>{run.reason === '' ? screenWord(run.status) : run.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Counter({
  run,
  outcome,
}: {
  readonly run: OrchestratorRun;
  readonly outcome: (typeof outcomes)[number];
}): ReactNode {
  const count = run.counters[outcome];
  if (count === 0) return 0;
  const href = tabHref('campaigns', run.clientId, {
    open: run.campaignId,
    run: run.id,
    outcome: outcome.toUpperCase(),
  });
  return (
    <AppLink href={href} aria-label={`${counted(count, 'message')} ${outcome}. Show them`}>
      {count}
    </AppLink>
  );
}
