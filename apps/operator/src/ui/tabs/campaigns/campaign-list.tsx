import { parseInstant } from '@aicmo/core-kernel';
import { DataTable, EmptyState, Page, QueryState, RelativeTime, type Column } from '@aicmo/ui';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { CampaignView } from '../../../contract/campaigns.contract.ts';
import { tabHref, useClientFilter, useOpenRecord } from '../../components/address.ts';
import { counted, grouped } from '../../words.ts';
import { useCampaigns } from './campaigns.queries.ts';
import { ModeBadge, StatusBadge } from './campaign-words.tsx';

/** Every campaign with how far it is and the first reason why it sends or not. */
export function CampaignList(): ReactNode {
  const client = useClientFilter();
  const campaigns = useCampaigns(client);
  const [, setOpen] = useOpenRecord();
  return (
    <Page title="Campaigns" question="How far is each campaign, and why does it send or not?">
      <QueryState query={campaigns}>
        {({ campaigns: rows }) => (
          <DataTable
            label="Campaigns"
            rows={rows}
            rowId={({ id }) => id}
            columns={columns}
            onOpen={({ id }) => setOpen(id)}
            summary={`${counted(rows.length, 'campaign')}${client === null ? '' : ' of this client'} · newest first`}
            empty={<NoCampaigns client={client} />}
          />
        )}
      </QueryState>
    </Page>
  );
}

/** Its name stands in the same row. */
const whyOf = ({ name, reason }: CampaignView): string => reason.text.replace(`The campaign "${name}" `, 'It ');

const columns: readonly Column<CampaignView>[] = [
  { id: 'name', header: 'Campaign', width: 150, render: ({ name }) => name, text: ({ name }) => name },
  { id: 'client', header: 'Client', width: 120, render: (row) => row.clientName, text: (row) => row.clientName },
  { id: 'status', header: 'State', width: 112, render: ({ status }) => <StatusBadge status={status} /> },
  { id: 'mode', header: 'Mode', width: 100, render: ({ mode }) => <ModeBadge mode={mode} /> },
  { id: 'why', header: 'Why', width: 210, render: whyOf, text: whyOf },
  { id: 'leads', header: 'Leads', align: 'end', width: 64, render: ({ leads }) => grouped(leads) },
  { id: 'sequence', header: 'In sequence', align: 'end', width: 96, render: ({ inSequence }) => grouped(inSequence) },
  { id: 'done', header: 'Done', align: 'end', width: 64, render: ({ done }) => grouped(done) },
  { id: 'blocked', header: 'Blocked', align: 'end', width: 72, render: ({ blocked }) => grouped(blocked) },
  {
    id: 'next',
    header: 'Next message',
    width: 112,
    render: ({ status, nextDueAt }) =>
      status !== 'ACTIVE' || nextDueAt === null ? '–' : <RelativeTime at={parseInstant(nextDueAt)} past="now" />,
  },
];

function NoCampaigns({ client }: { readonly client: string | null }): ReactNode {
  const navigate = useNavigate();
  return (
    <EmptyState
      title="No campaigns yet"
      why="Each campaign stands here with its state, its funnel, its messages and the reason why it sends or not: safe to show to anyone. Campaigns are made in Campaign Ops, or on the way when a list is imported."
      action={<Button onClick={() => void navigate(tabHref('campaign-ops', client))}>Open Campaign Ops</Button>}
    />
  );
}
