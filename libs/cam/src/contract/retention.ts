import * as z from 'zod/mini';

/** What can be kept for a limited time. */
export const RetentionKind = z.enum(['unconfirmed-forms', 'rejected-rows', 'idle-leads']);
export type RetentionKind = z.infer<typeof RetentionKind>;

/** A rule of how long something is kept, as it holds now. */
export const RetentionRule = z.object({
  kind: RetentionKind,
  title: z.string(),
  /** What goes, and what of it stays; it cannot be undone. */
  what: z.string(),
  isOn: z.boolean(),
  days: z.number(),
  leastDays: z.number(),
  mostDays: z.number(),
  /** When it was carried out last; null: never. */
  lastRunAt: z.nullable(z.string()),
});
export type RetentionRule = z.infer<typeof RetentionRule>;

/** What would go if a rule were carried out now. */
export const RetentionPreview = z.object({
  kind: RetentionKind,
  days: z.number(),
  count: z.number(),
  /** The oldest of them, in words, at most twenty. */
  sample: z.array(z.object({ what: z.string(), at: z.string() })),
});
export type RetentionPreview = z.infer<typeof RetentionPreview>;

/** One time that a rule was carried out. */
export const RetentionRun = z.object({
  id: z.string(),
  kind: RetentionKind,
  days: z.number(),
  removed: z.number(),
  /** Empty when it went well. */
  error: z.string(),
  by: z.string(),
  at: z.string(),
});
export type RetentionRun = z.infer<typeof RetentionRun>;
