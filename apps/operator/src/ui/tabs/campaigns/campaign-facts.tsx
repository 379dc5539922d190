import type { Campaign, CompanySize } from '@aicmo/cam/contract';
import { Facts, Section } from '@aicmo/ui';
import { SimpleGrid } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CampaignRecord } from '../../../contract/campaigns.contract.ts';
import { screenWord } from '../../words.ts';
import { dateWords } from './campaign-words.tsx';

/** What the campaign is for, what bounds it, and whom it looks for. */
export function CampaignFacts({ record }: { readonly record: CampaignRecord }): ReactNode {
  return (
    <SimpleGrid cols={{ base: 1, md: 3 }} spacing="xl">
      <Section title="What it is for">
        <Facts items={purpose(record)} />
      </Section>
      <Section title="Limits">
        <Facts items={limitsOf(record)} />
      </Section>
      <Section title="Whom it looks for">
        <Facts items={customer(record.campaign)} />
      </Section>
    </SimpleGrid>
  );
}

const purpose = ({ campaign, view }: CampaignRecord) => [
  { label: 'Client', value: view.clientName },
  { label: 'Objective', value: campaign.objective },
  { label: 'Asks for', value: campaign.callToAction },
  { label: 'Says why', value: campaign.reasonForContact },
  { label: 'Channels', value: campaign.channels.map((channel) => screenWord(channel)).join(', ') },
  { label: 'Budget', value: moneyWords(campaign) ?? 'none' },
];

function moneyWords({ budgetCents, currency }: Campaign): string | null {
  if (budgetCents === null) return null;
  return new Intl.NumberFormat('en-GB', { style: 'currency', currency }).format(budgetCents / 100);
}

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

const limitsOf = ({ campaign, timeZone }: CampaignRecord) => [
  { label: 'Starts', value: dateWords(campaign.startsOn) },
  { label: 'Ends', value: dateWords(campaign.endsOn) },
  { label: 'A day', value: `at most ${campaign.limits.perDay} messages` },
  { label: 'Days', value: campaign.limits.window.days.map((day) => dayNames[day - 1]).join(', ') },
  {
    label: 'Hours',
    value: `${campaign.limits.window.spans.map(({ from, to }) => `${from}–${to}`).join(', ')} where the person is, else ${timeZone}`,
  },
  { label: 'Closed on', value: campaign.holidays.map((day) => dateWords(day)).join(', ') || 'no holidays' },
  { label: 'Lowest score', value: campaign.lowestScore === null ? 'none' : campaign.lowestScore.toFixed(2) },
];

const sizeNames: Readonly<Record<CompanySize, string>> = {
  startup: 'under 10 people',
  small: '10 to 49',
  medium: '50 to 499',
  enterprise: '500 and more',
};

function customer({ icp }: Campaign) {
  const money = (cents: number): string => new Intl.NumberFormat('en-GB', { notation: 'compact' }).format(cents / 100);
  const { revenueFromCents: from, revenueToCents: to } = icp;
  const range = [from === null ? '' : `from ${money(from)}`, to === null ? '' : `to ${money(to)}`];
  return [
    { label: 'Titles', value: icp.titles.join(', ') || 'any' },
    { label: 'Industries', value: icp.industries.join(', ') || 'any' },
    { label: 'Company size', value: icp.sizes.map((size) => sizeNames[size]).join(', ') || 'any' },
    { label: 'Revenue', value: range.filter((part) => part !== '').join(' ') || 'any' },
    { label: 'Places', value: icp.locations.join(', ') || 'any' },
  ];
}
