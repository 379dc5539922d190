import * as z from 'zod/mini';

/** How a check came out. */
export const qcOutcomes = ['PASS', 'WARN', 'FAIL'] as const;

/** One check of quality on one text. */
export const QcCheck = z.object({
  /** Stable, kebab-case. Never shown to an operator. */
  id: z.string(),
  title: z.string(),
  outcome: z.enum(qcOutcomes),
  /** How bad a failure of this check is. */
  severity: z.enum(['BLOCKER', 'MAJOR', 'MINOR']),
  /** One plain sentence: what was found. */
  why: z.string(),
  /** The places found, as they stand in the text. */
  found: z.array(z.string()),
});
/** One check of quality on one text. */
export type QcCheck = z.infer<typeof QcCheck>;

/** All checks on exactly one content. */
export const QcReport = z.object({
  /** Of the content that was checked. */
  hash: z.string(),
  verdict: z.enum(qcOutcomes),
  /** 0 to 100. */
  score: z.number(),
  checks: z.array(QcCheck),
  at: z.string(),
});
/** All checks on exactly one content. */
export type QcReport = z.infer<typeof QcReport>;
