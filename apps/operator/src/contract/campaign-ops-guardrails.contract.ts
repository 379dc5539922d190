import { Guardrails } from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** When a campaign pauses by itself, a part of the tab Campaign Ops. */
export const campaignOpsGuardrailsContract = defineEndpoints({
  guardrails: {
    method: 'GET',
    path: '/api/campaign-ops/campaigns/:campaignId/guardrails',
    result: Guardrails,
    summary: 'When a campaign pauses by itself, what is counted now, and when it did',
  },
  setGuardrails: {
    method: 'POST',
    path: '/api/campaign-ops/campaigns/:campaignId/guardrails',
    body: z.object({ settings: Guardrails.shape.settings, version: z.number() }),
    result: Guardrails,
    summary: 'Set when a campaign pauses by itself; refused when somebody else did meanwhile',
  },
  seeGuardrail: {
    method: 'POST',
    path: '/api/campaign-ops/campaigns/:campaignId/guardrails/:eventId/seen',
    result: Guardrails,
    summary: 'Take note that a campaign paused by itself; it stays paused',
  },
});
