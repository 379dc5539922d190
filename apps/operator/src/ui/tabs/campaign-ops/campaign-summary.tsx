import type { Campaign } from '@aicmo/cam/contract';
import { StateBadge } from '@aicmo/ui';
import { Group, Text } from '@mantine/core';
import { IconCircleFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CampaignRow } from '../../../contract/campaign-ops.contract.ts';
import { screenWord } from '../../words.ts';
import { campaignTone, datesOf, zoneWords } from './campaign-words.ts';

const modeWords = {
  SIMULATION: 'Simulation: everything is rendered and checked, and nothing leaves.',
  PROOF: 'Live in proof mode: messages are made ready to the last byte, and nothing leaves.',
  LIVE: 'Live: what nothing holds leaves for real.',
};

/** The state of a campaign and its limits, in two lines. */
export function CampaignSummary({ row }: { readonly row: CampaignRow }): ReactNode {
  const { campaign, clientName, timeZone, mode } = row;
  return (
    <div>
      <Group gap="sm">
        <StateBadge tone={campaignTone[campaign.status]} icon={<IconCircleFilled />}>
          {screenWord(campaign.status)}
        </StateBadge>
        <Text>{modeWords[mode]}</Text>
      </Group>
      <Text c="dimmed">
        {[clientName, datesOf(campaign), ...limitWords(campaign), `time zone ${zoneWords(timeZone)}`].join(' · ')}
        {campaign.statusReason ? ` · ${campaign.statusReason}` : ''}
      </Text>
    </div>
  );
}

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function limitWords({ limits }: Campaign): readonly string[] {
  const { days, spans } = limits.window;
  const names = [...days].sort().map((day) => dayNames[day - 1] ?? '');
  const isWorkWeek = names.join() === 'Mon,Tue,Wed,Thu,Fri';
  const hours = spans.map(({ from, to }) => `${from}–${to}`).join(' and ');
  return [`at most ${limits.perDay} a day`, `${isWorkWeek ? 'Monday to Friday' : names.join(', ')} ${hours}`];
}
