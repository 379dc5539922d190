import type { DuplicatePolicy, MergeConflict } from '../../contract/lead-import.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import { contradicts, haveOtherNames } from '../identity/choose-person.ts';
import type { IdentityKey } from '../leads/lead-store.ts';
import { applyRow } from './merge-row.ts';
import type { RowLead } from './read-row.ts';

/** A lead as it will stand after the rows of one transaction. */
export interface PlannedLead {
  row: LeadRow;
  /** As it stood before; null: the rows make it. */
  readonly stored: LeadRow | null;
  isChanged: boolean;
  /** Whether a row of the file is about it and the policy lets that count. */
  isTouched: boolean;
}

/** A row about somebody who was a lead already. */
export interface PlannedTouch {
  readonly rowNumber: number;
  readonly lead: PlannedLead;
  readonly outcome: 'UPDATED' | 'KNOWN';
  /** Identities that the lead gets by it. */
  readonly identities: readonly IdentityKey[];
}

/** An identity that nobody had, and the lead that has it now. */
export interface PlannedIdentity extends IdentityKey {
  readonly lead: PlannedLead;
}

/** A row whose identities belong to two leads of the client: it is applied to the first, and a person looks at both. */
export interface Collision {
  readonly rowNumber: number;
  readonly leadId: string;
  readonly otherLeadId: string;
  readonly kind: string;
  readonly value: string;
}

/** What the rows of one transaction amount to. */
export interface ImportPlan {
  readonly leads: readonly PlannedLead[];
  readonly identities: readonly PlannedIdentity[];
  readonly touches: readonly PlannedTouch[];
  readonly conflicts: readonly MergeConflict[];
  readonly collisions: readonly Collision[];
  readonly imported: number;
  readonly updated: number;
  readonly duplicates: number;
  /** Of the duplicates and updates, those whose person came from this very file. */
  readonly knownFromFile: number;
}

/** What planning needs besides the rows. */
export interface PlanContext {
  readonly clientId: string;
  readonly policy: DuplicatePolicy;
  readonly batchId: string;
  /** Whom the identities of these rows belong to already: see {@link identityKey}. */
  readonly owners: ReadonlyMap<string, LeadRow>;
  /** A new row for a person. */
  readonly newRow: (lead: RowLead) => LeadRow;
}

/** An identity as one text. */
export const identityKey = ({ kind, value }: IdentityKey): string => `${kind} ${value}`;

/** Decides for each row: a new lead, one that is known already, or a change to one. Pure; nothing is written here. */
export function planImport(rows: readonly RowLead[], context: PlanContext): ImportPlan {
  const plan = new Planning(context);
  for (const lead of rows) plan.take(lead);
  return plan;
}

/** What of a lead says whether it is somebody's. */
type Known = Pick<LeadRow, 'emailKey' | 'linkedinKey' | 'firstName' | 'lastName'>;

/**
 * Whose lead a row describes. Address and profile are a person's own. A phone number is shared by everybody at a
 * company's switchboard: it counts only where nothing else speaks against it.
 */
export function ownerAmong<Owner>(
  lead: Pick<RowLead, 'identities' | 'firstName' | 'lastName'>,
  find: (key: string) => Owner | undefined,
  keysOf: (owner: Owner) => Known,
): Owner | undefined {
  for (const identity of lead.identities) {
    const owner = find(identityKey(identity));
    if (owner !== undefined && (identity.kind !== 'phone' || !isSomebodyElse(lead, keysOf(owner)))) return owner;
  }
  return undefined;
}

/**
 * Another address or profile speaks against a number, and so does another name, for whoever is recognised by something
 * else too. A row that has the number alone stays with its owner, and its name is listed as a conflict.
 */
const isSomebodyElse = (lead: Pick<RowLead, 'identities' | 'firstName' | 'lastName'>, known: Known): boolean =>
  contradicts(lead.identities, known) || (lead.identities.length > 1 && haveOtherNames(lead, known));

const rowOf = ({ row }: PlannedLead): LeadRow => row;

class Planning implements ImportPlan {
  readonly leads: PlannedLead[] = [];
  readonly identities: PlannedIdentity[] = [];
  readonly touches: PlannedTouch[] = [];
  readonly conflicts: MergeConflict[] = [];
  readonly collisions: Collision[] = [];
  imported = 0;
  updated = 0;
  duplicates = 0;
  knownFromFile = 0;
  readonly #context: PlanContext;
  readonly #owners = new Map<string, PlannedLead>();

  constructor(context: PlanContext) {
    this.#context = context;
    const byId = new Map<string, PlannedLead>();
    for (const [key, stored] of context.owners) {
      const known = byId.get(stored.id) ?? { row: stored, stored, isChanged: false, isTouched: false };
      if (!byId.has(stored.id)) this.leads.push(known);
      byId.set(stored.id, known);
      this.#owners.set(key, known);
    }
  }

  take(lead: RowLead): void {
    const known = this.#ownerOf(lead);
    if (known) return this.#meet(known, lead);
    const made = { row: this.#context.newRow(lead), stored: null, isChanged: false, isTouched: true };
    this.leads.push(made);
    this.imported += 1;
    this.#claim(lead, made);
  }

  #meet(known: PlannedLead, lead: RowLead): void {
    const { policy, batchId } = this.#context;
    if (known.row.batchId === batchId) this.knownFromFile += 1;
    if (policy === 'skip') {
      this.duplicates += 1;
      this.touches.push({ rowNumber: lead.rowNumber, lead: known, outcome: 'KNOWN', identities: [] });
      return;
    }
    known.isTouched = true;
    const own = this.#withoutForeign(lead, known);
    const change = applyRow(known.row, own, policy, this.conflicts);
    if (change) {
      known.row = change;
      known.isChanged = true;
    }
    this[change ? 'updated' : 'duplicates'] += 1;
    const identities = this.#claim(own, known);
    const outcome = change || identities.length > 0 ? 'UPDATED' : 'KNOWN';
    this.touches.push({ rowNumber: lead.rowNumber, lead: known, outcome, identities });
  }

  #ownerOf(lead: RowLead): PlannedLead | undefined {
    return ownerAmong(lead, (key) => this.#owners.get(key), rowOf);
  }

  /** What belongs to another lead of the client is not written into this one: a person decides whether the two are one. */
  #withoutForeign(lead: RowLead, target: PlannedLead): RowLead {
    const foreign = lead.identities.filter((identity) => {
      const owner = this.#owners.get(identityKey(identity));
      if (!owner || owner === target) return false;
      return identity.kind !== 'phone' || !isSomebodyElse(lead, owner.row);
    });
    if (foreign.length === 0) return lead;
    const [rowNumber, leadId] = [lead.rowNumber, target.row.id];
    for (const { kind, value } of foreign) {
      const otherLeadId = this.#owners.get(identityKey({ kind, value }))?.row.id ?? leadId;
      this.collisions.push({ rowNumber, leadId, otherLeadId, kind, value });
    }
    const cleared = Object.fromEntries(foreign.map(({ kind }) => [kind, '']));
    return { ...lead, ...cleared, identities: lead.identities.filter((identity) => !foreign.includes(identity)) };
  }

  /** Takes those identities for a lead that nobody has yet. */
  #claim(lead: RowLead, target: PlannedLead): readonly IdentityKey[] {
    const claimed: IdentityKey[] = [];
    for (const identity of lead.identities) {
      const key = identityKey(identity);
      if (this.#owners.has(key)) continue;
      this.#owners.set(key, target);
      claimed.push(identity);
      this.identities.push({ kind: identity.kind, value: identity.value, lead: target });
    }
    return claimed;
  }
}
