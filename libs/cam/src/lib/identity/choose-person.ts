import type { IdentityKey } from '../leads/lead-store.ts';

/** A lead of any client, as far as it says who somebody is. */
export interface KnownPerson {
  readonly personId: string;
  readonly emailKey: string | null;
  readonly linkedinKey: string | null;
}

/** The strongest first: an address and a profile are a person's own, a number may be a switchboard's. */
const strength = ['email', 'linkedin', 'phone'] as const;

/**
 * Which person of the workspace somebody new is: whoever has the same address, else the same profile, else the same
 * phone number where neither address nor profile speaks against it. Null: somebody who is new to every client.
 */
export function choosePerson(
  identities: readonly IdentityKey[],
  knownBy: (identity: IdentityKey) => KnownPerson | undefined,
): string | null {
  for (const kind of strength) {
    for (const identity of identities) {
      if (identity.kind !== kind) continue;
      const known = knownBy(identity);
      if (known && (kind !== 'phone' || !contradicts(identities, known))) return known.personId;
    }
  }
  return null;
}

/** Whether both have an address or both a profile, and not the same one. */
export function contradicts(identities: readonly IdentityKey[], known: Omit<KnownPerson, 'personId'>): boolean {
  return identities.some(
    ({ kind, value }) =>
      (kind === 'email' && known.emailKey !== null && known.emailKey !== value) ||
      (kind === 'linkedin' && known.linkedinKey !== null && known.linkedinKey !== value),
  );
}
