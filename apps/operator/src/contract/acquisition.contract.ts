import {
  CampaignMode,
  CampaignStatus,
  ColumnMapping,
  DuplicatePolicy,
  IdealCustomer,
  ImportBatch,
  ImportPreview,
  LeadCounts,
  LeadDetail,
  LeadState,
  MergeConflict,
  OutreachAttempt,
  RejectedRow,
  RunOutcome,
  Tier,
} from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** A lead as a row of the table. */
export const LeadRow = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string(),
  company: z.string(),
  email: z.string(),
  place: z.string(),
  /** 0–1; null until scored. */
  score: z.nullable(z.number()),
  tier: z.nullable(Tier),
  state: LeadState,
  needsReview: z.boolean(),
  /** The sequence in which it is now; null: in none. */
  sequence: z.nullable(z.object({ name: z.string(), isPaused: z.boolean() })),
  source: z.string(),
  createdAt: z.string(),
});
export type LeadRow = z.infer<typeof LeadRow>;

/** A campaign that leads can be put into. */
export const CampaignChoice = z.object({
  id: z.string(),
  clientId: z.string(),
  name: z.string(),
  status: CampaignStatus,
  mode: CampaignMode,
});
export type CampaignChoice = z.infer<typeof CampaignChoice>;

/** Where the people of a file go, and how its columns are read. New clients and campaigns are made on the way. */
export const ImportPlan = z.object({
  client: z.union([
    z.object({ id: z.string() }),
    z.object({ name: z.string(), timeZone: z.string(), senderName: z.string() }),
  ]),
  campaign: z.union([z.object({ id: z.string() }), z.object({ name: z.string(), icp: IdealCustomer })]),
  mapping: ColumnMapping,
  /** For people who are known already. */
  policy: DuplicatePolicy,
});
export type ImportPlan = z.infer<typeof ImportPlan>;

/** A value that travels as JSON in the address, beside a body of raw bytes. */
const jsonText = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((text: string, context): unknown => {
        try {
          return JSON.parse(text);
        } catch {
          context.issues.push({ code: 'custom', message: 'expected JSON', input: text });
          return z.NEVER;
        }
      }),
    ),
    schema,
  );

const filter = {
  client: z.optional(z.string()),
  campaign: z.optional(z.string()),
  batch: z.optional(z.string()),
};

export const acquisitionContract = defineEndpoints({
  leads: {
    method: 'GET',
    path: '/api/acquisition/leads',
    query: z.object({
      ...filter,
      state: z.optional(LeadState),
      tier: z.optional(Tier),
      review: z.optional(z.enum(['yes', 'no'])),
      search: z.optional(z.string()),
      cursor: z.optional(z.string()),
    }),
    result: z.object({ leads: z.array(LeadRow), total: z.number(), next: z.nullable(z.string()) }),
    summary: 'Leads, best score first, a hundred a page',
  },
  counts: {
    method: 'GET',
    path: '/api/acquisition/counts',
    query: z.object(filter),
    result: LeadCounts,
    summary: 'How many leads there are of each state and tier',
  },
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
  campaigns: {
    method: 'GET',
    path: '/api/acquisition/campaigns',
    query: z.object({ client: z.optional(z.string()) }),
    result: z.object({ campaigns: z.array(CampaignChoice) }),
    summary: 'The campaigns that leads can be put into',
  },
  imports: {
    method: 'GET',
    path: '/api/acquisition/imports',
    query: z.object({ client: z.optional(z.string()) }),
    result: z.object({ batches: z.array(ImportBatch) }),
    summary: 'The imported files, newest first',
  },
  preview: {
    method: 'POST',
    path: '/api/acquisition/imports/preview',
    query: z.object({
      file: z.string(),
      client: z.optional(z.string()),
      campaign: z.optional(z.string()),
      mapping: z.optional(jsonText(ColumnMapping)),
    }),
    body: 'bytes',
    result: ImportPreview,
    summary: 'What would become of a file; nothing is written',
  },
  begin: {
    method: 'POST',
    path: '/api/acquisition/imports',
    query: z.object({ file: z.string(), plan: jsonText(ImportPlan) }),
    body: 'bytes',
    result: ImportBatch,
    summary: 'Begin to import a file',
  },
  progress: {
    method: 'GET',
    path: '/api/acquisition/imports/:batchId/progress',
    events: ImportBatch,
    summary: 'An import, now and after each five hundred rows',
  },
  cancel: {
    method: 'POST',
    path: '/api/acquisition/imports/:batchId/cancel',
    result: ImportBatch,
    summary: 'Stop an import; what is imported stays',
  },
  outcome: {
    method: 'GET',
    path: '/api/acquisition/imports/:batchId/outcome',
    result: z.object({
      batch: ImportBatch,
      rejections: z.array(RejectedRow),
      conflicts: z.array(MergeConflict),
    }),
    summary: 'What became of a file: its counters, rejected rows and values left alone',
  },
  rejectedFile: {
    method: 'GET',
    path: '/api/acquisition/imports/:batchId/rejected-file',
    result: z.object({ fileName: z.string(), text: z.string() }),
    summary: 'The rejected rows as a file to correct and import again',
  },
  simulate: {
    method: 'POST',
    path: '/api/acquisition/campaigns/:campaignId/simulation',
    result: z.object({ outcome: RunOutcome, messages: z.array(OutreachAttempt), total: z.number() }),
    summary: 'Run a campaign in simulation, starting it first when it is a draft; nothing is sent',
  },
});
