import type { LeadScore } from './lead.ts';

const names = {
  size: 'Company size',
  industry: 'Industry',
  revenue: 'Revenue',
  location: 'Place',
  title: 'Title',
  seniority: 'Seniority',
  signals: 'Signals',
} as const;

/**
 * A score in sentences that can be recomputed by hand: one line for each factor (value × weight, why), then the two
 * halves, then the mean.
 */
export function explainScore(score: LeadScore): readonly string[] {
  const lines = score.factors.map(
    ({ key, value, weight, why }) => `${names[key]}: ${two(value)} × ${two(weight)} = ${four(value * weight)}. ${why}`,
  );
  return [
    ...lines,
    `Fit ${four(score.fit)} and opportunity ${four(score.opportunity)}: score ${exact(score.score)}, ${score.tier.toLowerCase()}.`,
  ];
}

const two = (value: number): string => value.toFixed(2);
const four = (value: number): string => value.toFixed(4);

/** The mean of two numbers of four decimals has five at most: the fifth is shown where there is one. */
const exact = (value: number): string => value.toFixed(5).replace(/0$/, '');
