import type { Instant } from '@aicmo/core-kernel';
import type { IdealCustomer } from '../../contract/campaign.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import type { LeadFacts } from '../scoring/lead-facts.ts';
import { columnsOf } from '../scoring/score-rules.ts';
import { createScorer } from '../scoring/scorer.ts';

type ScoreColumns = Pick<LeadRow, 'score' | 'fit' | 'opportunity' | 'tier' | 'grade' | 'factors' | 'scoredAt'>;

/** A lead's score by the built-in rules as it is stored. For many leads build one scorer. */
export function scoreColumns(lead: LeadFacts, icp: IdealCustomer, now: Instant): ScoreColumns {
  return { ...createScorer({ icp }).score(columnsOf(lead)), scoredAt: now };
}
