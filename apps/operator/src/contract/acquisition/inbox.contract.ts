import {
  AnswerResult,
  InboundKind,
  InboxCounts,
  InboxDraft,
  InboxOutcome,
  InboxPage,
  InboxThread,
  InboxView,
  SentSearch,
  UndoOffer,
} from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

const client = { client: z.optional(z.string()) };

/** What people wrote back, what becomes of it, and what is answered. */
export const inboxEndpoints = defineEndpoints({
  inbox: {
    method: 'GET',
    path: '/api/acquisition/inbox',
    query: z.object({
      ...{ ...client, view: z.optional(InboxView), kind: z.optional(InboundKind) },
      /** A person's name; empty: nobody's. */
      ...{ whose: z.optional(z.string()), search: z.optional(z.string()), cursor: z.optional(z.string()) },
    }),
    result: InboxPage,
    summary: 'Conversations of one part of the inbox: those that wait longest first, fifty a page',
  },
  inboxCounts: {
    method: 'GET',
    path: '/api/acquisition/inbox-counts',
    query: z.object(client),
    result: InboxCounts,
    summary: 'How many wait for an answer, by kind and by person',
  },
  inboxThread: {
    method: 'GET',
    path: '/api/acquisition/inbox/:inboundId',
    result: InboxThread,
    summary: 'A conversation: what was written both ways, its draft, and whether it can be answered',
  },
  inboxSeen: {
    method: 'POST',
    path: '/api/acquisition/inbox/:inboundId/seen',
    result: z.object({}),
    summary: 'Somebody has opened a message',
  },
  inboxOutcome: {
    method: 'POST',
    path: '/api/acquisition/inbox/:inboundId/outcome',
    body: z.object({ outcome: InboxOutcome }),
    result: UndoOffer,
    summary: 'Say what a message came to; its lead moves with it',
  },
  inboxLater: {
    method: 'POST',
    path: '/api/acquisition/inbox/:inboundId/later',
    body: z.object({ until: z.string(), timeZone: z.string() }),
    result: UndoOffer,
    summary: 'Put a conversation off: it comes back then, or when the person writes again',
  },
  inboxAssign: {
    method: 'POST',
    path: '/api/acquisition/inbox/:inboundId/assigned',
    body: z.object({ name: z.string() }),
    result: UndoOffer,
    summary: 'Say whose a conversation is; an empty name: nobody’s',
  },
  inboxReopen: {
    method: 'POST',
    path: '/api/acquisition/inbox/:inboundId/reopened',
    result: UndoOffer,
    summary: 'Let a conversation that is done or put off wait for an answer again',
  },
  inboxCorrect: {
    method: 'POST',
    path: '/api/acquisition/inbox/:inboundId/kind',
    body: z.object({ kind: InboundKind }),
    result: UndoOffer,
    summary: 'Say what a message is when the machine was wrong: it then does what such a message does',
  },
  inboxDraft: {
    method: 'POST',
    path: '/api/acquisition/inbox/:inboundId/draft',
    body: z.object({ text: z.string(), version: z.nullable(z.number()) }),
    result: z.object({ draft: z.nullable(InboxDraft) }),
    summary: 'Keep an answer that is being written; an empty text is no draft',
  },
  inboxTakeOver: {
    method: 'POST',
    path: '/api/acquisition/inbox/:inboundId/draft/taken-over',
    result: InboxDraft,
    summary: 'Say that a draft which was begun before the newest message fits it too',
  },
  inboxSend: {
    method: 'POST',
    path: '/api/acquisition/inbox/:inboundId/answer',
    body: z.object({ version: z.number() }),
    result: AnswerResult,
    summary: 'Send the draft over the mailbox to which the person wrote, in their thread',
  },
  inboxSentSearch: {
    method: 'GET',
    path: '/api/acquisition/inbox/answers/:answerId/sent',
    result: SentSearch,
    summary: 'Look for an answer where its mailbox keeps what it sent',
  },
  inboxResolve: {
    method: 'POST',
    path: '/api/acquisition/inbox/answers/:answerId/resolved',
    body: z.object({ outcome: z.enum(['SENT', 'FAILED']), reason: z.string() }),
    result: z.object({}),
    summary: 'Say whether an answer of which nobody knows arrived',
  },
});
