import type { DuplicatePolicy, MergeConflict } from '../../contract/lead-import.ts';
import type { IdentityRow, LeadRow } from '../db/cam-tables.ts';
import { searchTextOf, sortColumnsOf } from '../leads/lead-row.ts';
import type { IdentityKey } from '../leads/lead-store.ts';
import type { RowLead } from './read-row.ts';

/** A lead as it will stand after the rows of one transaction. */
export interface PlannedLead {
  row: LeadRow;
  readonly isNew: boolean;
  isChanged: boolean;
  /** Whether a row of the file is about it and the policy lets that count. */
  isTouched: boolean;
}

/** What the rows of one transaction amount to. */
export interface ImportPlan {
  readonly leads: readonly PlannedLead[];
  readonly identities: readonly IdentityRow[];
  readonly conflicts: readonly MergeConflict[];
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
  /** Whom the identities of these rows belong to already: `kind value` → lead. */
  readonly owners: ReadonlyMap<string, LeadRow>;
  /** A new row for a person. */
  readonly newRow: (lead: RowLead) => LeadRow;
}

const identityKey = ({ kind, value }: IdentityKey): string => `${kind} ${value}`;

/** Decides for each row: a new lead, one that is known already, or a change to one. Pure; nothing is written here. */
export function planImport(rows: readonly RowLead[], context: PlanContext): ImportPlan {
  const leads = new Map<string, PlannedLead>();
  const owners = new Map<string, PlannedLead>();
  for (const [key, row] of context.owners) owners.set(key, once(leads, row));
  const identities: IdentityRow[] = [];
  const conflicts: MergeConflict[] = [];
  const counts = { imported: 0, updated: 0, duplicates: 0, knownFromFile: 0 };
  for (const lead of rows) {
    const known = findOwner(lead, owners);
    const target = known ?? { row: context.newRow(lead), isNew: true, isChanged: false, isTouched: true };
    if (known) {
      if (known.row.batchId === context.batchId) counts.knownFromFile += 1;
      if (context.policy === 'skip') {
        counts.duplicates += 1;
        continue;
      }
      known.isTouched = true;
      const changed = applyRow(known, lead, context.policy, conflicts);
      counts[changed ? 'updated' : 'duplicates'] += 1;
    } else {
      leads.set(target.row.id, target);
      counts.imported += 1;
    }
    identities.push(...claim(lead, target, owners, context.clientId));
  }
  return { leads: [...leads.values()], identities, conflicts, ...counts };
}

function once(leads: Map<string, PlannedLead>, row: LeadRow): PlannedLead {
  const found = leads.get(row.id) ?? { row, isNew: false, isChanged: false, isTouched: false };
  leads.set(row.id, found);
  return found;
}

/**
 * The lead that a row describes. Address and profile are a person's own. A phone number is shared by everybody at a
 * company's switchboard: it counts only where no address or profile speaks against it.
 */
function findOwner(lead: RowLead, owners: ReadonlyMap<string, PlannedLead>): PlannedLead | undefined {
  for (const identity of lead.identities) {
    const owner = owners.get(identityKey(identity));
    if (owner && (identity.kind !== 'phone' || !contradicts(lead, owner.row))) return owner;
  }
  return undefined;
}

function contradicts(lead: RowLead, row: LeadRow): boolean {
  const differs = (kind: IdentityKey['kind'], stored: string | null): boolean => {
    const own = lead.identities.find((identity) => identity.kind === kind)?.value;
    return own !== undefined && stored !== null && own !== stored;
  };
  return differs('email', row.emailKey) || differs('linkedin', row.linkedinKey);
}

/** Takes those identities for a lead that nobody has yet. */
function claim(lead: RowLead, target: PlannedLead, owners: Map<string, PlannedLead>, clientId: string): IdentityRow[] {
  return lead.identities.flatMap((identity) => {
    const key = identityKey(identity);
    if (owners.has(key)) return [];
    owners.set(key, target);
    return [{ clientId, kind: identity.kind, value: identity.value, leadId: target.row.id }];
  });
}

const textFields = [
  ...(['firstName', 'lastName', 'fullName', 'title', 'company', 'companyDomain', 'industry'] as const),
  ...(['location', 'country', 'email', 'linkedin', 'phone', 'language'] as const),
] as const;
const valueFields = ['employeeCount', 'revenueCents', 'timeZone'] as const;

/** Merges or overwrites; true when something about the lead is different afterwards. */
function applyRow(
  target: PlannedLead,
  lead: RowLead,
  policy: 'merge' | 'overwrite',
  conflicts: MergeConflict[],
): boolean {
  const change: Partial<LeadRow> = {};
  const decide = (field: string, stored: unknown, found: unknown, take: () => void): void => {
    if (found === '' || found === null || found === stored) return;
    if (stored === '' || stored === null || policy === 'overwrite') return take();
    conflicts.push({
      rowNumber: lead.rowNumber,
      leadId: target.row.id,
      field,
      kept: String(stored),
      found: String(found),
    });
  };
  for (const field of textFields) {
    decide(field, target.row[field], lead[field], () => Object.assign(change, { [field]: lead[field] }));
  }
  for (const field of valueFields) {
    decide(field, target.row[field], lead[field], () => Object.assign(change, { [field]: lead[field] }));
  }
  Object.assign(
    change,
    keysOf(lead, target.row, change),
    flagsOf(lead, target.row),
    ownFields(lead, target.row, policy),
  );
  if (Object.keys(change).length === 0) return false;
  const row = { ...target.row, ...change };
  target.row = { ...row, searchText: searchTextOf(row), ...sortColumnsOf(row) };
  target.isChanged = true;
  return true;
}

/** The key of an address, profile or number changes with it. */
function keysOf(lead: RowLead, row: LeadRow, change: Partial<LeadRow>): Partial<LeadRow> {
  const key = (kind: IdentityKey['kind']) => lead.identities.find((identity) => identity.kind === kind)?.value ?? null;
  return {
    ...(change.email === undefined ? {} : { emailKey: key('email') ?? row.emailKey }),
    ...(change.linkedin === undefined ? {} : { linkedinKey: key('linkedin') ?? row.linkedinKey }),
    ...(change.phone === undefined ? {} : { phoneKey: key('phone') ?? row.phoneKey }),
  };
}

/** Signals add up, whatever the policy: each says that something was seen. */
function flagsOf(lead: RowLead, row: LeadRow): Partial<LeadRow> {
  const stored = new Set<string>(JSON.parse(row.signals) as string[]); // written by this library only
  const added = lead.signals.filter((signal) => !stored.has(signal));
  return {
    ...(added.length === 0 ? {} : { signals: JSON.stringify([...stored, ...added]) }),
    ...(lead.budgetKnown && row.budgetKnown === 0 ? { budgetKnown: 1 } : {}),
    ...(lead.timelineKnown && row.timelineKnown === 0 ? { timelineKnown: 1 } : {}),
  };
}

function ownFields(lead: RowLead, row: LeadRow, policy: 'merge' | 'overwrite'): Partial<LeadRow> {
  const stored = JSON.parse(row.fields) as Record<string, string>; // written by this library only
  const merged = policy === 'merge' ? { ...lead.fields, ...stored } : { ...stored, ...lead.fields };
  const text = JSON.stringify(merged);
  return Object.keys(merged).length === Object.keys(stored).length &&
    Object.entries(merged).every(([key, value]) => stored[key] === value)
    ? {}
    : { fields: text };
}
