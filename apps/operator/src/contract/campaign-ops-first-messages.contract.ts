import { FirstMessages } from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** What a person reads before a live campaign begins, a part of the tab Campaign Ops. */
export const campaignOpsFirstMessagesContract = defineEndpoints({
  firstMessages: {
    method: 'GET',
    path: '/api/campaign-ops/campaigns/:campaignId/first-messages',
    result: FirstMessages,
    summary: 'The first messages of a live campaign: those that wait for a reader, and those that were let go',
  },
  letFirstMessagesGo: {
    method: 'POST',
    path: '/api/campaign-ops/campaigns/:campaignId/first-messages/let-go',
    body: z.object({ read: z.array(z.object({ id: z.string(), fingerprint: z.string() })) }),
    result: FirstMessages,
    summary: 'Let messages go that were read, as they were read: all of them or none',
  },
  holdFirstMessage: {
    method: 'POST',
    path: '/api/campaign-ops/first-messages/:messageId/hold',
    result: FirstMessages,
    summary: 'Hold a message again that was let go and has not left',
  },
});
