import { parseInstant } from '@aicmo/core-kernel';
import { DataTable, EmptyState, FilterBar, Page, QueryState, RelativeTime, StateBadge, type Column } from '@aicmo/ui';
import { Button } from '@mantine/core';
import { IconCircleFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { CampaignRow } from '../../../contract/campaign-ops.contract.ts';
import { tabHref, useClientFilter } from '../../components/address.ts';
import { counted, grouped, screenWord } from '../../words.ts';
import { useCampaigns } from './campaign-ops.queries.ts';
import { campaignTone, datesOf } from './campaign-words.ts';
import { ViewSwitch } from './view-switch.tsx';

const columns: readonly Column<CampaignRow>[] = [
  { id: 'name', header: 'Campaign', width: 180, render: (row) => row.campaign.name, text: (row) => row.campaign.name },
  { id: 'client', header: 'Client', width: 120, render: (row) => row.clientName, text: (row) => row.clientName },
  {
    id: 'state',
    header: 'State',
    width: 110,
    render: ({ campaign }) => (
      <StateBadge tone={campaignTone[campaign.status]} icon={<IconCircleFilled />}>
        {screenWord(campaign.status)}
      </StateBadge>
    ),
  },
  { id: 'mode', header: 'Mode', width: 100, render: ({ campaign }) => screenWord(campaign.mode) },
  { id: 'people', header: 'Leads in sequence', align: 'end', width: 140, render: (row) => grouped(row.inSequence) },
  {
    id: 'done',
    header: 'Made',
    align: 'end',
    width: 80,
    render: ({ messages }) => grouped(messages.simulated + messages.proofed + messages.sent),
  },
  { id: 'planned', header: 'Scheduled', align: 'end', width: 80, render: ({ messages }) => grouped(messages.planned) },
  { id: 'blocked', header: 'Blocked', align: 'end', width: 90, render: ({ messages }) => grouped(messages.blocked) },
  { id: 'next', header: 'Next message', width: 130, render: (row) => <Next row={row} /> },
  { id: 'dates', header: 'Dates', width: 170, render: ({ campaign }) => datesOf(campaign), hidden: true },
];

/** Every campaign with how far it is; a row opens its page. */
export function CampaignList(): ReactNode {
  const client = useClientFilter();
  const campaigns = useCampaigns(client);
  const navigate = useNavigate();
  const open = (campaign: string): void => void navigate(tabHref('campaign-ops', client, { campaign }));
  return (
    <Page
      title="Campaign Ops"
      question="Which campaigns do we run, and what is to be done for them?"
      primaryAction={<Button onClick={() => open('new')}>New campaign</Button>}
      filters={
        <FilterBar label="View">
          <ViewSwitch view="campaigns" />
        </FilterBar>
      }
    >
      <QueryState query={campaigns}>
        {({ campaigns: rows }) => (
          <DataTable
            label="Campaigns"
            rows={rows}
            rowId={({ campaign }) => campaign.id}
            columns={columns}
            onOpen={({ campaign }) => open(campaign.id)}
            summary={`${counted(rows.length, 'campaign')}${client === null ? '' : ' of this client'}, newest first`}
            empty={
              <EmptyState
                title="No campaigns yet"
                why="A campaign says whom to write to, with which messages, how many a day and until when. It begins in simulation: everything is rendered and checked, and nothing leaves."
                action={<Button onClick={() => open('new')}>Make the first campaign</Button>}
              />
            }
          />
        )}
      </QueryState>
    </Page>
  );
}

function Next({ row }: { readonly row: CampaignRow }): ReactNode {
  if (row.campaign.status !== 'ACTIVE') return '–';
  if (row.due > 0) return 'now';
  return row.nextDueAt === null ? (
    'none'
  ) : (
    <RelativeTime at={parseInstant(row.nextDueAt)} zone={row.timeZone} past="now" />
  );
}
