import { conflict } from '@aicmo/core-kernel';
import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { leadCampaignEndpoints } from '../../../contract/acquisition/campaigns.contract.ts';
import { operatorName as by } from './operator-name.ts';

/** Enough for a screen: the rest is one filter away. */
const messagesShown = 50;

/** The campaigns that leads belong to. */
export const leadCampaignHandlers = (workspace: Workspace): Handlers<typeof leadCampaignEndpoints> => ({
  campaigns: async ({ query }) => {
    const { campaigns } = await workspace.cam();
    const open = await campaigns.list(query.client === undefined ? {} : { clientId: query.client });
    const choices = open.map(({ id, clientId, name, status, mode }) => ({ id, clientId, name, status, mode }));
    return { campaigns: choices.filter(({ status }) => status !== 'COMPLETED') };
  },
  simulate: ({ params }) => simulate(workspace, params.campaignId),
});

async function simulate(workspace: Workspace, campaignId: string) {
  const { campaigns, messages } = await workspace.cam();
  const orchestrator = await workspace.orchestrator();
  const campaign = await campaigns.get(campaignId);
  if (campaign.mode !== 'SIMULATION') {
    throw conflict({
      code: 'campaign-live',
      message: `“${campaign.name}” is live; it is run from Campaign Ops. Choose a campaign in simulation.`,
    });
  }
  if (campaign.status === 'DRAFT') await campaigns.move(campaignId, 'ACTIVE', by, 'Started to be simulated.');
  const outcome = await orchestrator.run(campaignId, { by });
  const { attempts, total } = await messages.list({ campaignId, mode: 'SIMULATION' }, { limit: messagesShown });
  return { outcome, messages: attempts, total };
}
