import * as z from 'zod/mini';
import type { LeadRow } from '../db/cam-tables.ts';
import type { ImportTouchRow } from '../db/import-tables.ts';
import { undoableColumns } from './undoable-change.ts';

/** What is known of a lead that an undo would remove. */
export interface StayFacts {
  readonly contacted: ReadonlySet<string>;
  readonly workedOn: ReadonlySet<string>;
  readonly inOtherFiles: ReadonlySet<string>;
  readonly merged: ReadonlySet<string>;
}

/** Why a lead stays although its import is undone, as one sentence; null: it goes. */
export function whyItStays(lead: LeadRow, facts: StayFacts): string | null {
  if (facts.contacted.has(lead.id) || ['CONTACTED', 'REPLIED', 'WON'].includes(lead.state)) {
    return 'Somebody wrote to this person.';
  }
  if (lead.consent !== 'UNKNOWN') return 'This person said whether they may be contacted.';
  if (lead.mergedInto !== null || facts.merged.has(lead.id)) return 'It was merged with another lead.';
  if (facts.inOtherFiles.has(lead.id)) return 'Another file brought the same person.';
  return facts.workedOn.has(lead.id) || lead.state === 'LOST' ? 'A person worked on it since.' : null;
}

const Values = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const Identities = z.array(z.tuple([z.string(), z.string()]));

/** What of a lead goes back, and which identities it loses. */
export interface TouchBack {
  readonly change: Partial<LeadRow>;
  readonly identities: readonly (readonly [kind: string, value: string])[];
}

/** The values of before, where the lead still has those that the import gave it; what a person changed since stays. */
export function touchBack(lead: LeadRow, touch: Pick<ImportTouchRow, 'before' | 'after' | 'identities'>): TouchBack {
  const before = z.parse(Values, JSON.parse(touch.before));
  const after = z.parse(Values, JSON.parse(touch.after));
  const back = undoableColumns.filter((column) => column in before && lead[column] === after[column]);
  const change: Partial<LeadRow> = Object.fromEntries(back.map((column) => [column, before[column]]));
  const keys = [lead.emailKey, lead.linkedinKey, lead.phoneKey].filter((key) => key !== null);
  const returned = new Set<unknown>([change.emailKey, change.linkedinKey, change.phoneKey]);
  const given = [after['emailKey'], after['linkedinKey'], after['phoneKey']];
  // An identity that the lead shows by a person's own change is not the import's any more.
  const isShown = (value: string): boolean => keys.includes(value) && !given.includes(value);
  const identities = z.parse(Identities, JSON.parse(touch.identities));
  return { change, identities: identities.filter(([, value]) => !isShown(value) && !returned.has(value)) };
}
