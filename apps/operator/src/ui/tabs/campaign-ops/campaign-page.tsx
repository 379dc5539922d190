import { parseInstant } from '@aicmo/core-kernel';
import { Page, QueryState, Section, Story } from '@aicmo/ui';
import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type * as z from 'zod/mini';
import type { campaignOpsContract } from '../../../contract/campaign-ops.contract.ts';
import { tabHref, useClientFilter } from '../../components/address.ts';
import { useCampaign, useRunCampaign } from './campaign-ops.queries.ts';
import { CampaignAhead } from './ahead/campaign-ahead.tsx';
import { CampaignActs } from './campaign-acts.tsx';
import { CampaignFigures } from './campaign-figures.tsx';
import { CampaignMessages } from './campaign-messages.tsx';
import { CampaignSummary } from './campaign-summary.tsx';
import { FirstMessages } from './first-messages/first-messages.tsx';
import { CampaignGuardrails } from './guardrails/campaign-guardrails.tsx';
import { RunResult } from './run-result.tsx';
import { RunTable } from './run-table.tsx';

/** One campaign: who is in sequence, what went, what waits and why, and what each run did. */
export function CampaignPage({ campaignId }: { readonly campaignId: string }): ReactNode {
  const query = useCampaign(campaignId);
  const run = useRunCampaign(campaignId);
  const row = query.data?.row;
  return (
    <Page
      title={row?.campaign.name ?? 'Campaign'}
      question="Who is written to, what went, and what holds the rest?"
      primaryAction={
        row ? (
          <Group gap="sm">
            <BackButton />
            <CampaignActs row={row} run={run} />
          </Group>
        ) : (
          <BackButton />
        )
      }
    >
      <RunResult run={run} campaignId={campaignId} />
      <QueryState query={query}>{(found) => <Content {...found} />}</QueryState>
    </Page>
  );
}

type CampaignRecord = z.output<typeof campaignOpsContract.campaign.result>;

function Content({ row, runs, story }: CampaignRecord): ReactNode {
  return (
    <>
      <CampaignSummary row={row} />
      <CampaignFigures row={row} />
      {row.mode === 'LIVE' ? <FirstMessages campaignId={row.campaign.id} /> : null}
      <CampaignMessages row={row} runs={runs} />
      <CampaignAhead campaignId={row.campaign.id} />
      <CampaignGuardrails campaignId={row.campaign.id} />
      <Section title="Runs" note="newest first">
        <RunTable runs={runs} />
      </Section>
      <Section title="Story" note="every decision, newest first">
        <Story entries={story.map(({ at, actor, what, why }) => ({ at: parseInstant(at), who: actor, what, why }))} />
      </Section>
    </>
  );
}

function BackButton(): ReactNode {
  const navigate = useNavigate();
  const client = useClientFilter();
  return (
    <Button variant="subtle" onClick={() => void navigate(tabHref('campaign-ops', client))}>
      All campaigns
    </Button>
  );
}
