import type { LeadRow } from '../db/cam-tables.ts';
import { plainColumns } from './merge-row.ts';

/** The columns that an import changes about somebody who was a lead already, and that its undo puts back. */
export const undoableColumns = [
  ...plainColumns,
  ...(['emailKey', 'linkedinKey', 'phoneKey', 'signals', 'budgetKnown', 'timelineKnown', 'fields'] as const),
  ...(['campaignId', 'state'] as const),
] as const;

/** What is different, as it was and as it is now. */
export function changeOf(stored: LeadRow, row: LeadRow): { readonly before: string; readonly after: string } {
  const [before, after]: [Partial<LeadRow>, Partial<LeadRow>] = [{}, {}];
  for (const column of undoableColumns) {
    if (stored[column] === row[column]) continue;
    Object.assign(before, { [column]: stored[column] });
    Object.assign(after, { [column]: row[column] });
  }
  return { before: JSON.stringify(before), after: JSON.stringify(after) };
}
