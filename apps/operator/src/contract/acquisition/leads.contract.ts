import { LeadCounts, LeadState, Tier } from '@aicmo/cam/contract';
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

const filter = {
  client: z.optional(z.string()),
  campaign: z.optional(z.string()),
  batch: z.optional(z.string()),
};

/** The list of leads. */
export const leadsEndpoints = defineEndpoints({
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
});
