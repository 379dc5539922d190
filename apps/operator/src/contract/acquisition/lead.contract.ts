import { LeadDetail, LeadState, OutreachAttempt } from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** One lead and what a person decides about it. */
export const leadEndpoints = defineEndpoints({
  lead: {
    method: 'GET',
    path: '/api/acquisition/leads/:leadId',
    result: z.object({
      detail: LeadDetail,
      messages: z.array(OutreachAttempt),
      /** Where a person may move it. */
      moves: z.array(LeadState),
    }),
    summary: 'One lead: its score and factors, its messages, its story',
  },
  move: {
    method: 'POST',
    path: '/api/acquisition/leads/:leadId/state',
    body: z.object({ to: LeadState, reason: z.string() }),
    summary: 'Move a lead to another state',
  },
  reviewed: {
    method: 'POST',
    path: '/api/acquisition/leads/:leadId/reviewed',
    summary: 'Say that a person has looked at a lead',
  },
  neverContact: {
    method: 'POST',
    path: '/api/acquisition/leads/:leadId/never-contact',
    body: z.object({ reason: z.string() }),
    summary: 'Never contact this person again',
  },
});
