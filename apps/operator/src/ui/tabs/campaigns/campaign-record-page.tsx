import { parseInstant } from '@aicmo/core-kernel';
import { AppLink, Page, QueryState, Section, Story } from '@aicmo/ui';
import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { CampaignRecord } from '../../../contract/campaigns.contract.ts';
import { tabHref, useClientFilter } from '../../components/address.ts';
import { ReasonList } from '../../components/sending-reason.tsx';
import { counted, screenWord } from '../../words.ts';
import { CampaignFacts } from './campaign-facts.tsx';
import { CampaignMessages } from './campaign-messages.tsx';
import { Funnel, MessageFigures } from './campaign-funnel.tsx';
import { ModeBadge, StatusBadge } from './campaign-words.tsx';
import { RunTable } from './run-table.tsx';
import { useCampaign } from './campaigns.queries.ts';

/** One campaign to look at: why it sends or not, its funnel, its messages, its runs, its log. */
export function CampaignRecordPage({ campaignId }: { readonly campaignId: string }): ReactNode {
  const campaign = useCampaign(campaignId);
  const client = useClientFilter();
  const navigate = useNavigate();
  const view = campaign.data?.view;
  return (
    <Page
      title={view?.name ?? 'Campaign'}
      question={
        view === undefined ? 'How far is it, and why does it send or not?' : `A campaign for ${view.clientName}.`
      }
      primaryAction={
        <Group gap="sm">
          <Button variant="default" onClick={() => void navigate(tabHref('campaigns', client))}>
            All campaigns
          </Button>
        </Group>
      }
    >
      <QueryState query={campaign}>{(record) => <Record record={record} />}</QueryState>
    </Page>
  );
}

function Record({ record }: { readonly record: CampaignRecord }): ReactNode {
  const { view, story, runs } = record;
  const change = tabHref('campaign-ops', view.clientId, { campaign: view.id });
  return (
    <>
      <Group gap="sm">
        <StatusBadge status={view.status} />
        <ModeBadge mode={view.mode} />
        <AppLink href={change}>Change it in Campaign Ops</AppLink>
      </Group>
      <Section title="Why it sends or does not">
        <ReasonList reasons={record.reasons} />
      </Section>
      <Funnel record={record} />
      <MessageFigures record={record} />
      <CampaignMessages campaignId={view.id} />
      <CampaignFacts record={record} />
      <RunTable runs={runs} />
      <Section title="Log" note={counted(story.length, 'entry', 'entries')}>
        <Story
          entries={story.map(({ at, actor, what, why }) => ({
            ...{ at: parseInstant(at), who: actor, why },
            what: what.replaceAll(/\b[A-Z]{3,}(?:_[A-Z]+)*\b/g, (word) => screenWord(word)),
          }))}
        />
      </Section>
    </>
  );
}
