import { describe, expect, test } from '@jest/globals';
import { anyCustomer, type IdealCustomer } from '../../contract/campaign.ts';
import type { Factor } from '../../contract/lead.ts';
import { explainScore } from '../../contract/explain-score.ts';
import type { LeadFacts } from './lead-facts.ts';
import { scoreLead } from './score-rules.ts';
import { tierOf } from './scorer.ts';
import { seniorityOf } from './seniority.ts';

const nobody: LeadFacts = {
  ...{ title: '', industry: '', location: '', country: '', employeeCount: null, revenueCents: null, signals: [] },
  ...{ budgetKnown: false, timelineKnown: false },
};
const icp: IdealCustomer = {
  industries: ['Software'],
  sizes: ['medium'],
  revenueFromCents: 100_000_000,
  revenueToCents: 1_000_000_000,
  locations: ['Berlin'],
  titles: ['Head of Marketing'],
};
const ideal: LeadFacts = {
  ...nobody,
  title: 'Head of Marketing',
  industry: 'Software',
  location: 'Berlin',
  employeeCount: 120,
  revenueCents: 500_000_000,
  signals: ['recent_job_change', 'decision_maker', 'budget_authority'],
};
const valueOf = (key: Factor['key'], lead: Partial<LeadFacts>, wanted = icp) =>
  scoreLead({ ...nobody, ...lead }, wanted).factors.find((factor) => factor.key === key)?.value;

describe('a score', () => {
  test('of somebody about whom nothing is known is neutral, and every factor says that it is unknown', () => {
    const score = scoreLead(nobody, anyCustomer);
    expect(score).toMatchObject({ score: 0.5, fit: 0.5, opportunity: 0.5, tier: 'COOL', grade: 'C' });
    expect(score.factors.every(({ isKnown, why }) => !isKnown && why.endsWith('Counted as neutral.'))).toBe(true);
  });

  test('of the ideal person is hot: fit 1, opportunity from title, seniority and signals', () => {
    const score = scoreLead(ideal, icp);
    expect(score.fit).toBe(1);
    expect(score.opportunity).toBe(0.975); // 1 × .35 + .9 × .25 + 1 × .40
    expect(score.score).toBe(0.9875);
    expect(score.tier).toBe('HOT');
  });

  test('weighs fit as size .30, industry .30, revenue .25, place .15 and opportunity as title .35, seniority .25, signals .40', () => {
    const weights = scoreLead(nobody, icp).factors.map(({ key, weight }) => [key, weight]);
    expect(weights).toEqual([
      ...[
        ['size', 0.3],
        ['industry', 0.3],
        ['revenue', 0.25],
        ['location', 0.15],
      ],
      ...[
        ['title', 0.35],
        ['seniority', 0.25],
        ['signals', 0.4],
      ],
    ]);
  });

  test.each([
    ['size', { employeeCount: 50 }, 1],
    ['size', { employeeCount: 49 }, 0.8],
    ['size', { employeeCount: 3 }, 0.6],
    ['size', { employeeCount: 500 }, 0.8],
    ['industry', { industry: 'software' }, 1],
    ['industry', { industry: 'Software & Services' }, 0.8],
    ['industry', { industry: 'Softwareless Farming' }, 0.3],
    ['revenue', { revenueCents: 100_000_000 }, 1],
    ['revenue', { revenueCents: 50_000_000 }, 0.5],
    ['revenue', { revenueCents: 1 }, 0.3],
    ['revenue', { revenueCents: 2_000_000_000 }, 0.5],
    ['location', { location: 'berlin' }, 1],
    ['location', { location: 'Greater Berlin Area' }, 0.8],
    ['location', { country: 'France' }, 0.4],
    ['title', { title: 'Head of Marketing EMEA' }, 0.8],
    ['title', { title: 'Accountant' }, 0.3],
    ['signals', { signals: ['hiring'] }, 0.6],
    ['signals', { signals: ['recent_job_change', 'recently_funded', 'decision_maker'] }, 1],
  ] as const)('gives the factor %s of %j the value %d', (key, lead, value) => {
    expect(valueOf(key, lead as Partial<LeadFacts>)).toBeCloseTo(value, 10);
  });

  test('takes the best of several sizes, industries, places and titles', () => {
    const wide = { ...icp, sizes: ['startup', 'enterprise'] as const, industries: ['Retail', 'Software'] };
    expect(valueOf('size', { employeeCount: 700 }, { ...wide, sizes: [...wide.sizes] })).toBe(1);
    expect(valueOf('industry', { industry: 'Retail' }, { ...wide, sizes: [...wide.sizes] })).toBe(1);
  });

  test.each([
    [1, 'HOT'],
    [0.85, 'HOT'],
    [0.8499, 'WARM'],
    [0.65, 'WARM'],
    [0.6499, 'COOL'],
    [0.4, 'COOL'],
    [0.3999, 'COLD'],
    [0, 'COLD'],
  ])('of %d is %s', (score, tier) => {
    expect(tierOf(score)).toBe(tier);
  });

  test('is graded A only with fit .8 and both budget and timeline known', () => {
    expect(scoreLead({ ...ideal, budgetKnown: true, timelineKnown: true }, icp).grade).toBe('A');
    expect(scoreLead({ ...ideal, budgetKnown: true }, icp).grade).toBe('B');
    expect(
      scoreLead({ ...nobody, industry: 'Farming', employeeCount: 1, revenueCents: 1, country: 'FR' }, icp).grade,
    ).toBe('C');
    expect(
      scoreLead({ ...nobody, industry: 'Farming', revenueCents: 1, country: 'FR' }, { ...icp, sizes: [] }).grade,
    ).toBe('D');
  });

  test('can be recomputed by hand from its explanation', () => {
    const lines = explainScore(scoreLead(ideal, icp));
    expect(lines).toContain('Seniority: 0.90 × 0.25 = 0.2250. “head” in the title: heads a department.');
    expect(lines.at(-1)).toBe('Fit 1.0000 and opportunity 0.9750: score 0.9875, hot.');
  });
});

describe('seniority', () => {
  test.each([
    ['CTO', 1],
    ['Co-Founder & CEO', 1],
    ['Geschäftsführerin', 1],
    ['Director', 0.9],
    ['Art Director', 0.9],
    ['Vice President Sales', 0.95],
    ['Marketing Manager', 0.7],
    ['Tech Lead', 0.65],
    ['Senior Engineer', 0.6],
    ['Assistant to the CEO', 0.5],
  ])('of "%s" is %d', (title, value) => {
    expect(seniorityOf(title)?.value).toBe(value);
  });

  test.each(['Contractor', 'Leadership Coach', 'Headhunter', 'Conductor'])(
    'finds no rank inside the word "%s"',
    (title) => {
      expect(seniorityOf(title)).toBeUndefined();
    },
  );
});
