import {
  AskedBack,
  Suppression,
  SuppressionKind,
  SuppressionListReading,
  SuppressionListResult,
  SuppressionPage,
} from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

const filter = {
  client: z.optional(z.string()),
  kind: z.optional(SuppressionKind),
  search: z.optional(z.string()),
  source: z.optional(z.string()),
};

/** Those who are never contacted. */
export const suppressionEndpoints = defineEndpoints({
  suppressions: {
    method: 'GET',
    path: '/api/acquisition/suppression',
    query: z.object({ ...filter, cursor: z.optional(z.string()) }),
    result: SuppressionPage,
    summary: 'Those who are never contacted, newest first, a hundred a page',
  },
  suppressionAdd: {
    method: 'POST',
    path: '/api/acquisition/suppression',
    body: z.object({ client: z.nullable(z.string()), kind: SuppressionKind, value: z.string(), reason: z.string() }),
    result: Suppression,
    summary: 'Put an address, domain, profile or number on the list',
  },
  suppressionRemove: {
    method: 'POST',
    path: '/api/acquisition/suppression/:id/remove',
    body: z.object({ reason: z.string() }),
    summary: 'Take an entry off the list, with a reason',
  },
  suppressionRead: {
    method: 'POST',
    path: '/api/acquisition/suppression/read',
    body: 'bytes',
    result: SuppressionListReading,
    summary: 'What a file would add; nothing is written',
  },
  suppressionImport: {
    method: 'POST',
    path: '/api/acquisition/suppression/import',
    query: z.object({ file: z.string(), reason: z.string(), client: z.optional(z.string()) }),
    body: 'bytes',
    result: SuppressionListResult,
    summary: 'Put everybody of a file on the list',
  },
  suppressionRemoveSource: {
    method: 'POST',
    path: '/api/acquisition/suppression/remove-source',
    body: z.object({ client: z.nullable(z.string()), source: z.string(), reason: z.string() }),
    result: z.object({ removed: z.number() }),
    summary: 'Take everybody off the list of a client, or of every client, who came by one file',
  },
  askedBack: {
    method: 'GET',
    path: '/api/acquisition/opt-outs/asked-back',
    result: z.object({ people: z.array(AskedBack) }),
    summary: 'Those who unsubscribed and said that it was a mistake, oldest first',
  },
  optOutLift: {
    method: 'POST',
    path: '/api/acquisition/opt-outs/:id/lift',
    body: z.object({ reason: z.string() }),
    summary: 'Let somebody who unsubscribed be contacted again, with a reason',
  },
  optOutLeave: {
    method: 'POST',
    path: '/api/acquisition/opt-outs/:id/leave',
    summary: 'Leave somebody out who said that unsubscribing was a mistake',
  },
  suppressionExport: {
    method: 'GET',
    path: '/api/acquisition/suppression/export',
    query: z.object(filter),
    result: z.object({ fileName: z.string(), text: z.string() }),
    summary: 'The list as a CSV that its import reads back',
  },
});
