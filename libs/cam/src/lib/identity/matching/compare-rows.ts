import { comparePeople, sumBits, sureness } from './compare-people.ts';
import { countNames } from './find-pairs.ts';
import { profileOf, type MatchableLead } from './profile.ts';

/** Two leads compared by themselves, with the evidence as it is stored; without knowing how frequent their names are. */
export function compareRows(left: MatchableLead, right: MatchableLead): { sureness: number; evidence: string } {
  const people = [profileOf(left), profileOf(right)] as const;
  const evidence = comparePeople(...people, countNames(people)) ?? [];
  return { sureness: sureness(sumBits(evidence)), evidence: JSON.stringify(evidence) };
}
