import { foldCase } from '@aicmo/core-db';
import type { IdentityKey } from '../leads/lead-store.ts';
import { jaroWinkler } from './matching/jaro-winkler.ts';

/** A lead of any client, as far as it says who somebody is. */
export interface KnownPerson extends Partial<KnownName> {
  readonly personId: string;
  readonly emailKey: string | null;
  readonly linkedinKey: string | null;
}

/** The strongest first: an address and a profile are a person's own, a number may be a switchboard's. */
const strength = ['email', 'linkedin', 'phone'] as const;

/**
 * Which person of the workspace somebody new is: whoever has the same address, else the same profile, else the same
 * phone number where neither address, profile nor name speaks against it. Null: somebody who is new to every client.
 */
export function choosePerson(
  identities: readonly IdentityKey[],
  knownBy: (identity: IdentityKey) => KnownPerson | undefined,
  name: KnownName = nameless,
): string | null {
  for (const kind of strength) {
    for (const identity of identities) {
      if (identity.kind !== kind) continue;
      const known = knownBy(identity);
      if (known && (kind !== 'phone' || !isSomebodyElse(identities, name, known))) return known.personId;
    }
  }
  return null;
}

const nameless: KnownName = { firstName: '', lastName: '' };

/** Whether whoever shares a phone number with a lead is another person all the same. */
const isSomebodyElse = (identities: readonly IdentityKey[], name: KnownName, known: KnownPerson): boolean =>
  contradicts(identities, known) || haveOtherNames(name, { ...nameless, ...known });

/** Whether both have an address or both a profile, and not the same one. */
export function contradicts(
  identities: readonly IdentityKey[],
  known: Pick<KnownPerson, 'emailKey' | 'linkedinKey'>,
): boolean {
  return identities.some(
    ({ kind, value }) =>
      (kind === 'email' && known.emailKey !== null && known.emailKey !== value) ||
      (kind === 'linkedin' && known.linkedinKey !== null && known.linkedinKey !== value),
  );
}

/** A name as far as it tells people apart. */
export interface KnownName {
  readonly firstName: string;
  readonly lastName: string;
}

/**
 * Whether two names are those of two people: both have a last name, and these are not alike, however the two parts were
 * sorted into columns. Whoever shares a firm's number and nothing else has another name.
 */
export function haveOtherNames(one: KnownName, other: KnownName): boolean {
  if (one.lastName === '' || other.lastName === '') return false;
  const [last, otherLast] = [plain(one.lastName), plain(other.lastName)];
  const isPart = ` ${last} `.includes(` ${otherLast} `) || ` ${otherLast} `.includes(` ${last} `);
  const isSwapped = last === plain(other.firstName) || otherLast === plain(one.firstName);
  return !isPart && !isSwapped && jaroWinkler(last, otherLast) < 0.85;
}

/** Without case, accents and signs; enough for names of one script. */
const plain = (name: string): string =>
  foldCase(name)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
