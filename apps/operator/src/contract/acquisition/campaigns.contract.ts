import { CampaignMode, CampaignStatus, OutreachAttempt, RunOutcome } from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** A campaign that leads can be put into. */
export const CampaignChoice = z.object({
  id: z.string(),
  clientId: z.string(),
  name: z.string(),
  status: CampaignStatus,
  mode: CampaignMode,
});
export type CampaignChoice = z.infer<typeof CampaignChoice>;

/** The campaigns that leads belong to. */
export const leadCampaignEndpoints = defineEndpoints({
  campaigns: {
    method: 'GET',
    path: '/api/acquisition/campaigns',
    query: z.object({ client: z.optional(z.string()) }),
    result: z.object({ campaigns: z.array(CampaignChoice) }),
    summary: 'The campaigns that leads can be put into',
  },
  simulate: {
    method: 'POST',
    path: '/api/acquisition/campaigns/:campaignId/simulation',
    result: z.object({ outcome: RunOutcome, messages: z.array(OutreachAttempt), total: z.number() }),
    summary: 'Run a campaign in simulation, starting it first when it is a draft; nothing is sent',
  },
});
