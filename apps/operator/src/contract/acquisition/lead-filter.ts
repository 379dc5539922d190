import type { LeadFilter, LeadOrder } from '@aicmo/cam/contract';
import type { LeadListQuery } from './leads.contract.ts';

const is = (answer: 'yes' | 'no' | undefined): boolean | undefined => answer && answer === 'yes';

/** What the words of the address narrow a list to. */
export function leadFilterOf(query: LeadListQuery): LeadFilter {
  const filter: LeadFilter = {
    ...{ clientId: query.client, campaignId: query.campaign, batchId: query.batch, state: query.state },
    ...{ tier: query.tier, grade: query.grade, needsReview: is(query.review), inSequence: is(query.sequence) },
    ...{ consent: query.consent, emailCheck: query.check, addedFrom: query.from, addedBefore: query.before },
    search: query.search,
  };
  // Who narrows by nothing does not say so.
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** What the words of the address sort a list by: best score first where they say nothing. */
export const leadOrderOf = ({ sort = 'score', direction }: LeadListQuery): LeadOrder => ({
  by: sort,
  direction: direction ?? usualDirection(sort),
});

/** The direction in which a column is read first: the best, the newest, or the alphabet from its beginning. */
export const usualDirection = (sort: LeadOrder['by']): LeadOrder['direction'] =>
  sort === 'score' || sort === 'tier' || sort === 'added' || sort === 'changed' ? 'desc' : 'asc';
