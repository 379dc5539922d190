import * as z from 'zod/mini';
import { Tier, type Factor } from './lead.ts';

/** What each factor weighs within its half of the score, in steps of .01. The weights of a half add up to 1. */
export const ScoringWeights = z.object({
  size: z.number(),
  industry: z.number(),
  revenue: z.number(),
  location: z.number(),
  title: z.number(),
  seniority: z.number(),
  signals: z.number(),
});
export type ScoringWeights = z.infer<typeof ScoringWeights>;

/** How leads of one client are scored, graded and routed. Bounds: `scoring-problems.ts`. */
export const ScoringRules = z.object({
  weights: ScoringWeights,
  /** Scores from which a tier begins; below `cool` is cold. */
  tiers: z.object({ hot: z.number(), warm: z.number(), cool: z.number() }),
  /** Fit from which a grade begins; A also needs a known budget and timeline. Below `c` is D. */
  grades: z.object({ a: z.number(), b: z.number(), c: z.number() }),
  /** A lead that scores lower is not put in sequence, unless its campaign says another number; null: every lead is. */
  lowestScore: z.nullable(z.number()),
  /** Sequence id for a tier, where the campaign names none; a tier that is missing takes the built-in sequence. */
  sequenceByTier: z.record(z.string(), z.string()),
});
export type ScoringRules = z.infer<typeof ScoringRules>;

/** The rules that hold until a client has its own. DOMAIN section 4. */
export const builtInRules: ScoringRules = {
  weights: { size: 0.3, industry: 0.3, revenue: 0.25, location: 0.15, title: 0.35, seniority: 0.25, signals: 0.4 },
  tiers: { hot: 0.85, warm: 0.65, cool: 0.4 },
  grades: { a: 0.8, b: 0.6, c: 0.4 },
  lowestScore: null,
  sequenceByTier: {},
};

/** The factors of each half, in the order in which they are told. */
export const scoreParts = {
  fit: ['size', 'industry', 'revenue', 'location'],
  opportunity: ['title', 'seniority', 'signals'],
} as const satisfies Readonly<Record<Factor['part'], readonly Factor['key'][]>>;

/** One version of a client's rules. Version 0 stands for those that are built in. */
export const RulesVersion = z.object({
  version: z.number(),
  rules: ScoringRules,
  /** When, by whom and why it was saved; empty for version 0. */
  at: z.string(),
  by: z.string(),
  why: z.string(),
});
export type RulesVersion = z.infer<typeof RulesVersion>;

/** One thing about rules that does not hold, in a sentence at its field: `weights.size`, `tiers.hot`. */
export const RulesProblem = z.object({ field: z.string(), text: z.string() });
export type RulesProblem = z.infer<typeof RulesProblem>;

/** How many leads would change from one tier (null: not scored) to another. */
export const TierMove = z.object({ from: z.nullable(Tier), to: Tier, count: z.number() });
export type TierMove = z.infer<typeof TierMove>;

/** What other rules or another ideal customer would change; nothing is written. */
export const ScoringPreview = z.object({
  /** Leads that were looked at. */
  leads: z.number(),
  /** Of them, those whose tier would be another one. */
  moving: z.number(),
  moves: z.array(TierMove),
  before: z.record(z.string(), z.number()),
  after: z.record(z.string(), z.number()),
  /** Some of those who would move, the biggest change first. */
  examples: z.array(
    z.object({
      leadId: z.string(),
      name: z.string(),
      company: z.string(),
      fromTier: z.nullable(Tier),
      toTier: Tier,
      fromScore: z.nullable(z.number()),
      toScore: z.number(),
    }),
  ),
});
export type ScoringPreview = z.infer<typeof ScoringPreview>;
