import { expect, test } from '@jest/globals';
import { describeEachDialect } from '@aicmo/core-db/testing';
import type { CamTables } from '../cam-tables.ts';
import { camMigrations } from './index.ts';

describeEachDialect('the migration to a history of consent', (dialect) => {
  test('writes what is known of consent as its first line, and nothing of whom nothing is known', async () => {
    const { db, up } = await dialect.openBefore([camMigrations], { scope: 'cam', name: '2026-11-23-create-rights' });
    const before = db.handle<{ camLead: Record<string, string | number | null> }>('cam').in();
    const at = '2026-03-02T10:00:00.000Z';
    const lead = (id: string, consent: string, consentSource: string, consentAt: string | null) => ({
      ...{ id, clientId: 'c', campaignId: null, firstName: '', lastName: '', fullName: '', title: '', company: '' },
      ...{ companyDomain: '', industry: '', employeeCount: null, revenueCents: null, location: '', country: '' },
      ...{ email: '', emailKey: null, linkedin: '', linkedinKey: null, phone: '', phoneKey: null, timeZone: null },
      ...{ language: '', searchText: '', signals: '[]', budgetKnown: 0, timelineKnown: 0, score: null, fit: null },
      ...{ opportunity: null, tier: null, grade: null, factors: '[]', scoredAt: null, state: 'NEW', stateReason: '' },
      ...{ consent, consentSource, consentAt, needsReview: 0, reviewReason: '', source: 'old.csv' },
      ...{ batchId: null, batchRow: null, fields: '{}', createdAt: at, updatedAt: at, personId: id },
    });
    const rows = [lead('a', 'UNKNOWN', '', null), lead('b', 'DO_NOT_CONTACT', 'Olga', null)];
    await before
      .insertInto('camLead')
      .values([...rows, lead('d', 'OPTED_IN', 'Fair', '2026-02-01T08:00:00.000Z')])
      .execute();
    await up();
    const events = await db
      .handle<CamTables>('cam')
      .in()
      .selectFrom('camConsentEvent')
      .selectAll()
      .orderBy('id')
      .execute();
    const shared = { clientId: 'c', consentBefore: 'UNKNOWN', agreedTo: '' };
    expect(events).toMatchObject([
      { ...shared, leadId: 'b', consent: 'DO_NOT_CONTACT', source: 'Olga', at },
      { ...shared, leadId: 'd', consent: 'OPTED_IN', source: 'Fair', at: '2026-02-01T08:00:00.000Z' },
    ]);
  });
});
