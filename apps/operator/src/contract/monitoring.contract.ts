import { defineEndpoints } from '@aicmo/core-server/contract';
import { LedgerEntry } from '@aicmo/core-effects/contract';
import { IngestResult, ListeningReport, ListeningSource, Mention, sentimentLabels } from '@aicmo/social/contract';
import * as z from 'zod/mini';
import { mailboxEndpoints } from './monitoring/mailboxes.contract.ts';

const clientQuery = z.object({ client: z.optional(z.string()) });

/** A report in a list. */
export const ReportSummary = z.object({
  id: z.string(),
  clientId: z.string(),
  madeAt: z.string(),
  madeBy: z.string(),
  query: z.string(),
  from: z.string(),
  to: z.string(),
  mentions: z.number(),
  gaps: z.number(),
});
export type ReportSummary = z.infer<typeof ReportSummary>;

const StoredReport = z.object({ id: z.string(), clientId: z.string(), madeBy: z.string(), report: ListeningReport });

export const monitoringContract = defineEndpoints({
  ...mailboxEndpoints,
  sources: {
    method: 'GET',
    path: '/api/monitoring/sources',
    query: clientQuery,
    result: z.object({ sources: z.array(ListeningSource) }),
    summary: 'What we listen to, with what came of the last reading',
  },
  addSource: {
    method: 'POST',
    path: '/api/monitoring/sources',
    body: z.object({ clientId: z.string(), name: z.string(), url: z.string() }),
    result: z.object({ sourceId: z.string(), reading: z.nullable(IngestResult) }),
    summary: 'Listen to a feed and read it once; without an address its documents are handed in',
  },
  readSource: {
    method: 'POST',
    path: '/api/monitoring/sources/:sourceId/readings',
    result: IngestResult,
    summary: 'Read a source now',
  },
  handIn: {
    method: 'POST',
    path: '/api/monitoring/sources/:sourceId/documents',
    body: 'bytes',
    result: IngestResult,
    summary: 'Take the document of a feed from a person',
  },
  stopListening: {
    method: 'POST',
    path: '/api/monitoring/sources/:sourceId/archive',
    summary: 'Stop listening; what was heard stays',
  },
  mentions: {
    method: 'GET',
    path: '/api/monitoring/mentions',
    query: z.object({
      client: z.optional(z.string()),
      source: z.optional(z.string()),
      sentiment: z.optional(z.enum(sentimentLabels)),
      search: z.optional(z.string()),
    }),
    result: z.object({ rows: z.array(Mention), total: z.int() }),
    summary: 'What was heard, newest first, at most 1000',
  },
  mention: {
    method: 'GET',
    path: '/api/monitoring/mentions/:mentionId',
    result: Mention,
    summary: 'One mention with its sentiment explained',
  },
  correct: {
    method: 'POST',
    path: '/api/monitoring/mentions/:mentionId/sentiment',
    body: z.object({ label: z.enum(sentimentLabels) }),
    result: Mention,
    summary: "A person's word on the sentiment of a mention",
  },
  reports: {
    method: 'GET',
    path: '/api/monitoring/reports',
    query: clientQuery,
    result: z.object({ reports: z.array(ReportSummary) }),
    summary: 'The reports made, newest first',
  },
  report: {
    method: 'GET',
    path: '/api/monitoring/reports/:reportId',
    result: StoredReport,
    summary: 'One report as it was made',
  },
  makeReport: {
    method: 'POST',
    path: '/api/monitoring/reports',
    body: z.object({ clientId: z.string(), from: z.string(), to: z.string(), query: z.string() }),
    result: StoredReport,
    summary: 'Report on what the sources of a client brought in a window of time',
  },
  effects: {
    method: 'GET',
    path: '/api/monitoring/effects',
    result: z.object({
      /** Rows of the ledger by what became of them. */
      counts: z.record(z.string(), z.number()),
      externalSends: z.number(),
      latest: z.array(LedgerEntry),
    }),
    summary: 'What wanted to leave the house and what became of it',
  },
});
