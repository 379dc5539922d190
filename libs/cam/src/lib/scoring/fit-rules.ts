import type { IdealCustomer } from '../../contract/campaign.ts';
import { sizeBands, sizeOf } from './company-size.ts';
import { known, remembered, unknown, type Judgement } from './judgement.ts';
import { wordMatcher } from './whole-words.ts';

/** How the four factors of fit are judged for one ideal customer. */
export interface FitJudges {
  readonly size: (employeeCount: number | null) => Judgement;
  readonly industry: (industry: string) => Judgement;
  readonly revenue: (revenueCents: number | null) => Judgement;
  readonly location: (location: string, country: string) => Judgement;
}

/** Prepares the judges of fit: how well a company matches the ideal customer. */
export const fitJudges = (icp: IdealCustomer): FitJudges => ({
  size: sizeJudge(icp),
  industry: industryJudge(icp),
  revenue: revenueJudge(icp),
  location: locationJudge(icp),
});

/** Exact 1, each band further .2 less, never under .5. */
function sizeJudge({ sizes }: IdealCustomer): FitJudges['size'] {
  const nothingWanted = unknown('The campaign names no company size.');
  const notKnown = unknown('The number of people is not known.');
  const wanted = sizes.map((size) => sizeBands.findIndex((band) => band.size === size));
  return (employeeCount) => {
    if (wanted.length === 0) return nothingWanted;
    if (employeeCount === null) return notKnown;
    const own = sizeBands.findIndex((band) => band.size === sizeOf(employeeCount));
    const distance = Math.min(...wanted.map((place) => Math.abs(place - own)));
    const people = `${employeeCount} ${employeeCount === 1 ? 'person' : 'people'}`;
    if (distance === 0) return known(100, () => `${people}: the size that is looked for.`);
    const steps = `${distance} ${distance === 1 ? 'step' : 'steps'}`;
    return known(Math.max(50, 100 - 20 * distance), () => `${people}: ${steps} from the size looked for.`);
  };
}

/** The same 1, one within the other .8, otherwise .3. */
function industryJudge({ industries }: IdealCustomer): FitJudges['industry'] {
  if (industries.length === 0) return always(unknown('The campaign names no industry.'));
  const notKnown = unknown('The industry is not known.');
  const match = wordMatcher(industries);
  return remembered((industry) => {
    if (industry === '') return notKnown;
    const { kind, near } = match(industry);
    if (kind === 'same') return known(100, () => `“${industry}” is an industry that is looked for.`);
    if (kind === 'within') return known(80, () => `“${industry}” is close to “${near}”.`);
    return known(30, () => `“${industry}” is not among the industries looked for.`);
  });
}

/** Within the range 1, otherwise the ratio to its nearer end in whole hundredths, never under .3. */
function revenueJudge({ revenueFromCents: from, revenueToCents: to }: IdealCustomer): FitJudges['revenue'] {
  if (from === null && to === null) return always(unknown('The campaign names no revenue.'));
  const notKnown = unknown('The revenue is not known.');
  const within = known(100, () => 'The revenue is within the range looked for.');
  const ratio = (small: number, large: number): number => Math.max(30, Math.round((100 * small) / large));
  return (revenueCents) => {
    if (revenueCents === null) return notKnown;
    if (from !== null && revenueCents < from)
      return known(ratio(revenueCents, from), () => 'The revenue is below the range looked for.');
    if (to !== null && revenueCents > to)
      return known(ratio(to, revenueCents), () => 'The revenue is above the range looked for.');
    return within;
  };
}

/** The same place 1, one within the other .8, otherwise .4; the better of place and country counts. */
function locationJudge({ locations }: IdealCustomer): FitJudges['location'] {
  if (locations.length === 0) return always(unknown('The campaign names no place.'));
  const notKnown = unknown('The place is not known.');
  const match = wordMatcher(locations);
  const between = '\n'; // no place has a line break: one text stands for both
  const judge = remembered((both) => {
    const places = both.split(between).filter((place) => place !== '');
    const found = places.join(', ');
    if (places.length === 0) return notKnown;
    const kinds = places.map((place) => match(place).kind);
    if (kinds.includes('same')) return known(100, () => `“${found}” is a place that is looked for.`);
    if (kinds.includes('within')) return known(80, () => `“${found}” overlaps with a place that is looked for.`);
    return known(40, () => `“${found}” is not among the places looked for.`);
  });
  return (location, country) => judge(location + between + country);
}

const always =
  (judgement: Judgement): (() => Judgement) =>
  () =>
    judgement;
