import { newId, type Clock, type LeadId } from '@aicmo/core-kernel';
import type { LeadRow } from '../db/cam-tables.ts';
import { searchTextOf, sortColumnsOf } from '../leads/lead-row.ts';
import type { RowLead } from './read-row.ts';

/** Where a new lead comes from. */
export interface LeadOrigin {
  readonly clientId: string;
  readonly campaignId: string | null;
  /** The file's name. */
  readonly source: string;
  readonly batchId: string | null;
}

/** A new lead as it is stored: NEW, not yet scored, with unknown consent. */
export function newLeadRow(lead: RowLead, origin: LeadOrigin, clock: Clock): LeadRow {
  const now = clock.now();
  const key = (kind: string): string | null =>
    lead.identities.find((identity) => identity.kind === kind)?.value ?? null;
  const { identities: _identities, rowNumber, signals, fields, budgetKnown, timelineKnown, ...plain } = lead;
  const id = newId<LeadId>(clock);
  const row = {
    ...{ id, personId: id, mergedInto: null, ...origin, batchRow: rowNumber, ...plain },
    ...{ emailKey: key('email'), linkedinKey: key('linkedin'), phoneKey: key('phone') },
    ...{ signals: JSON.stringify(signals), fields: JSON.stringify(fields) },
    ...{ budgetKnown: budgetKnown ? 1 : 0, timelineKnown: timelineKnown ? 1 : 0 },
    ...{ score: null, fit: null, opportunity: null, tier: null, grade: null, factors: '[]', scoredAt: null },
    ...{ scoreVersion: null, emailCheck: 'UNCHECKED', emailCheckWhy: '', emailCheckedAt: null },
    ...{ state: 'NEW', stateReason: '', consent: 'UNKNOWN', consentSource: '', consentAt: null },
    ...{ needsReview: 0, reviewReason: '', reviewSince: null, createdAt: now, updatedAt: now },
  };
  return { ...row, searchText: searchTextOf(row), ...sortColumnsOf(row) };
}
