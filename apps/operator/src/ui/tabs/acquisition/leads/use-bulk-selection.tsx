import type { BulkResult, BulkTarget, LeadRun } from '@aicmo/cam/contract';
import type { Selection } from '@aicmo/ui';
import { Alert, Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { leadFilterOf } from '../../../../contract/acquisition/lead-filter.ts';
import type { LeadRow } from '../../../../contract/acquisition/leads.contract.ts';
import { counted } from '../../../words.ts';
import { CompareTwo } from '../matches/compare-two.tsx';
import { BulkActs } from './bulk-acts.tsx';
import { BulkDialog, type AskedAct } from './bulk-dialog.tsx';
import { listQueryOf } from './leads.queries.ts';
import type { ListAddress } from './list-address.ts';
import { PassNotice } from './pass-notice.tsx';

interface ListedLeads {
  readonly leads: readonly LeadRow[];
  readonly total: number;
  readonly isTotalExact: boolean;
}

/** The most leads that one act takes; the server refuses more. */
const mostAtOnce = 50_000;
const nobody: ReadonlySet<string> = new Set();

interface BulkSelection {
  readonly selection: Selection;
  /** What became of the last act, where there is more to say than the bar at the foot does. */
  readonly notice: ReactNode;
  /** The question that an act asks. */
  readonly dialog: ReactNode;
}

/** Ticked leads, or all that match, and what can be done to them together. */
export function useBulkSelection(address: ListAddress, listed: ListedLeads | undefined): BulkSelection {
  const [ticked, setTicked] = useState(nobody);
  const [isAll, setAll] = useState(false);
  const [asked, setAsked] = useState<AskedAct | null>(null);
  const [result, setResult] = useState<BulkResult | null>(null);
  const [runs, setRuns] = useState<readonly LeadRun[]>([]);
  const { leads = [], total = 0, isTotalExact = true } = listed ?? {};
  // What is not in the list any more is not ticked any more.
  const selected = new Set(leads.map(({ id }) => id).filter((id) => ticked.has(id)));
  const areAllLoadedTicked = selected.size > 0 && selected.size === leads.length;
  const canTakeAll = isTotalExact && areAllLoadedTicked && total > leads.length && total <= mostAtOnce;
  const takesAll = isAll && canTakeAll;
  const count = takesAll ? total : selected.size;
  const target: BulkTarget = takesAll
    ? { filter: leadFilterOf(listQueryOf(address)), expected: total }
    : { ids: [...selected] };
  const clear = (): void => {
    setTicked(nobody);
    setAll(false);
  };
  const acts = (
    <>
      {canTakeAll && !takesAll ? (
        <Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
          Select all {counted(total, 'lead')} that match
        </Button>
      ) : null}
      <BulkActs onAsk={setAsked} />
      {takesAll ? null : <CompareTwo leadIds={[...selected]} />}
      <Button size="compact-sm" variant="subtle" color="gray" onClick={clear}>
        Clear
      </Button>
    </>
  );
  const selection: Selection = {
    ...{
      selected,
      acts,
      said: takesAll ? `All ${counted(total, 'lead')} selected` : `${counted(count, 'lead')} selected`,
    },
    onChange: (next) => {
      setTicked(next);
      setAll(false);
    },
  };
  const done = (became: BulkResult): void => {
    setAsked(null);
    setResult(became.leftAlone.length > 0 ? became : null);
    clear();
  };
  const begun = (next: readonly LeadRun[]): void => {
    setAsked(null);
    setRuns(next);
    clear();
  };
  return {
    selection,
    notice: (
      <>
        {result === null ? null : <LeftAlone result={result} onClose={() => setResult(null)} />}
        {runs.length === 0 ? null : <PassNotice runs={runs} onClose={() => setRuns([])} />}
      </>
    ),
    dialog:
      asked === null ? null : (
        <BulkDialog {...{ asked, count, target }} onClose={() => setAsked(null)} onDone={done} onBegun={begun} />
      ),
  };
}

function LeftAlone({ result, onClose }: { readonly result: BulkResult; readonly onClose: () => void }): ReactNode {
  const left = result.leftAlone.map(({ why, leads }) => `${counted(leads, 'lead')}: ${why}`).join('; ');
  return (
    <Alert role="status" color="gray" withCloseButton closeButtonLabel="Close" onClose={onClose}>
      {result.changed === 0 ? 'Nothing changed' : `${counted(result.changed, 'lead')} changed`}. Left alone: {left}.
    </Alert>
  );
}
