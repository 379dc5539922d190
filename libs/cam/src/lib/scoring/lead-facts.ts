import type { Lead } from '../../contract/lead.ts';

/** What a score looks at. Empty text and null mean "unknown". */
export type LeadFacts = Pick<
  Lead,
  | 'title'
  | 'industry'
  | 'location'
  | 'country'
  | 'employeeCount'
  | 'revenueCents'
  | 'signals'
  | 'budgetKnown'
  | 'timelineKnown'
>;
