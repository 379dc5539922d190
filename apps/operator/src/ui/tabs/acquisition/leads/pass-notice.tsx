import type { LeadRun } from '@aicmo/cam/contract';
import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';
import { counted } from '../../../words.ts';
import { LeadRunLine } from '../rules/lead-run-line.tsx';
import { useLeadRunActs } from '../rules/rules.queries.ts';

/** How far the passes are that somebody began over ticked leads, one for each client. */
export function PassNotice({
  runs,
  onClose,
}: {
  readonly runs: readonly LeadRun[];
  readonly onClose: () => void;
}): ReactNode {
  return (
    <Alert color="gray" withCloseButton closeButtonLabel="Close" onClose={onClose}>
      {runs.map((run) => (
        <Line key={run.id} run={run} />
      ))}
    </Alert>
  );
}

function Line({ run }: { readonly run: LeadRun }): ReactNode {
  const acts = useLeadRunActs(run.clientId);
  const isCheck = run.kind === 'CHECK';
  const words = ({ done }: LeadRun) => `${counted(done, 'lead')} ${isCheck ? 'checked' : 'scored again'};`;
  return (
    <LeadRunLine
      first={run}
      acts={acts}
      doing={() => (isCheck ? 'Checking addresses' : 'Scoring again')}
      words={words}
    />
  );
}
