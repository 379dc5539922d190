import type { IdealCustomer } from '../../contract/campaign.ts';
import type { LeadScore } from '../../contract/lead.ts';
import type { ScoringRules } from '../../contract/scoring.ts';
import type { LeadFacts } from './lead-facts.ts';
import { createScorer, type ScoredColumns } from './scorer.ts';

/**
 * Scores a lead for an ideal customer: fit (size, industry, revenue, location), opportunity (title, seniority,
 * signals) and their mean, each 0–1, with every factor that went in. An unknown factor counts .5. Without rules, those
 * that are built in. For many leads build one scorer. DOMAIN section 4.
 */
export function scoreLead(lead: LeadFacts, icp: IdealCustomer, rules?: ScoringRules): LeadScore {
  const scorer = createScorer({ icp, ...(rules ? { rules } : {}) });
  const columns = columnsOf(lead);
  const { score, fit, opportunity, tier, grade } = scorer.score(columns);
  return { score, fit, opportunity, tier, grade, factors: [...scorer.explain(columns)] };
}

/** A lead's facts as they are stored. */
const columnsOf = (lead: LeadFacts): ScoredColumns => ({
  ...lead,
  signals: JSON.stringify(lead.signals),
  budgetKnown: lead.budgetKnown ? 1 : 0,
  timelineKnown: lead.timelineKnown ? 1 : 0,
});
