import { GoLive, GoLiveMessage } from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

const path = '/api/campaign-ops/campaigns/:campaignId/live' as const;

/** Going live, a part of the tab Campaign Ops. */
export const campaignOpsLiveContract = defineEndpoints({
  goLive: { method: 'GET', path, result: GoLive, summary: 'What has to be so before a campaign writes to real people' },
  goLiveMessages: {
    method: 'GET',
    path: `${path}/messages`,
    result: z.object({ messages: z.array(GoLiveMessage) }),
    summary: 'The messages of a campaign as its best lead would read them',
  },
  goLiveAsk: {
    method: 'POST',
    path: `${path}/ask`,
    result: GoLive,
    summary: 'Ask the name servers about the mailboxes of a campaign, and look again',
  },
  goLiveRead: {
    method: 'POST',
    path: `${path}/read`,
    body: z.object({ wording: z.string() }),
    result: GoLive,
    summary: 'Say that the messages were read as they are',
  },
  goLiveNow: {
    method: 'POST',
    path,
    body: z.object({ sentence: z.string() }),
    result: GoLive,
    summary: 'Let a campaign write to real people, agreeing to what that means',
  },
  simulateAgain: {
    method: 'POST',
    path: `${path}/end`,
    body: z.object({ reason: z.string() }),
    result: GoLive,
    summary: 'Let a campaign simulate again, with a reason',
  },
});
