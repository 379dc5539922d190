import { type ScoringRules, scoreParts } from '@aicmo/cam/contract';
import * as z from 'zod/mini';
import { tierOrder } from '../lead-words.tsx';

const Typed = z.object({
  /** Numbers as they are typed, by field: `weights.size`, `tiers.hot`, `grades.a`, `lowestScore`. */
  numbers: z.record(z.string(), z.string()),
  /** Sequence id for a tier; missing: the built-in one. */
  sequences: z.record(z.string(), z.string()),
  why: z.string(),
  /** The version that is being changed. */
  basedOn: z.number(),
});
/** Rules while somebody types. */
export type TypedRules = z.infer<typeof Typed>;

/** What was kept in this window; undefined for anything else. */
export const readTypedRules = (stored: unknown): TypedRules | undefined => {
  const result = z.safeParse(Typed, stored);
  return result.success ? result.data : undefined;
};

const two = (value: number): string => value.toFixed(2);

/** Rules as they stand in the form. */
export function typedFrom(rules: ScoringRules, basedOn: number, why = ''): TypedRules {
  const { weights, tiers, grades, lowestScore } = rules;
  const numbers = Object.fromEntries([
    ...Object.entries(weights).map(([key, value]) => [`weights.${key}`, two(value)]),
    ...Object.entries(tiers).map(([key, value]) => [`tiers.${key}`, two(value)]),
    ...Object.entries(grades).map(([key, value]) => [`grades.${key}`, two(value)]),
    ['lowestScore', lowestScore === null ? '' : two(lowestScore)],
  ]);
  return { numbers, sequences: { ...rules.sequenceByTier }, why, basedOn };
}

/** A typed number, with a comma or a point; NaN for what is none. */
const numberFrom = (text: string): number =>
  /^\s*\d*[.,]?\d+\s*$/.test(text) ? Number(text.trim().replace(',', '.')) : Number.NaN;

/** The rules that are typed; what is no number is NaN, which the check of rules names. */
export function rulesFrom({ numbers, sequences }: TypedRules): ScoringRules {
  const read = (field: string): number => numberFrom(numbers[field] ?? '');
  const lowest = (numbers['lowestScore'] ?? '').trim();
  return {
    weights: {
      ...{ size: read('weights.size'), industry: read('weights.industry'), revenue: read('weights.revenue') },
      ...{ location: read('weights.location'), title: read('weights.title'), seniority: read('weights.seniority') },
      signals: read('weights.signals'),
    },
    tiers: { hot: read('tiers.hot'), warm: read('tiers.warm'), cool: read('tiers.cool') },
    grades: { a: read('grades.a'), b: read('grades.b'), c: read('grades.c') },
    lowestScore: lowest === '' ? null : numberFrom(lowest),
    sequenceByTier: Object.fromEntries(tierOrder.flatMap((tier) => (sequences[tier] ? [[tier, sequences[tier]]] : []))),
  };
}

/** What the weights of a half add up to, in whole hundredths; NaN while one is no number. */
export const sumOf = (rules: ScoringRules, part: keyof typeof scoreParts): number =>
  scoreParts[part].reduce((sum, key) => sum + Math.round(rules.weights[key] * 100), 0);
