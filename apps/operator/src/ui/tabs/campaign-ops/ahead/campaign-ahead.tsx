import type { CampaignSimulation } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { absoluteWords, Figure, FigureRow, QueryState, Section } from '@aicmo/ui';
import { Button, Group, SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAddressValue } from '../../../components/address.ts';
import { counted } from '../../../words.ts';
import { useAhead } from './ahead.queries.ts';
import { AheadHolds } from './ahead-holds.tsx';
import { AheadTable } from './ahead-table.tsx';

const spans = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
];

/** What would happen in the coming days (`?ahead=` so many, `&now=yes` with everything as it stands). */
export function CampaignAhead({ campaignId }: { readonly campaignId: string }): ReactNode {
  const [days, setDays] = useAddressValue('ahead');
  const [now, setNow] = useAddressValue('now');
  const query = useAhead(campaignId, days, now === null ? 'live' : 'as-it-is');
  if (days === null) {
    return (
      <Section title="The coming days" note="played, not sent">
        <Group gap="sm">
          <Button variant="default" onClick={() => setDays('30')}>
            Show the next 30 days
          </Button>
          <Text c="dimmed">Who would get which message, when, from which mailbox, and why not earlier.</Text>
        </Group>
      </Section>
    );
  }
  return (
    <Section
      title="The coming days"
      note="played, not sent"
      action={
        <Group gap="sm">
          <Switch
            label="As everything stands"
            checked={now !== null}
            onChange={(event) => setNow(event.currentTarget.checked ? 'yes' : null)}
          />
          <SegmentedControl aria-label="How many days" value={days} data={spans} onChange={setDays} />
          <Button variant="subtle" onClick={() => setDays(null)}>
            Hide
          </Button>
        </Group>
      }
    >
      <QueryState query={query}>{(played) => <Played played={played} />}</QueryState>
    </Section>
  );
}

function Played({ played }: { readonly played: CampaignSimulation }): ReactNode {
  const { messages, days, assumptions, ended, zone, until } = played;
  const people = new Set(messages.map(({ leadId }) => leadId)).size;
  const busiest = days.reduce((most, { first, followUps }) => Math.max(most, first + followUps), 0);
  const waiting = played.held.reduce((sum, { people: some }) => sum + some, 0);
  return (
    <Stack gap="sm">
      <FigureRow>
        <Figure label="Messages" value={messages.length} mark="simulated" />
        <Figure label="People" value={people} mark="simulated" note={restWords(played)} />
        <Figure label="On the busiest day" value={busiest} unit="messages" mark="simulated" />
        <Figure label="Would wait for a person" value={waiting} mark="simulated" />
      </FigureRow>
      {ended === '' ? null : <Text>The campaign would not run on: {ended}</Text>}
      <AheadTable played={played} />
      <AheadHolds held={played.held} />
      <Text component="div" c="dimmed" size="sm">
        Until {absoluteWords(parseInstant(until), zone)}. {assumptions.join(' ')}
      </Text>
    </Stack>
  );
}

function restWords({ later, notReached }: CampaignSimulation): string | undefined {
  const parts = [
    ...(later > 0 ? [`${counted(later, 'person', 'people')} with more to come`] : []),
    ...(notReached > 0 ? [`${counted(notReached, 'person', 'people')} not reached`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
}
