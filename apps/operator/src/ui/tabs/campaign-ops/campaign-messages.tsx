import type { OrchestratorRun } from '@aicmo/cam/contract';
import { absoluteWords, AppLink, EmptyState, Section } from '@aicmo/ui';
import { parseInstant } from '@aicmo/core-kernel';
import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CampaignRow } from '../../../contract/campaign-ops.contract.ts';
import { tabHref, useAddressValue, useClientFilter, useOpenRecord } from '../../components/address.ts';
import { MessageDrawer } from './message-drawer.tsx';
import { MessageTable } from './message-table.tsx';
import classes from './campaign-ops.module.css';

const states = [
  { value: '', label: 'All' },
  { value: 'SIMULATED', label: 'Simulated', only: 'SIMULATION' },
  { value: 'PROOFED', label: 'Proof', only: 'PROOF' },
  { value: 'SENT', label: 'Sent', only: 'LIVE' },
  { value: 'SCHEDULED', label: 'Scheduled' },
  { value: 'BLOCKED', label: 'Blocked' },
  { value: 'UNCERTAIN', label: 'Uncertain', only: 'LIVE' },
  { value: 'FAILED', label: 'Failed', only: 'LIVE' },
];
const wordOf = (value: string | null): string =>
  value === null ? '' : (states.find((state) => state.value === value)?.label.toLowerCase() ?? '');

interface CampaignMessagesProps {
  readonly row: CampaignRow;
  readonly runs: readonly OrchestratorRun[];
}

/** A campaign's messages by state (`?show=`), or what one run did (`?run=`, `&outcome=`). */
export function CampaignMessages({ row, runs }: CampaignMessagesProps): ReactNode {
  const { campaign, mode, timeZone } = row;
  const [show, setShow] = useAddressValue('show');
  const [runId] = useAddressValue('run');
  const [outcome] = useAddressValue('outcome');
  const [open, setOpen] = useOpenRecord();
  const run = runs.find(({ id }) => id === runId);
  const ofRun = runId === null ? null : { run: runId, outcome: outcome ?? undefined };
  const own = { campaign: campaign.id, mode, state: show ?? undefined };
  return (
    <Section
      title="Messages"
      action={
        ofRun ? null : (
          <div className={classes['sideways']}>
            <SegmentedControl
              aria-label="Which messages"
              value={show ?? ''}
              data={states.filter(({ only = mode }) => only === mode).map(({ value, label }) => ({ value, label }))}
              onChange={(value) => setShow(value === '' ? null : value)}
            />
          </div>
        )
      }
    >
      {runId === null ? null : (
        <RunNotice
          campaignId={campaign.id}
          words={run ? absoluteWords(parseInstant(run.startedAt), timeZone) : 'an earlier moment'}
        />
      )}
      <MessageTable
        choice={ofRun ?? own}
        words={wordOf(ofRun ? outcome : show)}
        openId={open}
        onOpen={setOpen}
        empty={<NoMessages row={row} isFiltered={show !== null || ofRun !== null} />}
      />
      {open === null ? null : <MessageDrawer key={open} messageId={open} onClose={() => setOpen(null)} />}
    </Section>
  );
}

function RunNotice({ campaignId, words }: { readonly campaignId: string; readonly words: string }): ReactNode {
  const client = useClientFilter();
  return (
    <div className={classes['notice']} role="status">
      Messages that the run of {words} changed, as they stand now.
      <AppLink href={tabHref('campaign-ops', client, { campaign: campaignId })}>Show all messages</AppLink>
    </div>
  );
}

function NoMessages({ row, isFiltered }: { readonly row: CampaignRow; readonly isFiltered: boolean }): ReactNode {
  const client = useClientFilter();
  if (isFiltered) return <EmptyState title="None here" why="No message of this campaign is in that state now." />;
  if (row.inSequence > 0) {
    return (
      <EmptyState
        title="No messages yet"
        why="Run the campaign: the next message of every lead is rendered, checked, and either simulated or planned."
      />
    );
  }
  return (
    <EmptyState
      title="Nobody is in sequence yet"
      why="Import leads for this campaign: each is scored, and its score picks the sequence of messages that it gets."
      action={
        <AppLink href={tabHref('acquisition', client, { import: 'new', campaign: row.campaign.id })}>
          Import leads
        </AppLink>
      }
    />
  );
}
