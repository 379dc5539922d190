import type { ScoringRules } from '@aicmo/cam/contract';
import { screenWord } from '../../../words.ts';
import { factorNames, tierOrder } from '../lead-words.tsx';

/** What the numbers of rules are called, by field. */
export const fieldNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(factorNames).map(([key, name]) => [`weights.${key}`, name])),
  ...{ 'weights.fit': 'Weights of fit', 'weights.opportunity': 'Weights of opportunity' },
  ...{ 'tiers.hot': 'Hot from', 'tiers.warm': 'Warm from', 'tiers.cool': 'Cool from' },
  ...{ 'grades.a': 'A from', 'grades.b': 'B from', 'grades.c': 'C from', lowestScore: 'Lowest score' },
};

const flat = (rules: ScoringRules, sequenceName: (id: string) => string): ReadonlyMap<string, string> =>
  new Map([
    ...Object.entries(rules.weights).map(([key, value]) => [`weights.${key}`, value.toFixed(2)] as const),
    ...Object.entries(rules.tiers).map(([key, value]) => [`tiers.${key}`, value.toFixed(2)] as const),
    ...Object.entries(rules.grades).map(([key, value]) => [`grades.${key}`, value.toFixed(2)] as const),
    ['lowestScore', rules.lowestScore === null ? 'none' : rules.lowestScore.toFixed(2)] as const,
    ...tierOrder.map((tier) => {
      const id = rules.sequenceByTier[tier];
      return [`${screenWord(tier)} sequence`, id === undefined ? 'built in' : sequenceName(id)] as const;
    }),
  ]);

/** What differs between two versions, in words: "Title 0.35 → 0.50". */
export function changesBetween(
  before: ScoringRules,
  after: ScoringRules,
  sequenceName: (id: string) => string,
): readonly string[] {
  const old = flat(before, sequenceName);
  return [...flat(after, sequenceName)].flatMap(([field, value]) => {
    const was = old.get(field);
    return was === value ? [] : [`${fieldNames[field] ?? field} ${was ?? ''} → ${value}`];
  });
}
