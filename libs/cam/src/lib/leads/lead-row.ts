import { foldCase } from '@aicmo/core-db';
import * as z from 'zod/mini';
import { Consent, EmailCheck, Grade, LeadState, Signal, Tier, type Lead } from '../../contract/lead.ts';
import type { LeadRow } from '../db/cam-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';
import { foldSearch } from './lead-search.ts';

const signals = z.array(Signal);
const fields = z.record(z.string(), z.string());

/** The text that the search looks through. It begins and ends with a space: see `searchParts`. */
export const searchTextOf = (lead: Pick<LeadRow, 'fullName' | 'company' | 'email' | 'title'>): string =>
  foldSearch(` ${lead.fullName} ${lead.company} ${lead.email} ${lead.title} `);

/** What lists are sorted by: change it with the name, address or company. */
export function sortColumnsOf(lead: Named): Pick<LeadRow, 'sortName' | 'sortCompany'> {
  return { sortName: sortText(displayName(lead)), sortCompany: sortText(lead.company) };
}

/** An index holds no text of any length. */
const sortText = (text: string): string => foldCase(text.length > 120 ? text.slice(0, 120).toWellFormed() : text);

/** A row as the rest of the house sees it; the sentences of its score are made where one lead is read. */
export function leadOf(row: LeadRow): Lead {
  return {
    ...{ id: row.id, clientId: row.clientId, personId: row.personId, campaignId: row.campaignId },
    ...{ firstName: row.firstName, lastName: row.lastName, name: displayName(row), title: row.title },
    ...{ company: row.company, companyDomain: row.companyDomain, industry: row.industry },
    ...{ employeeCount: row.employeeCount, revenueCents: row.revenueCents },
    ...{ location: row.location, country: row.country, email: row.email, linkedin: row.linkedin, phone: row.phone },
    ...{ timeZone: row.timeZone, language: row.language },
    signals: readJsonColumn(signals, row.signals, 'cam_lead.signals'),
    ...{ budgetKnown: row.budgetKnown === 1, timelineKnown: row.timelineKnown === 1 },
    ...{ score: row.score, fit: row.fit, opportunity: row.opportunity },
    tier: row.tier === null ? null : z.parse(Tier, row.tier),
    grade: row.grade === null ? null : z.parse(Grade, row.grade),
    factors: [],
    scoreVersion: row.scoreVersion,
    ...{ emailCheck: z.parse(EmailCheck, row.emailCheck), emailCheckWhy: row.emailCheckWhy },
    emailCheckedAt: row.emailCheckedAt,
    state: z.parse(LeadState, row.state),
    stateReason: row.stateReason,
    consent: z.parse(Consent, row.consent),
    ...{ needsReview: row.needsReview === 1, reviewReason: row.reviewReason, reviewSince: row.reviewSince },
    ...{ source: row.source, batchId: row.batchId, batchRow: row.batchRow },
    fields: readJsonColumn(fields, row.fields, 'cam_lead.fields'),
    ...{ createdAt: row.createdAt, updatedAt: row.updatedAt },
  };
}

type Named = Pick<LeadRow, 'fullName' | 'firstName' | 'lastName' | 'email' | 'company' | 'linkedin' | 'phone'>;

/** The name, else the address, else the company, else what is left. */
function displayName(row: Named): string {
  const candidates = [row.fullName, `${row.firstName} ${row.lastName}`.trim(), row.email, row.company, row.linkedin];
  return candidates.find((text) => text !== '') ?? row.phone;
}
