import { AttemptFilter, type Campaign, type CampaignDraft } from '@aicmo/cam/contract';
import { invalid } from '@aicmo/core-kernel';
import { defineRoutes } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import * as z from 'zod/mini';
import type { CampaignRow } from '../../contract/campaign-ops.contract.ts';
import { campaignOpsContract } from '../../contract/campaign-ops.contract.ts';
import { campaignOpsAheadHandlers } from './campaign-ops-ahead.handlers.ts';
import { campaignOpsCalendarHandlers } from './campaign-ops-calendar.handlers.ts';
import { campaignOpsLiveHandlers } from './campaign-ops-live.handlers.ts';
import { campaignOpsSequencesHandlers } from './campaign-ops-sequences.handlers.ts';
import { campaignOpsGuardrailsHandlers } from './campaign-ops-guardrails.handlers.ts';
import { campaignOpsFirstMessagesHandlers } from './campaign-ops-first-messages.handlers.ts';

const by = 'Operator';

export const campaignOpsRoutes = defineRoutes(campaignOpsContract, (workspace: Workspace) => ({
  campaigns: async ({ query }) => {
    const { campaigns } = await workspace.cam();
    const list = await campaigns.list(query.client === undefined ? {} : { clientId: query.client });
    const rows: CampaignRow[] = [];
    for (const campaign of list) rows.push(await rowOf(workspace, campaign));
    return { campaigns: rows };
  },
  campaign: ({ params }) => readCampaign(workspace, params.campaignId),
  createCampaign: async ({ body }) => (await workspace.cam()).campaigns.create(body.clientId, body.draft, by),
  changeCampaign: ({ params, body }) => changeCampaign(workspace, params.campaignId, body.draft),
  moveCampaign: async ({ params, body }) =>
    (await workspace.cam()).campaigns.move(params.campaignId, body.to, by, body.reason),
  run: async ({ params }) => (await workspace.orchestrator()).run(params.campaignId, { by }),
  messages: async ({ query }) =>
    (await workspace.cam()).messages.list(filterOf(query), { offset: offsetOf(query.from) }),
  message: async ({ params }) => (await workspace.cam()).messages.get(params.messageId),
  previewIdealCustomer: async ({ params, body }) =>
    (await workspace.cam()).scoring.previewIdealCustomer(params.campaignId, body),
  ...campaignOpsAheadHandlers(workspace),
  ...campaignOpsCalendarHandlers(workspace),
  ...campaignOpsLiveHandlers(workspace),
  ...campaignOpsSequencesHandlers(workspace),
  ...campaignOpsFirstMessagesHandlers(workspace),
  ...campaignOpsGuardrailsHandlers(workspace),
}));

/** Another ideal customer makes other scores: every lead of the campaign is scored again, in the background. */
async function changeCampaign(workspace: Workspace, campaignId: string, draft: CampaignDraft): Promise<Campaign> {
  const { campaigns, scoring } = await workspace.cam();
  const before = await campaigns.get(campaignId);
  const after = await campaigns.change(campaignId, draft, by);
  if (JSON.stringify(before.icp) !== JSON.stringify(after.icp))
    await scoring.rescore({ clientId: after.clientId, campaignId, why: 'the ideal customer changed.' }, by);
  return after;
}

async function readCampaign(workspace: Workspace, campaignId: string) {
  const [{ campaigns }, orchestrator] = [await workspace.cam(), await workspace.orchestrator()];
  return {
    row: await rowOf(workspace, await campaigns.get(campaignId)),
    runs: [...(await orchestrator.runs({ campaignId, limit: 50 }))],
    story: [...(await campaigns.story(campaignId))].slice(0, 50),
  };
}

async function rowOf(workspace: Workspace, campaign: Campaign): Promise<CampaignRow> {
  const [{ clients, enrolments, messages }, orchestrator] = [await workspace.cam(), await workspace.orchestrator()];
  const { mode, due, nextDueAt } = await orchestrator.due(campaign.id);
  const [client, people] = [await clients.get(campaign.clientId), await enrolments.counts(campaign.id)];
  return {
    ...{ campaign, clientName: client.name, timeZone: client.timeZone },
    ...{ inSequence: people.ACTIVE + people.PAUSED, mode, due, nextDueAt },
    messages: await countsOf(messages.countByState(campaign.id, mode)),
  };
}

type States = Awaited<ReturnType<Awaited<ReturnType<Workspace['cam']>>['messages']['countByState']>>;

async function countsOf(counting: Promise<States>): Promise<CampaignRow['messages']> {
  const { SIMULATED = 0, PROOFED = 0, SENT = 0, SCHEDULED = 0, BLOCKED = 0 } = await counting;
  return { simulated: SIMULATED, proofed: PROOFED, sent: SENT, planned: SCHEDULED, blocked: BLOCKED };
}

interface MessageQuery {
  readonly campaign?: string | undefined;
  readonly mode?: string | undefined;
  readonly state?: string | undefined;
  readonly run?: string | undefined;
  readonly outcome?: string | undefined;
}

function filterOf({ campaign, mode, state, run, outcome }: MessageQuery): AttemptFilter {
  const given = Object.entries({ campaignId: campaign, mode, state, runId: run, outcome }).filter(
    ([, value]) => value !== undefined,
  );
  const read = z.safeParse(AttemptFilter, Object.fromEntries(given));
  if (read.success) return read.data;
  throw invalid({
    code: 'message-filter',
    message: 'This address names messages that cannot be. Open the list again.',
  });
}

function offsetOf(text: string | undefined): number {
  if (text === undefined) return 0;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw invalid({ code: 'message-from', message: `Found “${text.slice(0, 40)}”; expected a whole number from 0.` });
}
