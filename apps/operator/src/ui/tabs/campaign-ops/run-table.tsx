import type { OrchestratorRun, RunItemOutcome } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { AppLink, DataTable, EmptyState, RelativeTime, StateBadge, type Column } from '@aicmo/ui';
import { IconCircleFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { tabHref, useClientFilter } from '../../components/address.ts';
import { counted, screenWord } from '../../words.ts';
import { runTone, runWord } from './campaign-words.ts';
import { sentenceOf } from './run-result.tsx';

const count = (
  id: string,
  header: string,
  outcome: RunItemOutcome,
  read: (run: OrchestratorRun) => number,
): Column<OrchestratorRun> => ({
  id,
  header,
  align: 'end',
  width: 90,
  render: (run) => <Count run={run} outcome={outcome} value={read(run)} name={header} />,
});

const columns: readonly Column<OrchestratorRun>[] = [
  { id: 'when', header: 'Begun', width: 120, render: (run) => <RelativeTime at={parseInstant(run.startedAt)} /> },
  {
    id: 'state',
    header: 'State',
    width: 130,
    render: (run) => (
      <StateBadge tone={runTone[run.status]} icon={<IconCircleFilled />}>
        {runWord(run.status)}
      </StateBadge>
    ),
  },
  { id: 'who', header: 'By', width: 120, render: (run) => run.holder, text: (run) => run.holder },
  { id: 'mode', header: 'Mode', width: 100, render: (run) => screenWord(run.mode) },
  count('simulated', 'Simulated', 'SIMULATED', ({ counters }) => counters.simulated),
  count('proofed', 'Proof', 'PROOFED', ({ counters }) => counters.proofed),
  count('sent', 'Sent', 'SENT', ({ counters }) => counters.sent),
  count('planned', 'Scheduled', 'SCHEDULED', ({ counters }) => counters.scheduled),
  count('blocked', 'Blocked', 'BLOCKED', ({ counters }) => counters.blocked),
  { id: 'what', header: 'What happened', width: 260, render: sentenceOf, text: sentenceOf },
];

/** The runs of a campaign; each number opens the messages that it counts. */
export function RunTable({ runs }: { readonly runs: readonly OrchestratorRun[] }): ReactNode {
  return (
    <DataTable
      label="Runs"
      rows={runs}
      rowId={({ id }) => id}
      columns={columns}
      summary={counted(runs.length, 'run')}
      empty={<EmptyState title="No runs yet" why="Each run is listed here with what it did and why it ended." />}
    />
  );
}

interface CountProps {
  readonly run: OrchestratorRun;
  readonly outcome: RunItemOutcome;
  readonly value: number;
  readonly name: string;
}

function Count({ run, outcome, value, name }: CountProps): ReactNode {
  const client = useClientFilter();
  if (value === 0) return '0';
  const href = tabHref('campaign-ops', client, { campaign: run.campaignId, run: run.id, outcome });
  return (
    <AppLink href={href} aria-label={`${name}: ${value}. Show the messages`}>
      {value}
    </AppLink>
  );
}
