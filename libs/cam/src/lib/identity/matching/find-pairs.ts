import { comparePeople, enoughBits, sumBits, type Evidence, type NameCounts } from './compare-people.ts';
import type { Profile } from './profile.ts';

/** Two leads that may be one person. */
export interface FoundPair {
  readonly left: Profile;
  readonly right: Profile;
  readonly bits: number;
  readonly evidence: readonly Evidence[];
}

/** What a search came to. */
export interface PairSearch {
  readonly pairs: readonly FoundPair[];
  /** Comparisons made: what it costs. */
  readonly compared: number;
}

/** Which pairs are worth comparing, and who is told how far it is. */
export interface PairOptions {
  /** False: this pair is not asked about. */
  readonly wants?: (left: Profile, right: Profile) => boolean;
  /** Called after each way of bringing people together, with the share that is done, 0 to 1. */
  readonly onStep?: (share: number) => Promise<void>;
}

/**
 * Ways of bringing people together who may be one: only those with the same key are compared. Each catches what another
 * one misses (a typing error in the name, another company, another mailbox); an empty key brings nobody together.
 */
const blockings: readonly ((profile: Profile) => string)[] = [
  ({ domain, last }) => keyOf(domain, last.slice(0, 4)),
  ({ company, last }) => keyOf(company.slice(0, 7), last.slice(0, 4)),
  ({ domain, formal }) => keyOf(domain, formal),
  ({ company, formal }) => keyOf(company.slice(0, 7), formal),
  ({ first, last }) =>
    first < last ? keyOf(first.slice(0, 4), last.slice(0, 4)) : keyOf(last.slice(0, 4), first.slice(0, 4)),
  ({ formal, last }) => keyOf(formal, consonants(last)),
  ({ local }) => (local.length >= 6 ? local : ''),
  ({ phone }) => phone,
];

const keyOf = (one: string, other: string): string => (one === '' || other === '' ? '' : `${one}|${other}`);

/** `lindqvist`, `lindqvsit` and `lindkvist` begin with nearly the same consonants. */
const consonants = (last: string): string => last.replaceAll(/[aeiouyh ]/g, '').slice(0, 3);

/** In a block of more members, each is compared with its neighbours only: one free mailbox would make it quadratic. */
const wholeBlock = 12;
const neighbours = 6;

/** Compares everybody who is brought together with somebody; the surest first. */
export async function findPairs(
  profiles: readonly Profile[],
  counts: NameCounts,
  { wants = () => true, onStep }: PairOptions = {},
): Promise<PairSearch> {
  const found = new Map<number, FoundPair>();
  let compared = 0;
  for (const [step, blocking] of blockings.entries()) {
    for (const block of blocksOf(profiles, blocking)) {
      const reach = block.length <= wholeBlock ? block.length : neighbours;
      for (let at = 0; at < block.length; at += 1) {
        for (let other = at + 1; other < Math.min(block.length, at + 1 + reach); other += 1) {
          const [one = 0, two = 0] = [block[at], block[other]];
          const left = profiles[Math.min(one, two)];
          const right = profiles[Math.max(one, two)];
          if (!left || !right || !wants(left, right)) continue;
          compared += 1;
          const evidence = comparePeople(left, right, counts);
          const bits = evidence ? sumBits(evidence) : 0;
          if (!evidence || bits < enoughBits) continue;
          found.set(Math.min(one, two) * profiles.length + Math.max(one, two), { left, right, bits, evidence });
        }
      }
    }
    await onStep?.((step + 1) / blockings.length);
  }
  return { pairs: [...found.values()].sort((one, two) => two.bits - one.bits), compared };
}

/** The members of each block, as places in the list, neighbours being those whose names are alike. */
function* blocksOf(profiles: readonly Profile[], blocking: (profile: Profile) => string): Generator<readonly number[]> {
  const members = new Map<string, number[]>();
  for (const [index, profile] of profiles.entries()) {
    const key = blocking(profile);
    if (key === '') continue;
    const block = members.get(key);
    if (block) block.push(index);
    else members.set(key, [index]);
  }
  for (const block of members.values()) {
    if (block.length < 2) continue;
    yield block.length <= wholeBlock ? block : byName(block, profiles);
  }
}

function byName(block: readonly number[], profiles: readonly Profile[]): readonly number[] {
  const name = (index: number): string => {
    const profile = profiles[index];
    if (!profile) return '';
    const { last, formal, company } = profile;
    return last < formal ? `${last} ${formal} ${company}` : `${formal} ${last} ${company}`; // some stand swapped
  };
  return block
    .map((index) => ({ index, name: name(index) }))
    .sort((one, two) => (one.name < two.name ? -1 : one.name > two.name ? 1 : 0))
    .map(({ index }) => index);
}

/** The keys by which somebody is brought together with others, each in its own way. */
export const blockingKeys = (profile: Profile): readonly string[] =>
  blockings.flatMap((blocking, way) => {
    const key = blocking(profile);
    return key === '' ? [] : [`${way} ${key}`];
  });

/** Counts the names and numbers of people, one by one. */
export class NameCounter implements NameCounts {
  people = 0;
  readonly #first = new Map<string, number>();
  readonly #last = new Map<string, number>();
  readonly #phone = new Map<string, number>();

  add({ first, last, phone }: Profile): void {
    this.people += 1;
    this.#first.set(first, this.first(first) + 1);
    this.#last.set(last, this.last(last) + 1);
    this.#phone.set(phone, this.phone(phone) + 1);
  }

  first(name: string): number {
    return this.#first.get(name) ?? 0;
  }

  last(name: string): number {
    return this.#last.get(name) ?? 0;
  }

  phone(number: string): number {
    return this.#phone.get(number) ?? 0;
  }
}

/** Counts the names and numbers of these people. */
export function countNames(profiles: readonly Profile[]): NameCounts {
  const counter = new NameCounter();
  for (const profile of profiles) counter.add(profile);
  return counter;
}
