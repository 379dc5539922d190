import * as z from 'zod/mini';
import { OutreachAttempt, SendingTry, SentSearch, UncertainMessage } from '@aicmo/cam/contract';

/** Mail that may or may not have left. */
export const uncertainEndpoints = {
  uncertain: {
    method: 'GET',
    path: '/api/publishing/uncertain',
    query: z.object({ client: z.optional(z.string()) }),
    result: z.object({ messages: z.array(UncertainMessage) }),
    summary: 'Messages that may or may not have left, the oldest first',
  },
  tries: {
    method: 'GET',
    path: '/api/publishing/messages/:messageId/tries',
    result: z.object({ tries: z.array(SendingTry) }),
    summary: 'Every try at sending a message, with what was said at the mail server',
  },
  search: {
    method: 'POST',
    path: '/api/publishing/uncertain/:messageId/search',
    result: SentSearch,
    summary: 'Look for an uncertain message in the folder of sent mail of its mailbox',
  },
  resolve: {
    method: 'POST',
    path: '/api/publishing/uncertain/:messageId/decision',
    body: z.object({ outcome: z.enum(['SENT', 'FAILED']), reason: z.string() }),
    result: OutreachAttempt,
    summary: 'Say whether an uncertain message left; it is never sent again by itself',
  },
} as const;
