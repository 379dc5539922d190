import type { IdealCustomer } from '../../contract/campaign.ts';
import type { Factor } from '../../contract/lead.ts';
import { sizeBands, sizeOf } from './company-size.ts';
import type { LeadFacts } from './lead-facts.ts';
import { titleWords } from './seniority.ts';

/** Weights of fit; they add up to 1. DOMAIN section 4. */
const fitWeights = { size: 0.3, industry: 0.3, revenue: 0.25, location: 0.15 } as const;

export interface Judgement {
  readonly value: number;
  readonly why: string;
  readonly isKnown: boolean;
}

/** An unknown counts neutrally and says so. */
export const unknown = (why: string): Judgement => ({ value: 0.5, why: `${why} Counted as neutral.`, isKnown: false });
export const known = (value: number, why: string): Judgement => ({ value, why, isKnown: true });

/** Whether one text stands in the other as whole words, whatever their case and punctuation. */
export function containsWords(whole: string, part: string): boolean {
  return titleWords(whole).includes(titleWords(part));
}

export const sameWords = (one: string, other: string): boolean => titleWords(one) === titleWords(other);

/** How well a company matches the ideal customer: the four factors of fit. */
export function fitFactors(lead: LeadFacts, icp: IdealCustomer): readonly Factor[] {
  return [
    factor('size', size(lead, icp)),
    factor('industry', industry(lead, icp)),
    factor('revenue', revenue(lead, icp)),
    factor('location', location(lead, icp)),
  ];
}

const factor = (key: keyof typeof fitWeights, judgement: Judgement): Factor => ({
  key,
  part: 'fit',
  weight: fitWeights[key],
  ...judgement,
});

/** Exact 1, each band further .2 less, never under .5. */
function size(lead: LeadFacts, icp: IdealCustomer): Judgement {
  if (icp.sizes.length === 0) return unknown('The campaign names no company size.');
  if (lead.employeeCount === null) return unknown('The number of people is not known.');
  const place = (name: string): number => sizeBands.findIndex((band) => band.size === name);
  const own = place(sizeOf(lead.employeeCount));
  const distance = Math.min(...icp.sizes.map((wanted) => Math.abs(place(wanted) - own)));
  const people = `${lead.employeeCount} ${lead.employeeCount === 1 ? 'person' : 'people'}`;
  if (distance === 0) return known(1, `${people}: the size that is looked for.`);
  return known(
    Math.max(0.5, 1 - 0.2 * distance),
    `${people}: ${distance} ${distance === 1 ? 'step' : 'steps'} from the size looked for.`,
  );
}

/** The same 1, one within the other .8, otherwise .3. */
function industry(lead: LeadFacts, icp: IdealCustomer): Judgement {
  if (icp.industries.length === 0) return unknown('The campaign names no industry.');
  if (lead.industry === '') return unknown('The industry is not known.');
  if (icp.industries.some((wanted) => sameWords(wanted, lead.industry))) {
    return known(1, `“${lead.industry}” is an industry that is looked for.`);
  }
  const near = icp.industries.find(
    (wanted) => containsWords(lead.industry, wanted) || containsWords(wanted, lead.industry),
  );
  return near
    ? known(0.8, `“${lead.industry}” is close to “${near}”.`)
    : known(0.3, `“${lead.industry}” is not among the industries looked for.`);
}

/** Within the range 1, otherwise the ratio to its nearer end, never under .3. */
function revenue(lead: LeadFacts, icp: IdealCustomer): Judgement {
  const { revenueFromCents: from, revenueToCents: to } = icp;
  if (from === null && to === null) return unknown('The campaign names no revenue.');
  if (lead.revenueCents === null) return unknown('The revenue is not known.');
  if (from !== null && lead.revenueCents < from) {
    return known(Math.max(0.3, lead.revenueCents / from), 'The revenue is below the range looked for.');
  }
  if (to !== null && lead.revenueCents > to) {
    return known(Math.max(0.3, to / lead.revenueCents), 'The revenue is above the range looked for.');
  }
  return known(1, 'The revenue is within the range looked for.');
}

/** The same place 1, one within the other .8, otherwise .4. */
function location(lead: LeadFacts, icp: IdealCustomer): Judgement {
  if (icp.locations.length === 0) return unknown('The campaign names no place.');
  const places = [lead.location, lead.country].filter((place) => place !== '');
  if (places.length === 0) return unknown('The place is not known.');
  const found = places.join(', ');
  if (places.some((place) => icp.locations.some((wanted) => sameWords(place, wanted)))) {
    return known(1, `“${found}” is a place that is looked for.`);
  }
  if (
    places.some((place) => icp.locations.some((wanted) => containsWords(place, wanted) || containsWords(wanted, place)))
  ) {
    return known(0.8, `“${found}” overlaps with a place that is looked for.`);
  }
  return known(0.4, `“${found}” is not among the places looked for.`);
}
