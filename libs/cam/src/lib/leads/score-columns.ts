import type { Instant } from '@aicmo/core-kernel';
import type { IdealCustomer } from '../../contract/campaign.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import type { LeadFacts } from '../scoring/lead-facts.ts';
import { scoreLead } from '../scoring/score-rules.ts';

type ScoreColumns = Pick<LeadRow, 'score' | 'fit' | 'opportunity' | 'tier' | 'grade' | 'factors' | 'scoredAt'>;

/** A lead's score as it is stored, with all its factors. */
export function scoreColumns(lead: LeadFacts, icp: IdealCustomer, now: Instant): ScoreColumns {
  const { factors, ...score } = scoreLead(lead, icp);
  return { ...score, factors: JSON.stringify(factors), scoredAt: now };
}
