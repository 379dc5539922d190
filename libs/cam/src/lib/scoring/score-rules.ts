import type { IdealCustomer } from '../../contract/campaign.ts';
import type { Factor, Grade, LeadScore, Tier } from '../../contract/lead.ts';
import { fitFactors } from './fit-rules.ts';
import type { LeadFacts } from './lead-facts.ts';
import { opportunityFactors } from './opportunity-rules.ts';

/** Scores from which a tier begins, best first. DOMAIN section 4. */
const tierThresholds: readonly { readonly tier: Tier; readonly from: number }[] = [
  { tier: 'HOT', from: 0.85 },
  { tier: 'WARM', from: 0.65 },
  { tier: 'COOL', from: 0.4 },
  { tier: 'COLD', from: 0 },
];

/** The tier of a score between 0 and 1. */
export const tierOf = (score: number): Tier => tierThresholds.find(({ from }) => score >= from)?.tier ?? 'COLD';

/** A needs fit ≥ .8 with budget and timeline known; B ≥ .8 without them, or ≥ .6; C ≥ .4; D. DOMAIN section 4. */
function gradeOf(fit: number, lead: Pick<LeadFacts, 'budgetKnown' | 'timelineKnown'>): Grade {
  if (fit >= 0.8 && lead.budgetKnown && lead.timelineKnown) return 'A';
  if (fit >= 0.6) return 'B';
  return fit >= 0.4 ? 'C' : 'D';
}

/**
 * Scores a lead for an ideal customer: fit (size, industry, revenue, location), opportunity (title, seniority,
 * signals) and their mean, each 0–1 with four decimals, with every factor that went in. An unknown factor counts .5.
 * DOMAIN section 4.
 */
export function scoreLead(lead: LeadFacts, icp: IdealCustomer): LeadScore {
  const fitPart = fitFactors(lead, icp);
  const opportunityPart = opportunityFactors(lead, icp);
  const fit = weighted(fitPart);
  const opportunity = weighted(opportunityPart);
  const score = round((fit + opportunity) / 2);
  return {
    score,
    fit,
    opportunity,
    tier: tierOf(score),
    grade: gradeOf(fit, lead),
    factors: [...fitPart, ...opportunityPart],
  };
}

const weighted = (factors: readonly Factor[]): number =>
  round(factors.reduce((sum, { value, weight }) => sum + value * weight, 0));

/** Four decimals, so that .85 made of parts is .85 and not .8499999. */
const round = (value: number): number => Math.round(value * 10_000) / 10_000;
