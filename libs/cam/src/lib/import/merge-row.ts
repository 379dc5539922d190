import type { MergeConflict } from '../../contract/lead-import.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import { searchTextOf, sortColumnsOf } from '../leads/lead-row.ts';
import type { IdentityKey } from '../leads/lead-store.ts';
import type { RowLead } from './read-row.ts';

/** The columns that a row of a file can fill as they stand in it. */
export const plainColumns = [
  ...(['firstName', 'lastName', 'fullName', 'title', 'company', 'companyDomain', 'industry'] as const),
  ...(['location', 'country', 'email', 'linkedin', 'phone', 'language'] as const),
  ...(['employeeCount', 'revenueCents', 'timeZone'] as const),
] as const;

/**
 * The lead after a row was merged into it (empty places are filled, the others are told as conflicts) or overwrote it;
 * undefined when nothing about it is different.
 */
export function applyRow(
  stored: LeadRow,
  lead: RowLead,
  policy: 'merge' | 'overwrite',
  conflicts: MergeConflict[],
): LeadRow | undefined {
  const change: Partial<LeadRow> = {};
  for (const field of plainColumns) {
    const [own, found] = [stored[field], lead[field]];
    if (found === '' || found === null || found === own) continue;
    if (own === '' || own === null || policy === 'overwrite') Object.assign(change, { [field]: found });
    else {
      const [kept, other] = [String(own), String(found)];
      conflicts.push({ rowNumber: lead.rowNumber, leadId: stored.id, field, kept, found: other });
    }
  }
  Object.assign(change, keysOf(lead, stored, change), flagsOf(lead, stored), ownFields(lead, stored, policy));
  if (Object.keys(change).length === 0) return undefined;
  const row = { ...stored, ...change };
  return { ...row, searchText: searchTextOf(row), ...sortColumnsOf(row) };
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
  const change: Partial<LeadRow> = {};
  if (lead.signals.length > 0) {
    const stored = new Set<string>(JSON.parse(row.signals) as string[]); // written by this library only
    const added = lead.signals.filter((signal) => !stored.has(signal));
    if (added.length > 0) change.signals = JSON.stringify([...stored, ...added]);
  }
  if (lead.budgetKnown && row.budgetKnown === 0) change.budgetKnown = 1;
  if (lead.timelineKnown && row.timelineKnown === 0) change.timelineKnown = 1;
  return change;
}

function ownFields(lead: RowLead, row: LeadRow, policy: 'merge' | 'overwrite'): Partial<LeadRow> {
  const found = Object.entries(lead.fields);
  if (found.length === 0) return {};
  const stored = JSON.parse(row.fields) as Record<string, string>; // written by this library only
  const added = found.filter(([name, value]) =>
    policy === 'merge' ? stored[name] === undefined : stored[name] !== value,
  );
  return added.length === 0 ? {} : { fields: JSON.stringify({ ...stored, ...Object.fromEntries(added) }) };
}
