import * as z from 'zod/mini';
import { LeadState, Tier } from './lead.ts';

/**
 * Why a lead needs a person. REVIEW: something asked for one, and nothing is written to it before. ADDRESS: its mail
 * address was found to be no good. COMPANY: it is a promising one whose company nobody knows.
 */
export const ReviewKind = z.enum(['REVIEW', 'ADDRESS', 'COMPANY']);
export type ReviewKind = z.infer<typeof ReviewKind>;

/** One reason: since when, and why in a plain sentence. */
export const ReviewReason = z.object({ kind: ReviewKind, since: z.string(), why: z.string() });
export type ReviewReason = z.infer<typeof ReviewReason>;

/** A lead that needs a person, with every reason, oldest first. */
export const ReviewItem = z.object({
  leadId: z.string(),
  clientId: z.string(),
  name: z.string(),
  title: z.string(),
  company: z.string(),
  email: z.string(),
  state: LeadState,
  tier: z.nullable(Tier),
  score: z.nullable(z.number()),
  since: z.string(),
  reasons: z.array(ReviewReason),
});
export type ReviewItem = z.infer<typeof ReviewItem>;

/** A page of the queue, oldest first. */
export const ReviewPage = z.object({
  items: z.array(ReviewItem),
  /** Give it back to read on; null on the last page. */
  next: z.nullable(z.string()),
});
export type ReviewPage = z.infer<typeof ReviewPage>;

/** How many wait for each kind of reason; counted up to 1,000, which then means "1,000 or more". */
export const ReviewCounts = z.record(ReviewKind, z.number());
export type ReviewCounts = z.infer<typeof ReviewCounts>;

/** Many things of one kind that are decided in a view of their own. */
export const ReviewGroup = z.object({
  /** `held`: forms that a person decides about; `confirmations`: forms whose sender has not confirmed the address. */
  kind: z.enum(['conflicts', 'matches', 'held', 'confirmations']),
  count: z.number(),
  /** The import whose values are meant; null for the other kinds. */
  batchId: z.nullable(z.string()),
  /** The file's name; empty for the other kinds. */
  name: z.string(),
  /** Null: nobody counts since when. */
  since: z.nullable(z.string()),
});
export type ReviewGroup = z.infer<typeof ReviewGroup>;
