import { describe, expect, test } from '@jest/globals';
import { anyCustomer, type IdealCustomer } from '../../contract/campaign.ts';
import { rulesProblems } from '../../contract/scoring-problems.ts';
import { builtInRules, type ScoringRules } from '../../contract/scoring.ts';
import { explainScore } from '../../contract/explain-score.ts';
import { createScorer, type ScoredColumns } from './scorer.ts';
import { storedFactors } from './stored-factors.ts';

const icp: IdealCustomer = {
  ...{ industries: ['Software'], sizes: ['medium'], revenueFromCents: 300, revenueToCents: null },
  ...{ locations: ['Berlin', 'Germany'], titles: ['Head of Marketing'] },
};
const lead: ScoredColumns = {
  ...{ title: 'Head of Marketing EMEA', industry: 'Farming', location: 'Potsdam', country: 'Germany' },
  ...{ employeeCount: 12, revenueCents: 100, signals: '["hiring"]', budgetKnown: 0, timelineKnown: 0 },
};
const change = (given: Partial<ScoringRules>): ScoringRules => ({ ...builtInRules, ...given });
const weigh = (given: Partial<ScoringRules['weights']>): ScoringRules =>
  change({ weights: { ...builtInRules.weights, ...given } });

describe('a score', () => {
  test('adds up by hand to its last digit, whatever the weights', () => {
    for (const rules of [builtInRules, weigh({ size: 0.07, industry: 0.53, title: 0.01, signals: 0.74 })]) {
      const scorer = createScorer({ icp, rules });
      const { score, fit, opportunity } = scorer.score(lead);
      // As a person does it: each product of two numbers of two decimals has four; nothing is ever rounded.
      const sum = (part: string) =>
        scorer
          .explain(lead)
          .filter((factor) => factor.part === part)
          .reduce((total, factor) => total + Math.round(factor.value * 100) * Math.round(factor.weight * 100), 0);
      expect(fit.toFixed(4)).toBe((sum('fit') / 10_000).toFixed(4));
      expect(opportunity.toFixed(4)).toBe((sum('opportunity') / 10_000).toFixed(4));
      expect(score.toFixed(5)).toBe(((sum('fit') + sum('opportunity')) / 20_000).toFixed(5));
    }
  });

  test('shows a fifth decimal where the mean has one', () => {
    const scorer = createScorer({ icp, rules: weigh({ size: 0.31, industry: 0.29 }) });
    const lines = explainScore({ ...scorer.score(lead), factors: [...scorer.explain(lead)] });
    expect(lines.at(-1)).toBe('Fit 0.5675 and opportunity 0.7450: score 0.65625, warm.');
  });

  test('says the version of the rules by which it was made, and none for those that are built in', () => {
    expect(createScorer({ icp, version: 3 }).score(lead).scoreVersion).toBe(3);
    expect(createScorer({ icp }).score(lead).scoreVersion).toBeNull();
  });

  test('is kept in a few bytes, from which every value, weight and sentence comes back', () => {
    const scorer = createScorer({ icp });
    const { factors } = scorer.score(lead);
    expect(factors).toBe('[80,30,33,100,80,90,60]');
    expect(storedFactors(factors, builtInRules, scorer.explain(lead))).toEqual(scorer.explain(lead));
    const unknown = createScorer({ icp: anyCustomer }).score({ ...lead, title: '', signals: '[]' });
    expect(unknown.factors).toBe('[null,null,null,null,null,null,null]');
  });

  test('keeps the value that decided when the facts have changed since, and says what today would give', () => {
    const scorer = createScorer({ icp });
    const { factors } = scorer.score(lead);
    const today = scorer.explain({ ...lead, industry: 'Software' });
    expect(storedFactors(factors, builtInRules, today).find(({ key }) => key === 'industry')).toMatchObject({
      value: 0.3,
      why: 'As it was when scored; today it would be 1.00: “Software” is an industry that is looked for.',
    });
  });

  test('stored before rules could be edited is read as it was', () => {
    const old = [...createScorer({ icp }).explain(lead)];
    expect(storedFactors(JSON.stringify(old), builtInRules, [])).toEqual([]);
    expect(storedFactors(JSON.stringify(old), builtInRules, old)).toEqual(old);
  });

  test('takes the better of place and country', () => {
    const value = (location: string, country: string) =>
      createScorer({ icp })
        .explain({ ...lead, location, country })
        .find(({ key }) => key === 'location')?.value;
    expect([value('Potsdam', 'Germany'), value('Greater Berlin', ''), value('Paris', 'France')]).toEqual([1, 0.8, 0.4]);
  });
});

describe('rules', () => {
  test('that are built in can be saved', () => {
    expect(rulesProblems(builtInRules)).toEqual([]);
  });

  test.each([
    [weigh({ size: 0.31 }), 'weights.fit', 'The weights of fit add up to 1.01; expected 1.00: take 0.01 away.'],
    [
      weigh({ title: 0.1 }),
      'weights.opportunity',
      'The weights of opportunity add up to 0.75; expected 1.00: add 0.25.',
    ],
    [weigh({ size: 0.305 }), 'weights.size', 'Found 0.305; expected a number from 0 to 1 with two decimals'],
    [weigh({ size: -0.1, industry: 0.7 }), 'weights.size', 'Found -0.1;'],
    [weigh({ size: Number.NaN }), 'weights.size', 'Found NaN;'],
    [
      change({ tiers: { hot: 0.6, warm: 0.65, cool: 0.4 } }),
      'tiers.hot',
      'Hot begins at 0.60; expected more than Warm',
    ],
    [
      change({ tiers: { hot: 0.85, warm: 0.65, cool: 0 } }),
      'tiers.cool',
      'Cool begins at 0.00, so nothing would be below it',
    ],
    [change({ grades: { a: 1.2, b: 0.6, c: 0.4 } }), 'grades.a', 'Found 1.2;'],
    [change({ lowestScore: 2 }), 'lowestScore', 'Found 2;'],
  ])('are refused at the field that does not hold (%#)', (rules, field, text) => {
    expect(rulesProblems(rules)).toEqual([{ field, text: expect.stringContaining(text) }]);
  });

  test('name every problem at once', () => {
    const rules = { ...weigh({ size: 0.5, title: 0.5 }), lowestScore: -1 };
    expect(rulesProblems(rules).map(({ field }) => field)).toEqual([
      'weights.fit',
      'weights.opportunity',
      'lowestScore',
    ]);
  });
});
