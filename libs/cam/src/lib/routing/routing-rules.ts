import type { Campaign } from '../../contract/campaign.ts';
import type { Lead, Tier } from '../../contract/lead.ts';

/** What routing looks at. */
export interface RoutingFacts {
  readonly lead: Pick<Lead, 'state' | 'consent' | 'score' | 'tier'>;
  readonly campaign: Pick<Campaign, 'lowestScore' | 'status'>;
  /** Whether the lead is in sequence in this campaign already, active or paused. */
  readonly isInSequence: boolean;
}

/** Where a lead goes, or why it goes nowhere. */
export type Routing =
  | { readonly ok: true; readonly tier: Tier; readonly why: string }
  | { readonly ok: false; readonly code: RoutingRefusal; readonly why: string };

export type RoutingRefusal =
  'not-scored' | 'in-sequence' | 'lead-closed' | 'do-not-contact' | 'below-lowest-score' | 'campaign-closed';

/**
 * Decides whether a lead is put in sequence, and for which tier. The list of suppressions is not asked here but before
 * every message: an entry may come and go while the lead is in sequence. DOMAIN section 3, enrolment.
 */
export function routeLead({ lead, campaign, isInSequence }: RoutingFacts): Routing {
  if (campaign.status === 'COMPLETED' || campaign.status === 'ARCHIVED') {
    return refuse('campaign-closed', 'The campaign is over.');
  }
  if (isInSequence) return refuse('in-sequence', 'It is in sequence in this campaign already.');
  if (lead.consent === 'DO_NOT_CONTACT') return refuse('do-not-contact', 'This person asked not to be contacted.');
  if (lead.state === 'REPLIED' || lead.state === 'WON' || lead.state === 'LOST') {
    return refuse('lead-closed', `It is ${lead.state.toLowerCase()}: a person takes it from here.`);
  }
  if (lead.score === null || lead.tier === null) return refuse('not-scored', 'It has no score yet.');
  const lowest = campaign.lowestScore;
  if (lowest !== null && lead.score < lowest) {
    return refuse(
      'below-lowest-score',
      `Its score ${two(lead.score)} is under ${two(lowest)}, the lowest of this campaign.`,
    );
  }
  return { ok: true, tier: lead.tier, why: `Its score is ${two(lead.score)}: ${lead.tier.toLowerCase()}.` };
}

const refuse = (code: RoutingRefusal, why: string): Routing => ({ ok: false, code, why });
const two = (value: number): string => value.toFixed(2);
