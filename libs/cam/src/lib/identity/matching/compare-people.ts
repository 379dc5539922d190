import { jaroWinkler } from './jaro-winkler.ts';
import { areFormsOfOne, isKnownName } from './nicknames.ts';
import type { Profile } from './profile.ts';

/*
 * Evidence that two leads are one person, in bits, after Fellegi and Sunter (“A Theory for Record Linkage”, 1969): each
 * observation adds the logarithm of how much likelier it is for one person than for two. The bits are our own, set by hand
 * and checked against labelled pairs (`npx nx bench cam`); they are meant to be read, not to be exact.
 */

/** How often a folded name occurs among the leads that are compared; 0: nobody counts. */
export interface NameCounts {
  /** How many leads were counted. */
  readonly people: number;
  first(name: string): number;
  last(name: string): number;
  phone(number: string): number;
}

/** One observation: what speaks for or against, and how strongly. */
export interface Evidence {
  readonly about: 'first' | 'last' | 'company' | 'email' | 'phone' | 'linkedin' | 'country';
  readonly finding: 'same' | 'alike' | 'part' | 'initial' | 'swapped' | 'different';
  readonly bits: number;
}

/** From how many bits on a person is asked. */
export const enoughBits = 9;

/** All evidence on two people; undefined when their names rule it out. */
export function comparePeople(left: Profile, right: Profile, counts: NameCounts): readonly Evidence[] | undefined {
  const names = compareNames(left, right, counts);
  if (!names) return undefined;
  const evidence = [
    ...names,
    compareCompanies(left, right),
    compareEmails(left, right, names),
    comparePhones(left, right, counts),
    compareProfiles(left, right),
    compareCountries(left, right),
  ];
  return evidence.filter((each): each is Evidence => each !== undefined);
}

/** What all evidence comes to. */
export const sumBits = (evidence: readonly Evidence[]): number => evidence.reduce((sum, { bits }) => sum + bits, 0);

/** How sure, 0 to 1: .5 where a person begins to be asked. */
export const sureness = (bits: number): number => 1 / (1 + 2 ** ((enoughBits - bits) / 2));

/** From how many people on who have a whole name by chance it says little that two have it. */
const ordinary = 0.2;
/** Two forms of one name, which is no slip. */
const knownFormBits = 3;
/** Both forms stand in the lists more often than a slip would: two names. */
const established = 4;

function compareNames(left: Profile, right: Profile, counts: NameCounts): readonly Evidence[] | undefined {
  if (left.last === '' || right.last === '') return undefined;
  // As many others would have this whole name if first and last names were dealt out independently. Of few leads nothing
  // can be counted, so a hundred without the name are thought to be there.
  const others = Math.max(counts.first(left.first), counts.first(right.first), 1) - 1;
  const byChance = (others * (Math.max(counts.last(left.last), 1) - 1)) / (counts.people + 100);
  const last = compareLast(left.last, right.last, counts, byChance > ordinary);
  const first = last && compareFirst(left, right, counts, byChance > ordinary);
  if (last && first) return [last, first];
  const isSwapped = left.first === right.last && left.last === right.first && left.first !== '';
  return isSwapped ? [{ about: 'last', finding: 'swapped', bits: 8 }] : undefined;
}

function compareLast(left: string, right: string, counts: NameCounts, isOrdinary: boolean): Evidence | undefined {
  const about = 'last';
  if (left === right) return { about, finding: 'same', bits: isOrdinary ? 4.5 : 6 };
  if (isPart(left, right) || isPart(right, left)) return { about, finding: 'part', bits: 3.5 };
  const alike = jaroWinkler(left, right);
  if (alike < 0.88 || differsByEnding(left, right)) return undefined;
  if (counts.last(left) >= established && counts.last(right) >= established) return undefined;
  return { about, finding: 'alike', bits: alike >= 0.94 ? 4 : 2.5 };
}

function compareFirst(one: Profile, other: Profile, counts: NameCounts, isOrdinary: boolean): Evidence | undefined {
  const about = 'first';
  const [left, right] = [one.first, other.first];
  if (left === '' || right === '') return { about, finding: 'part', bits: -1 };
  if (left === right) return { about, finding: 'same', bits: isOrdinary ? 3.5 : 4 };
  if (areFormsOfOne(left, right)) return { about, finding: 'alike', bits: knownFormBits };
  if (left.length === 1 || right.length === 1)
    return left.charAt(0) === right.charAt(0) ? { about, finding: 'initial', bits: 1.5 } : undefined;
  const bothStand = counts.first(left) >= established && counts.first(right) >= established;
  if (bothStand || (isKnownName(left) && isKnownName(right)) || differsByEnding(left, right)) return undefined;
  const alike = jaroWinkler(left, right);
  return alike < 0.83 ? undefined : { about, finding: 'alike', bits: alike < 0.9 ? 1.5 : 2.5 };
}

/** `lindqvist` is a part of `lindqvist berg`. */
const isPart = (part: string, whole: string): boolean =>
  part.length < whole.length && part.length >= 3 && ` ${whole} `.includes(` ${part} `);

/** Endings that make another name: Daniel and Daniela, Simon and Simone, Berg and Berger (`ue` and an `r` as it is folded). */
const endings = /^(?:a|e|i|o|n|r|er|s|son|sen|mann|ova|owa)$/;
function differsByEnding(left: string, right: string): boolean {
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  if (long.startsWith(short)) return endings.test(long.slice(short.length));
  return left.length === right.length && left.slice(0, -1) === right.slice(0, -1) && /[aeio]$/.test(left + right);
}

function compareCompanies(left: Profile, right: Profile): Evidence | undefined {
  const about = 'company';
  const haveDomains = left.domain !== '' && right.domain !== '';
  const haveNames = left.company !== '' && right.company !== '';
  if (haveDomains && left.domain === right.domain) return { about, finding: 'same', bits: 5 };
  // Two firms may have one name; two domains of which neither is the other's in another country say that they do.
  const speaksAgainst = haveDomains && labelOf(left.domain) !== labelOf(right.domain) ? 2.5 : 0;
  const alike = haveNames ? compareCompanyNames(left.company, right.company) : undefined;
  if (alike) return { about, finding: alike.finding, bits: alike.bits - speaksAgainst };
  return haveDomains || haveNames ? { about, finding: 'different', bits: -4.5 } : undefined;
}

function compareCompanyNames(left: string, right: string): Pick<Evidence, 'finding' | 'bits'> | undefined {
  if (left === right) return { finding: 'same', bits: 5 };
  if (isPart(left, right) || isPart(right, left)) return { finding: 'part', bits: 3.5 };
  return jaroWinkler(left, right) >= 0.92 ? { finding: 'alike', bits: 3.5 } : undefined;
}

/** `kurier` of `kurier.de` and `kurier.co.uk`. */
const labelOf = (domain: string): string =>
  /^(?:.*\.)?([^.]+)\.(?:(?:co|com|org|net|ac)\.)?[^.]+$/.exec(domain)?.[1] ?? domain;

function compareEmails(left: Profile, right: Profile, names: readonly Evidence[]): Evidence | undefined {
  const about = 'email';
  if (left.email === '' || right.email === '') return undefined;
  const sameHost = hostOf(left.email) === hostOf(right.email);
  if (left.local === right.local) {
    if (sameHost) return { about, finding: 'alike', bits: 5 };
    // Where it is made of the name, it says once more what the name says.
    return left.local.length < 6 || isMadeOfName(left.local, left) || isMadeOfName(left.local, right)
      ? undefined
      : { about, finding: 'part', bits: 3.5 };
  }
  if (!sameHost) return undefined;
  const slips = names.filter(({ finding, bits }) => finding === 'alike' && bits !== knownFormBits);
  const isOwn = ({ about: part }: Evidence): boolean =>
    (part === 'last' || part === 'first') && tells(left, part) && tells(right, part);
  return { about, finding: 'different', bits: slips.some(isOwn) ? -5 : -1 };
}

const hostOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1);

/** Whether an address is spelled with its owner's own name, and so would share a slip with it. */
const tells = (person: Profile, part: 'first' | 'last'): boolean =>
  person[part] !== '' && person.local.includes(person[part].replaceAll(' ', ''));

function isMadeOfName(local: string, { first, last }: Profile): boolean {
  const rest = local.replace(last.replaceAll(' ', ''), '');
  return rest !== local && (rest === '' || first.startsWith(rest));
}

/** A number that several share is a switchboard's. */
const shared = 3;

function comparePhones(left: Profile, right: Profile, counts: NameCounts): Evidence | undefined {
  if (left.phone === '' || right.phone === '') return undefined;
  if (left.phone !== right.phone) return { about: 'phone', finding: 'different', bits: -1 };
  return { about: 'phone', finding: 'same', bits: counts.phone(left.phone) > shared ? 1 : 7 };
}

function compareProfiles(left: Profile, right: Profile): Evidence | undefined {
  if (left.linkedin === '' || right.linkedin === '') return undefined;
  const alike = jaroWinkler(left.linkedin, right.linkedin) >= 0.95;
  return { about: 'linkedin', finding: alike ? 'alike' : 'different', bits: alike ? 1 : -2 };
}

function compareCountries(left: Profile, right: Profile): Evidence | undefined {
  if (left.country === '' || right.country === '' || left.country === right.country) return undefined;
  return { about: 'country', finding: 'different', bits: -1 };
}
