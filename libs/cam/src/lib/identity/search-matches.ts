import type { Database } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import type { MatchScope } from '../../contract/match.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { sureness } from './matching/compare-people.ts';
import { blockingKeys, findPairs, NameCounter, type FoundPair } from './matching/find-pairs.ts';
import { profileOf, type Profile } from './matching/profile.ts';
import { createMatchStore, type MatchStore, type NewSuggestion } from './match-store.ts';

/** Which leads are searched. */
export interface MatchSearch {
  /** Null: every client, and people who are leads of two. */
  readonly clientId: string | null;
  readonly scope: MatchScope;
  /** With NEW: the newest lead that a search has seen. */
  readonly afterId: string;
}

/** What a search came to. */
export interface MatchSearchResult {
  readonly leads: number;
  readonly compared: number;
  readonly found: number;
  readonly uptoId: string;
}

/** How far a search is, 0–1, and how many leads it has read. */
export interface MatchProgress {
  readonly share: number;
  readonly leads: number;
}

interface House {
  readonly db: Database;
  readonly clock: Clock;
  /** Called between two pieces of work; may throw to end the search. */
  readonly progress: (progress: MatchProgress) => Promise<void>;
}

const leadsPerRead = 5000;
const pairsPerTransaction = 500;

/**
 * Looks for leads that may be one person and suggests the pairs. With NEW each lead that was made since is compared with
 * all: the rest is read through once, and of it only those stay in memory with whom one of the new ones could be one.
 */
export async function searchMatches({ db, clock, progress }: House, search: MatchSearch): Promise<MatchSearchResult> {
  const store = createMatchStore(db.handle<CamTables>('cam'), clock);
  const people = await readPeople(store, search, progress);
  const known = new Set((await store.knownPairs()).map(([one, other]) => `${one} ${other}`));
  const isNew = (profile: Profile): boolean => search.scope === 'ALL' || profile.id > search.afterId;
  const { pairs, compared } = await findPairs(people.profiles, people.counts, {
    wants: (left, right) =>
      (isNew(left) || isNew(right)) &&
      (left.clientId === right.clientId || left.personId !== right.personId) &&
      !known.has(left.id < right.id ? `${left.id} ${right.id}` : `${right.id} ${left.id}`),
    onStep: (share) => progress({ share: 0.3 + share * 0.6, leads: people.read }),
  });
  let found = 0;
  for (let from = 0; from < pairs.length; from += pairsPerTransaction) {
    const part = pairs.slice(from, from + pairsPerTransaction).map(suggestionOf);
    found += await db.transaction((tx) => store.suggest(tx, part));
    await progress({ share: 0.9 + (0.1 * from) / pairs.length, leads: people.read });
  }
  return { leads: people.read, compared, found, uptoId: people.uptoId };
}

const suggestionOf = ({ left, right, bits, evidence }: FoundPair): NewSuggestion => ({
  ...{ kind: left.clientId === right.clientId ? 'NEAR' : 'PERSON', clientId: left.clientId },
  ...{ leadIds: [left.id, right.id], sureness: sureness(bits), evidence },
});

interface People {
  readonly profiles: readonly Profile[];
  readonly counts: NameCounter;
  readonly read: number;
  readonly uptoId: string;
}

/** Everybody who is compared, in the order of their making, and how often each name occurs among all. */
async function readPeople(
  store: MatchStore,
  { clientId, scope, afterId }: MatchSearch,
  progress: House['progress'],
): Promise<People> {
  const counts = new NameCounter();
  const profiles: Profile[] = [];
  let read = 0;
  const each = async (from: string, upto: string | null, take: (profile: Profile) => void): Promise<string> => {
    let last = from;
    for (;;) {
      const rows = await store.leadsAfter(clientId, last, leadsPerRead);
      for (const row of rows) {
        if (upto !== null && row.id > upto) return last;
        const profile = profileOf(row);
        counts.add(profile);
        take(profile);
        last = row.id;
        read += 1;
      }
      if (rows.length < leadsPerRead) return last;
      await progress({ share: 0.3 * (1 - 1 / (1 + read / 100_000)), leads: read });
    }
  };
  if (scope === 'ALL') {
    const uptoId = await each('', null, (profile) => void profiles.push(profile));
    return { profiles, counts, read, uptoId };
  }
  const keys = new Set<string>();
  const uptoId = await each(afterId, null, (profile) => {
    profiles.push(profile);
    for (const key of blockingKeys(profile)) keys.add(key);
  });
  if (profiles.length > 0) {
    await each('', afterId, (profile) => {
      if (blockingKeys(profile).some((key) => keys.has(key))) profiles.push(profile);
    });
  }
  return { profiles, counts, read, uptoId };
}
