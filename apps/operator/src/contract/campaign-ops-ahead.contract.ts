import { CampaignSimulation } from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** The coming days of a campaign, a part of the tab Campaign Ops. */
export const campaignOpsAheadContract = defineEndpoints({
  ahead: {
    method: 'GET',
    path: '/api/campaign-ops/campaigns/:campaignId/ahead',
    query: z.object({ days: z.optional(z.string()), as: z.optional(z.enum(['live', 'as-it-is'])) }),
    result: CampaignSimulation,
    summary: 'What would happen in a campaign in the coming days, played over a copy; stores and sends nothing',
  },
});
