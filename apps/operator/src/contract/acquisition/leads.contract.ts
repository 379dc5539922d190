import {
  BulkAct,
  BulkPass,
  BulkResult,
  BulkTarget,
  Consent,
  EmailCheck,
  Grade,
  LeadCounts,
  LeadRun,
  LeadSort,
  LeadState,
  NewSavedView,
  SavedView,
  Tier,
} from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** A lead as a row of the table. */
export const LeadRow = z.object({
  id: z.string(),
  clientId: z.string(),
  name: z.string(),
  title: z.string(),
  company: z.string(),
  email: z.string(),
  place: z.string(),
  /** 0–1; null until scored. */
  score: z.nullable(z.number()),
  tier: z.nullable(Tier),
  grade: z.nullable(Grade),
  state: LeadState,
  consent: Consent,
  emailCheck: EmailCheck,
  needsReview: z.boolean(),
  /** The sequence in which it is now; null: in none. */
  sequence: z.nullable(z.object({ name: z.string(), isPaused: z.boolean() })),
  source: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type LeadRow = z.infer<typeof LeadRow>;

const place = { client: z.optional(z.string()), campaign: z.optional(z.string()) };
const yesOrNo = z.optional(z.enum(['yes', 'no']));

/** What narrows and sorts a list, as it stands in the address. */
export const LeadListQuery = z.object({
  ...{ ...place, batch: z.optional(z.string()), search: z.optional(z.string()) },
  ...{ state: z.optional(LeadState), tier: z.optional(Tier), grade: z.optional(Grade) },
  ...{ review: yesOrNo, sequence: yesOrNo, consent: z.optional(Consent), check: z.optional(EmailCheck) },
  /** A day, in the console's own time zone, as the instant at which it begins. */
  ...{ from: z.optional(z.string()), before: z.optional(z.string()) },
  ...{ sort: z.optional(LeadSort), direction: z.optional(z.enum(['asc', 'desc'])) },
});
export type LeadListQuery = z.infer<typeof LeadListQuery>;

/** The lists of leads, what is done to many of them, and the names under which they are found again. */
export const leadsEndpoints = defineEndpoints({
  leads: {
    method: 'GET',
    path: '/api/acquisition/leads',
    query: z.extend(LeadListQuery, {
      cursor: z.optional(z.string()),
      limit: z.optional(z.string().check(z.regex(/^[1-9]\d{0,2}$/))),
    }),
    result: z.object({
      leads: z.array(LeadRow),
      total: z.number(),
      /** False: there are at least so many. */
      isTotalExact: z.boolean(),
      next: z.nullable(z.string()),
    }),
    summary: 'Leads, best score first, a hundred a page',
  },
  counts: {
    method: 'GET',
    path: '/api/acquisition/counts',
    query: z.object({ ...place, tier: z.optional(Tier), review: yesOrNo }),
    result: LeadCounts,
    summary: 'How many leads there are of each state and tier',
  },
  leadsFile: {
    method: 'GET',
    path: '/api/acquisition/leads-file',
    query: LeadListQuery,
    file: true,
    summary: 'A list of leads as separated values, in its order',
  },
  bulkPass: {
    method: 'POST',
    path: '/api/acquisition/bulk-pass',
    body: z.object({ target: BulkTarget, pass: BulkPass }),
    result: z.object({ runs: z.array(LeadRun) }),
    summary: 'Check the addresses of many leads or score them again, in the background, one pass for each client',
  },
  bulkAct: {
    method: 'POST',
    path: '/api/acquisition/bulk',
    body: z.object({ target: BulkTarget, act: BulkAct }),
    result: BulkResult,
    summary: 'Do one act to many leads, which can be taken back',
  },
  views: {
    method: 'GET',
    path: '/api/acquisition/views',
    query: z.object({ client: z.optional(z.string()) }),
    result: z.object({ views: z.array(SavedView) }),
    summary: 'The saved lists of a client and of all clients',
  },
  saveView: {
    method: 'POST',
    path: '/api/acquisition/views',
    body: NewSavedView,
    result: SavedView,
    summary: 'Save a list under a name; one of the same name is replaced',
  },
  removeView: {
    method: 'DELETE',
    path: '/api/acquisition/views/:viewId',
    result: SavedView,
    summary: 'Forget a saved list, not its leads; gives it back to be saved again',
  },
});
