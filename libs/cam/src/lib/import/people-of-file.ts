import { identityKey } from './import-plan.ts';
import { hashOf, KeyFilter } from './key-filter.ts';
import type { RowLead } from './read-row.ts';

/**
 * Tells the people of a file that come twice in it, without holding them: a dry run of a million rows takes some 30 MB.
 * By the same rules as the import; two texts with one hash (once in 18,000 files) would count as one person.
 */
export class PeopleOfFile {
  readonly #seen = new KeyFilter();
  /** Hashes of address and profile by the row's place, 0 for none. */
  #emails = new Float64Array(1024);
  #profiles = new Float64Array(1024);
  #count = 0;

  /** Whether a row is about somebody whom an earlier one was about. */
  isRepeat(lead: RowLead): boolean {
    const own = { email: hashOfKind(lead, 'email'), linkedin: hashOfKind(lead, 'linkedin') };
    for (const identity of lead.identities) {
      const [place] = this.#seen.rowsOf(identityKey(identity));
      if (place !== undefined && (identity.kind !== 'phone' || !this.#contradicts(place - 1, own))) return true;
    }
    this.#remember(lead, own);
    return false;
  }

  #contradicts(place: number, own: { readonly email: number; readonly linkedin: number }): boolean {
    const differs = (one: number, other: number): boolean => one !== 0 && other !== 0 && one !== other;
    return differs(own.email, this.#emails[place] ?? 0) || differs(own.linkedin, this.#profiles[place] ?? 0);
  }

  #remember(lead: RowLead, own: { readonly email: number; readonly linkedin: number }): void {
    const place = this.#count;
    if (place === this.#emails.length) {
      this.#emails = doubled(this.#emails);
      this.#profiles = doubled(this.#profiles);
    }
    this.#emails[place] = own.email;
    this.#profiles[place] = own.linkedin;
    this.#count += 1;
    for (const identity of lead.identities) {
      const key = identityKey(identity);
      if (this.#seen.rowsOf(key).length === 0) this.#seen.add(key, place + 1);
    }
  }
}

const hashOfKind = ({ identities }: RowLead, kind: string): number => {
  const found = identities.find((identity) => identity.kind === kind);
  return found === undefined ? 0 : hashOf(found.value);
};

function doubled(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const more = new Float64Array(values.length * 2);
  more.set(values);
  return more;
}
