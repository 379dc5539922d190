import type { Handlers } from '@aicmo/core-server';
import type { Workspace } from '@aicmo/workspace';
import type { campaignOpsAheadContract } from '../../contract/campaign-ops-ahead.contract.ts';

/** The coming days of a campaign, spread into the routes of the tab Campaign Ops. */
export const campaignOpsAheadHandlers = (workspace: Workspace): Handlers<typeof campaignOpsAheadContract> => ({
  ahead: async ({ params: { campaignId }, query: { days = '30', as = 'live' }, signal }) =>
    (await workspace.orchestrator()).simulate({ campaignId, days: Number(days), as, signal }),
});
