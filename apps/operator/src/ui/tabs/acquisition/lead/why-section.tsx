import type { WhyLead, WhyWay } from '@aicmo/cam/contract';
import { parseInstant } from '@aicmo/core-kernel';
import { AppLink, MarkBadge, QueryState, RelativeTime, Section, StateBadge, type Tone } from '@aicmo/ui';
import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { tabHref, useClientFilter } from '../../../components/address.ts';
import { ReasonList } from '../../../components/sending-reason.tsx';
import { acquisitionApi } from '../acquisition.queries.ts';

/** Whether this lead gets a next message, when, and what holds it. */
export function WhySection({ leadId }: { readonly leadId: string }): ReactNode {
  const why = useQuery({
    queryKey: ['acquisition', 'why', leadId],
    queryFn: ({ signal }) => acquisitionApi.why({ params: { leadId }, signal }),
  });
  return (
    <Section title="The next message">
      <QueryState query={why}>{(found) => <Found found={found} />}</QueryState>
    </Section>
  );
}

function Found({ found: { leadId, ways, reasons } }: { readonly found: WhyLead }): ReactNode {
  const goesOn = ways.filter(({ state }) => state !== 'over');
  const last = goesOn.length === 0 ? ways[0] : undefined;
  // Why the last sequence ended says more than that there is none now.
  const shown = last ? [...last.reasons, ...reasons.filter(({ code }) => code !== 'no-sequence')] : reasons;
  return (
    <Stack gap="md">
      {goesOn.map((way) => (
        <Way key={`${way.campaignId} ${way.sequenceName}`} way={way} leadId={leadId} />
      ))}
      {shown.length === 0 ? null : <ReasonList reasons={shown} here={leadId} />}
    </Stack>
  );
}

const states: Readonly<Record<WhyWay['state'], { readonly tone: Tone; readonly words: string }>> = {
  goes: { tone: 'good', words: 'goes with the next run' },
  waits: { tone: 'info', words: 'waits' },
  blocked: { tone: 'warn', words: 'held back' },
  leaving: { tone: 'info', words: 'is on its way now' },
  over: { tone: 'neutral', words: 'over' },
};

function Way({ way, leadId }: { readonly way: WhyWay; readonly leadId: string }): ReactNode {
  const client = useClientFilter();
  const { tone, words } = states[way.state];
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <StateBadge tone={tone}>{words}</StateBadge>
        {way.mode === 'LIVE' ? null : <MarkBadge mark={way.mode === 'PROOF' ? 'proof' : 'simulated'} />}
        <Text>
          Message {way.step} of {way.stepCount} of “{way.sequenceName}” for{' '}
          <AppLink href={tabHref('campaigns', client, { open: way.campaignId })}>{way.campaignName}</AppLink>
          {way.plannedAt === null ? null : (
            <>
              , planned <RelativeTime at={parseInstant(way.plannedAt)} past="now" />
            </>
          )}
        </Text>
      </Group>
      {way.reasons.length === 0 ? null : <ReasonList reasons={way.reasons} here={leadId} />}
    </Stack>
  );
}
