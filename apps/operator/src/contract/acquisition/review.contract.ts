import { ReviewCounts, ReviewGroup, ReviewKind, ReviewPage, UndoOffer } from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

const client = { client: z.optional(z.string()) };

/** Who needs a person, why, and what the person says to it. */
export const reviewEndpoints = defineEndpoints({
  review: {
    method: 'GET',
    path: '/api/acquisition/review',
    query: z.object({ ...client, kind: z.optional(ReviewKind), cursor: z.optional(z.string()) }),
    result: ReviewPage,
    summary: 'Leads that need a person, oldest first, fifty a page',
  },
  reviewSummary: {
    method: 'GET',
    path: '/api/acquisition/review-summary',
    query: z.object(client),
    result: z.object({ counts: ReviewCounts, groups: z.array(ReviewGroup) }),
    summary: 'How many leads need a person for each kind of reason, and what waits in other views',
  },
  lookedAt: {
    method: 'POST',
    path: '/api/acquisition/leads/:leadId/looked-at',
    result: UndoOffer,
    summary: 'Say that a person has looked at a lead: every reason is answered',
  },
  later: {
    method: 'POST',
    path: '/api/acquisition/leads/:leadId/later',
    body: z.object({ until: z.string(), timeZone: z.string() }),
    result: UndoOffer,
    summary: 'Put a lead off: it comes back to the queue then',
  },
  filePassed: {
    method: 'POST',
    path: '/api/acquisition/imports/:batchId/passed',
    result: UndoOffer,
    summary: 'The values that the merge of a file left alone stay as they are',
  },
});
