import { FilterBar } from '@aicmo/ui';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddressValue, useOpenRecord } from '../../../components/address.ts';
import { AcquisitionPage } from '../acquisition-page.tsx';
import { LeadDrawer } from '../lead/lead-drawer.tsx';
import { LeadSearch, PlaceFilters } from '../leads/lead-filters.tsx';
import { useLeadCounts } from '../leads/leads.queries.ts';
import { isNarrowed, useListAddress } from '../leads/list-address.ts';
import { NoLeads } from '../leads/no-leads.tsx';
import { leadStates } from '../lead-words.tsx';
import { BoardColumn } from './board-column.tsx';
import { useBoardMove } from './use-board-move.tsx';
import classes from './board.module.css';

/** Leads in the columns of their states, the most promising on top; a card goes where a lead may go. */
export function BoardView(): ReactNode {
  const address = useListAddress();
  const counts = useLeadCounts({ client: address.client, campaign: address.campaign, tier: address.tier });
  const [open, setOpen] = useOpenRecord();
  const [, setImport] = useAddressValue('import');
  const move = useBoardMove();
  const isEmpty = counts.data?.total === 0;
  return (
    <AcquisitionPage
      view="board"
      question="Where does each lead stand, and which ones go on?"
      primaryAction={<Button onClick={() => setImport('new')}>Import leads</Button>}
      {...(isEmpty && !isNarrowed(address)
        ? {}
        : {
            filters: (
              <FilterBar>
                <LeadSearch key={address.search === null ? 'none' : 'some'} value={address.search ?? ''} />
                <PlaceFilters address={address} />
              </FilterBar>
            ),
          })}
    >
      {isEmpty ? (
        <NoLeads isFiltered={isNarrowed(address)} onImport={() => setImport('new')} />
      ) : (
        <div className={classes['board']} role="group" aria-label="Leads by state" tabIndex={0}>
          {leadStates.map((state) => (
            <BoardColumn
              key={state}
              state={state}
              address={address}
              counted={address.search || !counts.data ? null : (counts.data.byState[state] ?? 0)}
              move={move}
              openId={open}
              onOpen={setOpen}
            />
          ))}
        </div>
      )}
      {move.question}
      {open === null ? null : <LeadDrawer key={open} leadId={open} onClose={() => setOpen(null)} />}
    </AcquisitionPage>
  );
}
