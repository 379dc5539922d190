import * as z from 'zod/mini';
import { Consent, EmailCheck, Grade, Lead, LeadState, Tier } from './lead.ts';

/** Which leads: every part narrows. */
export const LeadFilter = z.object({
  clientId: z.optional(z.string()),
  campaignId: z.optional(z.string()),
  /** The import that they came with. */
  batchId: z.optional(z.string()),
  state: z.optional(LeadState),
  tier: z.optional(Tier),
  grade: z.optional(Grade),
  needsReview: z.optional(z.boolean()),
  consent: z.optional(Consent),
  emailCheck: z.optional(EmailCheck),
  /** Whether a sequence goes on with them now; a paused one counts. */
  inSequence: z.optional(z.boolean()),
  /** An instant: added then or later. */
  addedFrom: z.optional(z.string()),
  /** An instant: added before it. */
  addedBefore: z.optional(z.string()),
  /** Parts of a name, company, title or address, in any case; all of them must be there. */
  search: z.optional(z.string()),
});
export type LeadFilter = z.infer<typeof LeadFilter>;

/** What a list of leads can be sorted by; those of the first line in any number, the others while there are few. */
export const LeadSort = z.enum([
  ...['score', 'tier', 'name', 'company', 'added'],
  ...['title', 'email', 'place', 'state', 'source', 'emailCheck', 'consent', 'changed', 'grade', 'sequence'],
] as const);
export type LeadSort = z.infer<typeof LeadSort>;

/** An order. What is not known is smaller than everything else. */
export const LeadOrder = z.object({ by: LeadSort, direction: z.enum(['asc', 'desc']) });
export type LeadOrder = z.infer<typeof LeadOrder>;

/** A page of leads, and how many there are in all. */
export const LeadPage = z.object({
  leads: z.array(Lead),
  total: z.number(),
  /** False: there are at least `total`; counting all of them would take longer than a page may. */
  isTotalExact: z.boolean(),
  /** Give it back to read on; null on the last page. */
  next: z.nullable(z.string()),
});
export type LeadPage = z.infer<typeof LeadPage>;

/** How many leads there are of each state and tier. */
export const LeadCounts = z.object({
  total: z.number(),
  byState: z.record(z.string(), z.number()),
  byTier: z.record(z.string(), z.number()),
  needsReview: z.number(),
});
export type LeadCounts = z.infer<typeof LeadCounts>;
