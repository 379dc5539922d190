import type { IdealCustomer } from '../../contract/campaign.ts';
import type { Factor, Grade, Tier } from '../../contract/lead.ts';
import { builtInRules, scoreParts, type ScoringRules } from '../../contract/scoring.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import { fitJudges } from './fit-rules.ts';
import type { Judgement } from './judgement.ts';
import { opportunityJudges } from './opportunity-rules.ts';

/** The columns of a lead that a score looks at, as they are stored. Empty text and null mean "unknown". */
export type ScoredColumns = Pick<
  LeadRow,
  | ('title' | 'industry' | 'location' | 'country' | 'employeeCount' | 'revenueCents' | 'signals')
  | ('budgetKnown' | 'timelineKnown')
>;

/** A score as it is stored. */
export interface StoredScore {
  /** 0–1; the mean of fit and opportunity, without rounding: at most five decimals. */
  readonly score: number;
  /** 0–1, four decimals at most. */
  readonly fit: number;
  readonly opportunity: number;
  readonly tier: Tier;
  readonly grade: Grade;
  /** The value of each factor: see `stored-factors.ts`. */
  readonly factors: string;
  readonly scoreVersion: number | null;
}

/** Scores leads for one ideal customer by one version of the rules. Pure; keep one for a whole run, it remembers. */
export interface Scorer {
  /** Null: the rules that are built in. */
  readonly version: number | null;
  readonly rules: ScoringRules;
  score(lead: ScoredColumns): StoredScore;
  /** The same with a sentence for each factor. */
  explain(lead: ScoredColumns): readonly Factor[];
}

/** What a scorer is made of; the rules that are built in when none are given. */
export interface ScorerInput {
  readonly icp: IdealCustomer;
  readonly rules?: ScoringRules;
  readonly version?: number | null;
}

/**
 * Builds a scorer. Values are whole hundredths and weights too, so that fit and opportunity are exact sums of four
 * decimals and anybody can add them up again. DOMAIN section 4.
 */
export function createScorer({ icp, rules = builtInRules, version = null }: ScorerInput): Scorer {
  const fit = fitJudges(icp);
  const opportunity = opportunityJudges(icp);
  const weights = hundredthsOf(rules);
  const judge = (lead: ScoredColumns): Judgements => ({
    size: fit.size(lead.employeeCount),
    industry: fit.industry(lead.industry),
    revenue: fit.revenue(lead.revenueCents),
    location: fit.location(lead.location, lead.country),
    title: opportunity.title(lead.title),
    seniority: opportunity.seniority(lead.title),
    signals: opportunity.signals(lead.signals),
  });
  return {
    version,
    rules,
    score: (lead) => {
      const found = judge(lead);
      const [fitSum, opportunitySum] = sums(found, weights);
      const score = (fitSum + opportunitySum) / 20_000;
      return {
        ...{ score, fit: fitSum / 10_000, opportunity: opportunitySum / 10_000 },
        ...{ tier: tierOf(score, rules.tiers), grade: gradeOf(fitSum / 10_000, lead, rules.grades) },
        ...{ factors: stored(found), scoreVersion: version },
      };
    },
    explain: (lead) => factorsOf(judge(lead), rules),
  };
}

type Judgements = Readonly<Record<Factor['key'], Judgement>>;
type Weights = Readonly<Record<Factor['key'], number>>;

function hundredthsOf({ weights }: ScoringRules): Weights {
  const { size, industry, revenue, location, title, seniority, signals } = weights;
  const whole = (weight: number): number => Math.round(weight * 100);
  return {
    ...{ size: whole(size), industry: whole(industry), revenue: whole(revenue), location: whole(location) },
    ...{ title: whole(title), seniority: whole(seniority), signals: whole(signals) },
  };
}

/** Fit and opportunity in ten-thousandths. Written out: this runs for each row of a million. */
function sums(found: Judgements, weights: Weights): readonly [number, number] {
  return [
    found.size.hundredths * weights.size +
      found.industry.hundredths * weights.industry +
      found.revenue.hundredths * weights.revenue +
      found.location.hundredths * weights.location,
    found.title.hundredths * weights.title +
      found.seniority.hundredths * weights.seniority +
      found.signals.hundredths * weights.signals,
  ];
}

/** The tier of a score between 0 and 1. */
export function tierOf(score: number, { hot, warm, cool }: ScoringRules['tiers'] = builtInRules.tiers): Tier {
  if (score >= hot) return 'HOT';
  if (score >= warm) return 'WARM';
  return score >= cool ? 'COOL' : 'COLD';
}

/** A needs its fit with budget and timeline known; without them it is B. DOMAIN section 4. */
function gradeOf(
  fit: number,
  { budgetKnown, timelineKnown }: Pick<ScoredColumns, 'budgetKnown' | 'timelineKnown'>,
  { a, b, c }: ScoringRules['grades'],
): Grade {
  if (fit >= a && budgetKnown === 1 && timelineKnown === 1) return 'A';
  if (fit >= b) return 'B';
  return fit >= c ? 'C' : 'D';
}

const mark = ({ isKnown, hundredths }: Judgement): string => (isKnown ? String(hundredths) : 'null');

/** A JSON list of hundredths in the order of `scoreParts`; an unknown one is null. About 25 bytes a lead. */
const stored = ({ size, industry, revenue, location, title, seniority, signals }: Judgements): string =>
  `[${mark(size)},${mark(industry)},${mark(revenue)},${mark(location)},${mark(title)},${mark(seniority)},${mark(signals)}]`;

function factorsOf(found: Judgements, { weights }: ScoringRules): readonly Factor[] {
  return (['fit', 'opportunity'] as const).flatMap((part) =>
    scoreParts[part].map((key) => ({
      ...{ key, part, value: found[key].hundredths / 100, weight: weights[key] },
      ...{ why: found[key].why(), isKnown: found[key].isKnown },
    })),
  );
}
