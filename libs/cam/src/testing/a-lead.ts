import type { Lead } from '../contract/lead.ts';

/** A new lead with a mail address, not yet scored. */
export const aLead = (given: Partial<Lead> = {}): Lead => ({
  ...{ id: '01990000-0000-7000-8000-000000000003', clientId: '01990000-0000-7000-8000-000000000001', campaignId: null },
  personId: '01990000-0000-7000-8000-000000000003',
  ...{ firstName: 'Maja', lastName: 'Lindqvist', name: 'Maja Lindqvist', title: 'Head of Operations' },
  ...{ company: 'Kurier Nord', companyDomain: 'kurier-nord.example', industry: 'Logistics' },
  ...{ employeeCount: null, revenueCents: null, location: 'Hamburg', country: 'Germany' },
  ...{ email: 'maja@kurier-nord.example', linkedin: '', phone: '', timeZone: 'Europe/Berlin', language: '' },
  ...{ signals: [], budgetKnown: false, timelineKnown: false },
  ...{ score: null, fit: null, opportunity: null, tier: null, grade: null, factors: [] },
  ...{ scoreVersion: null, emailCheck: 'UNCHECKED', emailCheckWhy: '', emailCheckedAt: null },
  ...{ state: 'NEW', stateReason: '', consent: 'UNKNOWN', needsReview: false, reviewReason: '', reviewSince: null },
  ...{ source: 'leads.csv', batchId: null, batchRow: null, fields: {} },
  ...{ createdAt: '2026-03-02T10:00:00.000Z', updatedAt: '2026-03-02T10:00:00.000Z' },
  ...given,
});
