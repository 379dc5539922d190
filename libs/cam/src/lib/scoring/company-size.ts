import type { CompanySize } from '../../contract/campaign.ts';

/** Smallest first, each with the number of people from which it begins. */
export const sizeBands: readonly { readonly size: CompanySize; readonly from: number; readonly words: string }[] = [
  { size: 'startup', from: 0, words: 'under 10 people' },
  { size: 'small', from: 10, words: '10 to 49 people' },
  { size: 'medium', from: 50, words: '50 to 499 people' },
  { size: 'enterprise', from: 500, words: '500 people or more' },
];

/** The band that a number of people falls into. */
export function sizeOf(employeeCount: number): CompanySize {
  return sizeBands.findLast((band) => employeeCount >= band.from)?.size ?? 'startup';
}
