import type { LeadCounts } from '@aicmo/cam/contract';
import { toAppError } from '@aicmo/core-kernel';
import { DataTable, EmptyState, Figure, FigureRow, QueryState } from '@aicmo/ui';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddressValue, useOpenRecord } from '../../../components/address.ts';
import { screenWord } from '../../../words.ts';
import { AcquisitionPage } from '../acquisition-page.tsx';
import { ImportHistory } from '../import/import-history.tsx';
import { LeadDrawer } from '../lead/lead-drawer.tsx';
import { tierOrder } from '../lead-words.tsx';
import { ExportButton } from './export-button.tsx';
import { leadColumns } from './lead-columns.tsx';
import { LeadFilters } from './lead-filters.tsx';
import { useLeadCounts, useLeads } from './leads.queries.ts';
import { isNarrowed, useAddressChange, useListAddress, type ListAddress } from './list-address.ts';
import { listSummary } from './list-summary.ts';
import { NoLeads } from './no-leads.tsx';
import { usualDirection } from '../../../../contract/acquisition/lead-filter.ts';
import { useBulkSelection } from './use-bulk-selection.tsx';

/** Every lead, best first or as the address says; a row opens its record, ticked ones take an act together. */
export function LeadList(): ReactNode {
  const address = useListAddress();
  const counts = useLeadCounts({ client: address.client, campaign: address.campaign });
  const [open, setOpen] = useOpenRecord();
  const [, setImport] = useAddressValue('import');
  return (
    <AcquisitionPage
      view="leads"
      question="Which leads do we have, and which are worth writing to?"
      primaryAction={
        <>
          {counts.data?.total ? <ExportButton address={address} /> : null}
          <Button onClick={() => setImport('new')}>Import leads</Button>
        </>
      }
      {...(counts.data?.total ? { filters: <LeadFilters address={address} /> } : {})}
    >
      {counts.data?.total && address.batch === null ? <LeadFigures counts={counts.data} /> : null}
      <LeadTable address={address} onImport={() => setImport('new')} />
      <ImportHistory client={address.client} />
      {open === null ? null : <LeadDrawer key={open} leadId={open} onClose={() => setOpen(null)} />}
    </AcquisitionPage>
  );
}

interface LeadTableProps {
  readonly address: ListAddress;
  readonly onImport: () => void;
}

function LeadTable({ address, onImport }: LeadTableProps): ReactNode {
  const leads = useLeads(address);
  const change = useAddressChange();
  const [open, setOpen] = useOpenRecord();
  const bulk = useBulkSelection(address, leads.data);
  const { by, direction } = address.order;
  const usual = leadColumns.filter(({ hidden }) => hidden !== true).map(({ id }) => id);
  const sortBy = (next: string): void => {
    const turned = direction === 'asc' ? 'desc' : 'asc';
    change({ sort: next, direction: next === by ? turned : usualDirection(next as typeof by) }); // a column's own name
  };
  if (leads.error !== null && toAppError(leads.error).code === 'lead-sort-many') {
    return (
      <EmptyState
        title="Too many leads for this order"
        why={toAppError(leads.error).message}
        action={<Button onClick={() => change({ sort: null, direction: null })}>Show the best first</Button>}
      />
    );
  }
  return (
    <QueryState query={leads}>
      {({ leads: rows, total, isTotalExact }) => (
        <>
          {bulk.notice}
          <DataTable
            label="Leads"
            rows={rows}
            rowId={({ id }) => id}
            columns={leadColumns}
            onOpen={({ id }) => setOpen(id)}
            openId={open}
            selection={bulk.selection}
            sort={{ by, direction, onChange: sortBy }}
            shown={{ ids: address.columns ?? usual, onChange: (ids) => change({ columns: ids.join(',') }) }}
            summary={listSummary(total, isTotalExact, address)}
            empty={<NoLeads isFiltered={isNarrowed(address)} onImport={onImport} />}
            onEndReached={leads.more}
          />
          {bulk.dialog}
        </>
      )}
    </QueryState>
  );
}

/** Each figure narrows the table to the rows that it counts. */
function LeadFigures({ counts }: { readonly counts: LeadCounts }): ReactNode {
  const change = useAddressChange();
  return (
    <FigureRow>
      {tierOrder.map((tier) => (
        <Figure
          key={tier}
          label={`${screenWord(tier)} leads`}
          value={counts.byTier[tier] ?? 0}
          onOpen={() => change({ tier })}
        />
      ))}
      {counts.needsReview > 0 ? (
        <Figure label="Waiting for a person" value={counts.needsReview} onOpen={() => change({ review: 'yes' })} />
      ) : null}
    </FigureRow>
  );
}
