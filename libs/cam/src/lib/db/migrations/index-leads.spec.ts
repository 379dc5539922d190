import { describeEachDialect } from '@aicmo/core-db/testing';
import { expect, test } from '@jest/globals';
import { createLeadStore } from '../../leads/lead-store.ts';
import type { CamTables } from '../cam-tables.ts';
import { camMigrations } from './index.ts';

describeEachDialect('leads of before their lists had indexes', (dialect) => {
  test('are counted and found by a part of their name as before', async () => {
    const { db, up } = await dialect.openBefore([camMigrations], { scope: 'cam', name: '2026-11-23-index-leads' });
    const handle = db.handle<CamTables>('cam');
    const row = {
      ...{
        id: 'l1',
        clientId: 'c1',
        personId: 'l1',
        mergedInto: null,
        campaignId: null,
        firstName: 'Bo',
        lastName: 'Holm',
      },
      ...{
        fullName: 'Bo Holm',
        title: '',
        company: 'x'.repeat(500),
        companyDomain: '',
        industry: '',
        employeeCount: null,
      },
      ...{ revenueCents: null, location: '', country: '', email: 'bo@x.example', emailKey: null, linkedin: '' },
      ...{
        linkedinKey: null,
        phone: '',
        phoneKey: null,
        timeZone: null,
        language: '',
        searchText: 'bo holm bo@x.example',
      },
      ...{ sortName: 'bo holm', sortCompany: 'x'.repeat(500), signals: '[]', budgetKnown: 0, timelineKnown: 0 },
      ...{ score: null, fit: null, opportunity: null, tier: null, grade: null, factors: '[]', scoredAt: null },
      ...{ scoreVersion: null, emailCheck: 'UNCHECKED', emailCheckWhy: '', emailCheckedAt: null, state: 'NEW' },
      ...{ stateReason: '', consent: 'UNKNOWN', consentSource: '', consentAt: null, needsReview: 1, reviewReason: '' },
      ...{
        reviewSince: null,
        source: 'a.csv',
        batchId: null,
        batchRow: null,
        fields: '{}',
        createdAt: 'x',
        updatedAt: 'x',
      },
    };
    await handle
      .in()
      .insertInto('camLead')
      .values([row, { ...row, id: 'l2', mergedInto: 'l1' }])
      .execute();
    await up();
    const store = createLeadStore({ handle, db });
    expect(await store.counts({})).toEqual({ total: 1, byState: { NEW: 1 }, byTier: {}, needsReview: 1 });
    for (const search of ['bo', 'olm', 'x.exam']) {
      const found = await store.page({ search }, { by: 'company', direction: 'asc' }, 10, null);
      expect(found).toMatchObject({ total: 1, leads: [{ id: 'l1', company: row.company }] });
    }
    expect(await store.page({ search: 'ol' }, { by: 'name', direction: 'asc' }, 10, null)).toMatchObject({ total: 0 });
  });
});
