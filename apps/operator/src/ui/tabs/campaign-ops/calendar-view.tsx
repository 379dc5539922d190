import { Page, FilterBar, QueryState } from '@aicmo/ui';
import { Button, Group, NativeSelect } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useAddressValue, useClientFilter } from '../../components/address.ts';
import { CalendarContent, NoCampaigns } from './calendar-content.tsx';
import { useCalendarChoices } from './calendar.queries.ts';
import { PlanDrawer } from './plan-drawer.tsx';
import { ViewSwitch } from './view-switch.tsx';

/** What is planned, what people have to do with proof, and how the week goes; for one campaign, one client, or all. */
export function CalendarView(): ReactNode {
  const client = useClientFilter();
  const [chosen, setCampaign] = useAddressValue('campaign');
  const [isPlanning, setPlanning] = useAddressValue('plan');
  const [isWriting, setWriting] = useState(false);
  const choices = useCalendarChoices(client);
  const campaigns = choices.data?.campaigns ?? [];
  const campaign = campaigns.find(({ id }) => id === chosen) ?? (campaigns.length === 1 ? campaigns[0] : undefined);
  return (
    <Page
      title="Calendar and tasks"
      question="What is planned, what has to be done, and what is late?"
      primaryAction={
        <Group gap="sm">
          <Button variant="default" disabled={campaigns.length === 0} onClick={() => setWriting(true)}>
            New task
          </Button>
          <Button
            disabled={!campaign || campaign.isOver}
            title={campaign ? undefined : 'Choose a campaign first.'}
            onClick={() => setPlanning('yes')}
          >
            Plan the calendar
          </Button>
        </Group>
      }
      filters={
        <FilterBar label="View">
          <ViewSwitch view="calendar" />
          <NativeSelect
            aria-label="Campaign"
            value={campaign?.id ?? ''}
            data={[
              { value: '', label: 'All campaigns' },
              ...campaigns.map(({ id, name, clientName }) => ({ value: id, label: `${name} · ${clientName}` })),
            ]}
            onChange={({ currentTarget }) => setCampaign(currentTarget.value || null)}
          />
        </FilterBar>
      }
    >
      <QueryState query={choices} isEmpty={(found) => found.campaigns.length === 0} empty={<NoCampaigns />}>
        {() => (
          <CalendarContent
            campaigns={campaigns}
            campaign={campaign}
            isWriting={isWriting}
            onWritten={() => setWriting(false)}
          />
        )}
      </QueryState>
      {campaign && isPlanning !== null ? (
        <PlanDrawer campaignId={campaign.id} campaignName={campaign.name} onClose={() => setPlanning(null)} />
      ) : null}
    </Page>
  );
}
