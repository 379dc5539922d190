import type { LeadCounts } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { DataTable, Figure, FigureRow, QueryState, RelativeTime, type Column } from '@aicmo/ui';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { LeadRow } from '../../../contract/acquisition/leads.contract.ts';
import { useAddressValue, useClientFilter, useOpenRecord } from '../../components/address.ts';
import { counted, screenWord } from '../../words.ts';
import { AcquisitionPage } from './acquisition-page.tsx';
import { useLeadCounts, useLeads, type LeadsFilter } from './acquisition.queries.ts';
import { ImportHistory } from './import/import-history.tsx';
import { LeadDrawer } from './lead/lead-drawer.tsx';
import { LeadFilters } from './lead-filters.tsx';
import { NoLeads } from './no-leads.tsx';
import { scoreWords, TierBadge, tierOrder } from './lead-words.tsx';

/** Every lead, best first, narrowed by what the address says; a row opens its record. */
export function LeadList(): ReactNode {
  const filter = useLeadsFilter();
  const counts = useLeadCounts(filter);
  const leads = useLeads(filter);
  const [open, setOpen] = useOpenRecord();
  const [, setImport] = useAddressValue('import');
  return (
    <AcquisitionPage
      view="leads"
      question="Which leads do we have, and which are worth writing to?"
      primaryAction={<Button onClick={() => setImport('new')}>Import leads</Button>}
      {...(counts.data?.total ? { filters: <LeadFilters filter={filter} /> } : {})}
    >
      {counts.data?.total ? <LeadFigures counts={counts.data} /> : null}
      <QueryState query={leads}>
        {({ leads: rows, total }) => (
          <DataTable
            label="Leads"
            rows={rows}
            rowId={({ id }) => id}
            columns={columns}
            onOpen={({ id }) => setOpen(id)}
            openId={open}
            summary={summaryOf(total, filter)}
            empty={<NoLeads isFiltered={isNarrowed(filter)} onImport={() => setImport('new')} />}
            onEndReached={leads.more}
          />
        )}
      </QueryState>
      <ImportHistory client={filter.client} />
      {open === null ? null : <LeadDrawer key={open} leadId={open} onClose={() => setOpen(null)} />}
    </AcquisitionPage>
  );
}

function useLeadsFilter(): LeadsFilter {
  const client = useClientFilter();
  const [campaign] = useAddressValue('campaign');
  const [batch] = useAddressValue('batch');
  const [state] = useAddressValue('state');
  const [tier] = useAddressValue('tier');
  const [review] = useAddressValue('review');
  const [search] = useAddressValue('search');
  return { client, campaign, batch, state, tier, review, search };
}

const isNarrowed = ({ campaign, batch, state, tier, review, search }: LeadsFilter): boolean =>
  [campaign, batch, state, tier, review, search].some((value) => value !== null && value !== '');

function summaryOf(total: number, { batch, state, tier, review, search }: LeadsFilter): string {
  const parts = [
    tier === null ? '' : screenWord(tier).toLowerCase(),
    state === null ? '' : screenWord(state).toLowerCase(),
    review === 'yes' ? 'waiting for a person' : '',
    batch === null ? '' : 'from one file',
    search ? `with “${search}”` : '',
  ];
  return [counted(total, 'lead'), ...parts.filter((part) => part !== ''), 'best first'].join(' · ');
}

/** Each figure narrows the table to the rows that it counts. */
function LeadFigures({ counts }: { readonly counts: LeadCounts }): ReactNode {
  const [, setTier] = useAddressValue('tier');
  const [, setReview] = useAddressValue('review');
  return (
    <FigureRow>
      {tierOrder.map((tier) => (
        <Figure
          key={tier}
          label={`${screenWord(tier)} leads`}
          value={counts.byTier[tier] ?? 0}
          onOpen={() => setTier(tier)}
        />
      ))}
      {counts.needsReview > 0 ? (
        <Figure label="Waiting for a person" value={counts.needsReview} onOpen={() => setReview('yes')} />
      ) : null}
    </FigureRow>
  );
}

const sequenceWords = ({ sequence }: LeadRow): string =>
  sequence === null ? 'not in sequence' : `${sequence.name}${sequence.isPaused ? ', paused' : ''}`;

const columns: readonly Column<LeadRow>[] = [
  { id: 'name', header: 'Lead', width: 170, render: ({ name }) => name, text: ({ name }) => name },
  { id: 'title', header: 'Title', width: 160, render: ({ title }) => title || '–', text: ({ title }) => title },
  { id: 'company', header: 'Company', width: 160, render: (row) => row.company || '–', text: (row) => row.company },
  { id: 'score', header: 'Score, 0–1', align: 'end', width: 88, render: ({ score }) => scoreWords(score) },
  { id: 'tier', header: 'Tier', width: 96, render: ({ tier }) => <TierBadge tier={tier} /> },
  {
    id: 'state',
    header: 'State',
    width: 110,
    render: ({ state, needsReview }) => (needsReview ? 'Waits for you' : screenWord(state)),
  },
  { id: 'sequence', header: 'In sequence', width: 150, render: sequenceWords, text: sequenceWords },
  {
    id: 'email',
    header: 'Email',
    width: 200,
    hidden: true,
    render: (row) => row.email || '–',
    text: (row) => row.email,
  },
  {
    id: 'place',
    header: 'Place',
    width: 140,
    hidden: true,
    render: (row) => row.place || '–',
    text: (row) => row.place,
  },
  { id: 'source', header: 'From', width: 140, hidden: true, render: (row) => row.source, text: (row) => row.source },
  {
    id: 'added',
    header: 'Added',
    width: 110,
    hidden: true,
    render: ({ createdAt }) => <RelativeTime at={parseInstant(createdAt)} />,
  },
];
