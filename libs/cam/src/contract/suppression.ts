import * as z from 'zod/mini';

/** What a suppression names: one address, a whole domain, a profile or a number. */
export const SuppressionKind = z.enum(['email', 'domain', 'linkedin', 'phone']);
export type SuppressionKind = z.infer<typeof SuppressionKind>;

/** Somebody who is never contacted again, with the reason and where it came from. */
export const Suppression = z.object({
  id: z.string(),
  /** Null: for every client of the workspace. */
  clientId: z.nullable(z.string()),
  kind: SuppressionKind,
  /** Normalised. */
  value: z.string(),
  reason: z.string(),
  source: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
});
export type Suppression = z.infer<typeof Suppression>;

/** A page of the list, newest first, and how many there are in all. */
export const SuppressionPage = z.object({
  entries: z.array(Suppression),
  total: z.number(),
  /** Give it back to read on; null on the last page. */
  next: z.nullable(z.string()),
});
export type SuppressionPage = z.infer<typeof SuppressionPage>;

/** Which entries: every part narrows. */
export const SuppressionFilter = z.object({
  /** Those of one client and those for every client; missing: all. */
  clientId: z.optional(z.string()),
  kind: z.optional(SuppressionKind),
  /** Part of the value. */
  search: z.optional(z.string()),
  /** Exactly where it came from. */
  source: z.optional(z.string()),
});
export type SuppressionFilter = z.infer<typeof SuppressionFilter>;

/** What a file of entries was read as; nothing is written by reading. */
export const SuppressionListReading = z.object({
  rows: z.number(),
  /** Of each kind how many. */
  found: z.record(SuppressionKind, z.number()),
  /** Rows in which nothing was recognised, at most twenty. */
  rejected: z.array(z.object({ rowNumber: z.number(), raw: z.string(), reason: z.string() })),
  rejectedRows: z.number(),
});
export type SuppressionListReading = z.infer<typeof SuppressionListReading>;

/** What became of a file of entries. */
export const SuppressionListResult = z.extend(SuppressionListReading, { added: z.number(), known: z.number() });
export type SuppressionListResult = z.infer<typeof SuppressionListResult>;
