import type { AttemptState, Campaign, SendingReason } from '@aicmo/cam/contract';
import { defineRoutes } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import { campaignsContract, type CampaignView } from '../../contract/campaigns.contract.ts';

const messagesShown = 200;

/** Campaigns to look at; nothing is changed here. */
export const campaignsRoutes = defineRoutes(campaignsContract, (workspace: Workspace) => ({
  campaigns: async ({ query }) => {
    const { campaigns } = await workspace.cam();
    const filter = query.client === undefined ? {} : { clientId: query.client };
    const views: CampaignView[] = [];
    for (const campaign of await campaigns.list({ ...filter, withArchived: true })) {
      views.push((await look(workspace, campaign)).view);
    }
    return { campaigns: views };
  },
  campaign: async ({ params: { campaignId } }) => {
    const [{ campaigns, leads }, orchestrator] = [await workspace.cam(), await workspace.orchestrator()];
    const campaign = await campaigns.get(campaignId);
    return {
      ...(await look(workspace, campaign)),
      campaign,
      funnel: await leads.counts({ campaignId }),
      runs: await orchestrator.runs({ campaignId, limit: 50 }),
      story: await campaigns.story(campaignId),
    };
  },
  messages: async ({ params: { campaignId }, query: { mode, state, run, outcome } }) => {
    const { messages } = await workspace.cam();
    const filter = {
      campaignId,
      ...(mode === undefined ? {} : { mode }),
      ...(state === undefined ? {} : { state }),
      ...(run === undefined ? {} : { runId: run }),
      ...(outcome === undefined ? {} : { outcome }),
    };
    return messages.list(filter, { limit: messagesShown });
  },
}));

/** How far a mode lets a message go. */
const furthest: Readonly<Record<CampaignView['mode'], AttemptState>> = {
  SIMULATION: 'SIMULATED',
  PROOF: 'PROOFED',
  LIVE: 'SENT',
};

async function look(workspace: Workspace, campaign: Campaign) {
  const [{ clients, enrolments, leads, messages }, orchestrator] = [
    await workspace.cam(),
    await workspace.orchestrator(),
  ];
  const { mode, due, blocked, nextDueAt } = await orchestrator.due(campaign.id);
  const [client, people] = [await clients.get(campaign.clientId), await enrolments.counts(campaign.id)];
  const states = await messages.countByState(campaign.id, mode);
  const inSequence = people.ACTIVE + people.PAUSED;
  const { reasons } = await orchestrator.whyCampaign(campaign.id);
  const view: CampaignView = {
    ...{ id: campaign.id, clientId: client.id, clientName: client.name, name: campaign.name },
    ...{ status: campaign.status, mode, inSequence, blocked, nextDueAt, endsOn: campaign.endsOn },
    leads: (await leads.counts({ campaignId: campaign.id })).total,
    done: states[furthest[mode]] ?? 0,
    reason: firstOf(reasons),
  };
  return { view, timeZone: client.timeZone, reasons, messages: listOf(states), due };
}

/** What holds it, before what only limits it; there is always at least one reason. */
const firstOf = (reasons: readonly SendingReason[]): SendingReason =>
  reasons.find(({ effect }) => effect === 'holds') ??
  reasons[0] ?? {
    ...{ code: 'unknown', text: 'Nothing is known about it.', effect: 'limits', until: null, place: null },
  };

const listOf = (states: Readonly<Partial<Record<AttemptState, number>>>) =>
  Object.entries(states).map(([state, count]) => ({ state: state as AttemptState, count })); // Object.entries widens the keys
