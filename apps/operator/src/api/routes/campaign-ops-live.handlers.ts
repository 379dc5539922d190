import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { campaignOpsLiveContract } from '../../contract/campaign-ops-live.contract.ts';
import { operatorName as by } from './acquisition/operator-name.ts';

/** Going live, spread into the routes of the tab Campaign Ops. */
export const campaignOpsLiveHandlers = (workspace: Workspace): Handlers<typeof campaignOpsLiveContract> => {
  const service = async () => (await workspace.cam()).goLive;
  return {
    goLive: async ({ params }) => (await service()).look(params.campaignId),
    goLiveMessages: async ({ params }) => ({ messages: [...(await (await service()).messages(params.campaignId))] }),
    goLiveAsk: async ({ params }) => (await service()).ask(params.campaignId),
    goLiveRead: async ({ params, body }) => (await service()).markRead(params.campaignId, body.wording, by),
    goLiveNow: async ({ params, body }) => (await service()).go(params.campaignId, body.sentence, by),
    simulateAgain: async ({ params, body }) => (await service()).backToSimulation(params.campaignId, body.reason, by),
  };
};
