import { WhyLead } from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';

/** Why leads get messages or do not. */
export const whyEndpoints = defineEndpoints({
  why: {
    method: 'GET',
    path: '/api/acquisition/leads/:leadId/why',
    result: WhyLead,
    summary: 'Why a lead gets its next message or does not, by what a run would find out now',
  },
});
