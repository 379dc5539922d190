import * as z from 'zod/mini';
import { Lead } from './lead.ts';

/** NEAR: two leads look alike. CONFLICT: one row of a file named both. PERSON: they are leads of two clients. */
export const MatchKind = z.enum(['NEAR', 'CONFLICT', 'PERSON']);
export type MatchKind = z.infer<typeof MatchKind>;

/** OPEN waits for a person; NOT_SAME is remembered; MERGED: one lead now; LINKED: one person, a lead of each client. */
export const MatchStatus = z.enum(['OPEN', 'NOT_SAME', 'MERGED', 'LINKED']);
export type MatchStatus = z.infer<typeof MatchStatus>;

/** One observation about two leads: what speaks for or against their being one person, and how strongly. */
export const MatchEvidence = z.object({
  about: z.enum(['first', 'last', 'company', 'email', 'phone', 'linkedin', 'country', 'row']),
  finding: z.enum(['same', 'alike', 'part', 'initial', 'swapped', 'different']),
  /** How much likelier it is for one person than for two, as a power of two; below 0 it speaks against. */
  bits: z.number(),
});
export type MatchEvidence = z.infer<typeof MatchEvidence>;

/** Two leads that may be one person. */
export const MatchPair = z.object({
  id: z.string(),
  kind: MatchKind,
  status: MatchStatus,
  /** 0–1; .5 where a person begins to be asked. */
  sureness: z.number(),
  evidence: z.array(MatchEvidence),
  /** The one that was known first. */
  left: Lead,
  right: Lead,
  leftClient: z.string(),
  rightClient: z.string(),
  createdAt: z.string(),
});
export type MatchPair = z.infer<typeof MatchPair>;

/** A page of pairs, the surest first. */
export const MatchPage = z.object({
  pairs: z.array(MatchPair),
  total: z.number(),
  next: z.nullable(z.string()),
});
export type MatchPage = z.infer<typeof MatchPage>;

/** Which pairs: every part narrows. */
export const MatchFilter = z.object({
  clientId: z.optional(z.string()),
  kind: z.optional(MatchKind),
  /** OPEN by default. */
  status: z.optional(MatchStatus),
});
export type MatchFilter = z.infer<typeof MatchFilter>;

/** What of a lead can be chosen when two become one; parts that belong together go together. */
export const MergeField = z.enum([
  ...['name', 'title', 'company', 'companyDomain', 'industry', 'employeeCount', 'revenue', 'location', 'country'],
  ...['email', 'linkedin', 'phone', 'timeZone', 'language'],
] as const);
export type MergeField = z.infer<typeof MergeField>;

/** Whose value stays, for fields where both have one; the kept lead's where nothing is said. */
export const MergeChoices = z.partialRecord(MergeField, z.enum(['kept', 'absorbed']));
export type MergeChoices = z.infer<typeof MergeChoices>;

/** One field of two leads that are to become one. */
export const MergeFieldPreview = z.object({
  field: MergeField,
  kept: z.string(),
  absorbed: z.string(),
  /** Whose value it will be. */
  takes: z.enum(['kept', 'absorbed']),
  /** Both have a value, and not the same. */
  isConflict: z.boolean(),
});
export type MergeFieldPreview = z.infer<typeof MergeFieldPreview>;

/** What merging two leads would do. Nothing is written. */
export const MergePreview = z.object({
  keep: Lead,
  absorb: Lead,
  fields: z.array(MergeFieldPreview),
  /** What will happen besides, each one plain sentence. */
  says: z.array(z.string()),
});
export type MergePreview = z.infer<typeof MergePreview>;

/** A merge as it was made. */
export const LeadMerge = z.object({
  id: z.string(),
  clientId: z.string(),
  keptId: z.string(),
  keptName: z.string(),
  absorbedId: z.string(),
  absorbedName: z.string(),
  mergedBy: z.string(),
  mergedAt: z.string(),
  undoneAt: z.nullable(z.string()),
  undoneBy: z.string(),
});
export type LeadMerge = z.infer<typeof LeadMerge>;

/** Which leads a search looks at: all, or those made since the last one against all. */
export const MatchScope = z.enum(['ALL', 'NEW']);
export type MatchScope = z.infer<typeof MatchScope>;

/** One search for leads that may be one person. */
export const MatchRun = z.object({
  id: z.string(),
  clientId: z.nullable(z.string()),
  scope: MatchScope,
  /** INTERRUPTED: it says that it runs, and nobody runs it. */
  status: z.enum(['RUNNING', 'COMPLETED', 'CANCELLED', 'FAILED', 'INTERRUPTED']),
  /** How much is done, 0–1. */
  share: z.number(),
  leads: z.number(),
  compared: z.number(),
  /** Pairs that were not known before. */
  found: z.number(),
  error: z.string(),
  startedBy: z.string(),
  startedAt: z.string(),
  endedAt: z.nullable(z.string()),
});
export type MatchRun = z.infer<typeof MatchRun>;
