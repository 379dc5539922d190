import type { Instant } from '@aicmo/core-kernel';
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
  readonly now: Instant;
}

/** A new lead as it is stored: NEW, not yet scored, with unknown consent. Written out: this runs for each row of a million. */
export function newLeadRow(lead: RowLead, id: string, origin: LeadOrigin): LeadRow {
  const { now } = origin;
  const row: LeadRow = {
    id,
    clientId: origin.clientId,
    personId: id,
    mergedInto: null,
    campaignId: origin.campaignId,
    firstName: lead.firstName,
    lastName: lead.lastName,
    fullName: lead.fullName,
    title: lead.title,
    company: lead.company,
    companyDomain: lead.companyDomain,
    industry: lead.industry,
    employeeCount: lead.employeeCount,
    revenueCents: lead.revenueCents,
    location: lead.location,
    country: lead.country,
    email: lead.email,
    emailKey: keyOf(lead, 'email'),
    linkedin: lead.linkedin,
    linkedinKey: keyOf(lead, 'linkedin'),
    phone: lead.phone,
    phoneKey: keyOf(lead, 'phone'),
    timeZone: lead.timeZone,
    language: lead.language,
    searchText: '',
    sortName: '',
    sortCompany: '',
    signals: lead.signals.length === 0 ? '[]' : JSON.stringify(lead.signals),
    budgetKnown: lead.budgetKnown ? 1 : 0,
    timelineKnown: lead.timelineKnown ? 1 : 0,
    score: null,
    fit: null,
    opportunity: null,
    tier: null,
    grade: null,
    factors: '[]',
    scoredAt: null,
    scoreVersion: null,
    emailCheck: 'UNCHECKED',
    emailCheckWhy: '',
    emailCheckedAt: null,
    state: 'NEW',
    stateReason: '',
    consent: 'UNKNOWN',
    consentSource: '',
    consentAt: null,
    needsReview: 0,
    reviewReason: '',
    reviewSince: null,
    source: origin.source,
    batchId: origin.batchId,
    batchRow: lead.rowNumber,
    fields: fieldsText(lead.fields),
    createdAt: now,
    updatedAt: now,
  };
  row.searchText = searchTextOf(row);
  const sorted = sortColumnsOf(row);
  row.sortName = sorted.sortName;
  row.sortCompany = sorted.sortCompany;
  return row;
}

function keyOf({ identities }: RowLead, kind: string): string | null {
  for (const identity of identities) if (identity.kind === kind) return identity.value;
  return null;
}

function fieldsText(fields: Readonly<Record<string, string>>): string {
  for (const _name in fields) return JSON.stringify(fields);
  return '{}';
}
