import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { bootstrapDatabaseSchema, migrationStatus } from '@aicmo/core-db';
import { describeEachDialect } from '@aicmo/core-db/testing';
import type { CamTables, IdentityRow, ImportBatchRow, LeadRow } from '../cam-tables.ts';
import type { EnrolmentRow } from '../outreach-tables.ts';
import { camMigrations } from './index.ts';

test('every migration file is in the list, in the order of its name', () => {
  const files = readdirSync(import.meta.dirname)
    .filter((name) => /^\d{4}-/.test(name))
    .map((name) => name.replace('.ts', ''))
    .sort();
  expect(camMigrations.list.map(({ name }) => name)).toEqual(files);
});

describeEachDialect("cam's migrations", (dialect) => {
  test('leave an import of before where it stopped: nobody works on it, and nothing of it was undone', async () => {
    const { db, up } = await dialect.openBefore([camMigrations], { scope: 'cam', name: '2026-11-23-extend-imports' });
    const batches = db.handle<BeforeExtendedImports>('cam').in();
    const old = {
      ...{ id: 'b', clientId: 'c', campaignId: null, fileName: 'old.csv', sha256: 'x', sizeBytes: 9, policy: 'merge' },
      ...{ status: 'RUNNING', encoding: 'utf-8', delimiter: ',', mapping: '{}', rowsTotal: 900, rowsDone: 500 },
      ...{ imported: 400, updated: 0, duplicates: 90, rejected: 10, enrolled: 0, error: '', importedBy: 'Ana' },
      ...{ startedAt: 'then', heartbeatAt: 'then', endedAt: null },
    };
    await batches.insertInto('camImportBatch').values(old).execute();
    await up();
    expect(await batches.selectFrom('camImportBatch').selectAll().execute()).toEqual([
      { ...old, sheet: '', runner: '', lastRow: 0, bytesDone: 0, loadMode: 'CALM', undo: null },
    ]);
  });

  test('applied twice change nothing the second time, and leave nothing pending', async () => {
    const url = await dialect.url();
    const first = await bootstrapDatabaseSchema({ url, migrations: [camMigrations] });
    const second = await bootstrapDatabaseSchema({ url, migrations: [camMigrations] });
    const status = await migrationStatus(url, [camMigrations]);
    expect(first.applied).toHaveLength(camMigrations.list.length);
    expect(second.applied).toEqual([]);
    expect(status.pending).toEqual([]);
  });

  test('allow one current enrolment for a lead and campaign, and any number of ended ones', async () => {
    const db = await dialect.open([camMigrations]);
    const enrolments = db.handle<CamTables>('cam').in();
    const row = (id: string, status: string) => ({
      ...{ id, clientId: 'c', campaignId: 'k', leadId: 'l', sequenceId: 's', tier: null, status, statusReason: '' },
      ...{ pausedUntil: null, startedAt: 'now', endedAt: null, createdBy: 'x', createdAt: 'now', updatedAt: 'now' },
      rank: 1,
    });
    await enrolments
      .insertInto('camEnrolment')
      .values([row('1', 'FINISHED'), row('2', 'STOPPED'), row('3', 'PAUSED')])
      .execute();
    await expect(enrolments.insertInto('camEnrolment').values(row('4', 'ACTIVE')).execute()).rejects.toMatchObject({
      kind: 'conflict',
    });
  });

  test('leave an enrolment of before as it was, and not looked at yet in any mode', async () => {
    const { db, up } = await dialect.openBefore([camMigrations], { scope: 'cam', name: '2026-11-22-create-run-items' });
    const enrolments = db.handle<BeforeRunItems>('cam').in();
    const old = {
      ...{ id: 'e', clientId: 'c', campaignId: 'k', leadId: 'l', sequenceId: 's', tier: 'HOT', status: 'ACTIVE' },
      ...{ statusReason: 'imported', pausedUntil: null, startedAt: 'then', endedAt: null },
      ...{ createdBy: 'x', createdAt: 'then', updatedAt: 'then' },
    };
    await enrolments.insertInto('camEnrolment').values(old).execute();
    await up();
    const now = db.handle<CamTables>('cam').in();
    expect(await now.selectFrom('camEnrolment').selectAll().execute()).toEqual([
      {
        ...old,
        dueSimulation: null,
        dueProof: null,
        dueLive: null,
        batchId: null,
        mailboxId: null,
        rank: 1,
        sequenceVersion: null,
      },
    ]);
  });

  test('keep the order of first messages of before: the best scored first, who has no score last', async () => {
    const { db, up } = await dialect.openBefore([camMigrations], { scope: 'cam', name: '2026-11-24-extend-outreach' });
    const before = db.handle<BeforeExtendedOutreach>('cam').in();
    const way = {
      ...{ clientId: 'c', campaignId: 'k', sequenceId: 's', tier: null, status: 'ACTIVE', statusReason: '' },
      ...{ pausedUntil: null, startedAt: 'then', endedAt: null, createdBy: 'x', createdAt: 'then', updatedAt: 'then' },
    };
    const leads = [aStoredLead({ id: 'l', score: 0.75 }), aStoredLead({ id: 'm' })];
    for (const lead of leads)
      await before
        .insertInto('camLead')
        .values({ ...lead, ...oldLeadColumns })
        .execute();
    for (const leadId of ['l', 'm', 'gone'])
      await before
        .insertInto('camEnrolment')
        .values({ ...way, id: `of-${leadId}`, leadId })
        .execute();
    await up();
    const now = db.handle<CamTables>('cam').in();
    const ways = await now.selectFrom('camEnrolment').select(['leadId', 'rank', 'mailboxId']).orderBy('id').execute();
    expect(ways).toEqual([
      { leadId: 'gone', rank: 1, mailboxId: null },
      { leadId: 'l', rank: 0.25, mailboxId: null },
      { leadId: 'm', rank: 1, mailboxId: null },
    ]);
  });

  test('make every lead of before a person of its own, and keep by what it is recognised', async () => {
    const { db, up } = await dialect.openBefore([camMigrations], { scope: 'cam', name: '2026-11-23-add-lead-columns' });
    const old = db.handle<BeforeLeadColumns>('cam').in();
    const lead = aStoredLead({ id: 'l', fullName: 'Maja Lindqvist', company: 'Kurier Nord', needsReview: 1 });
    await old.insertInto('camLead').values(lead).execute();
    const identity = { kind: 'email', value: 'maja@kurier.example', clientId: 'c', leadId: 'l' };
    await old.insertInto('camLeadIdentity').values(identity).execute();
    await up();
    const now = db.handle<CamTables>('cam').in();
    expect(await now.selectFrom('camLead').selectAll().executeTakeFirstOrThrow()).toMatchObject({
      ...{ ...lead, personId: 'l', mergedInto: null, sortName: 'maja lindqvist', sortCompany: 'kurier nord' },
      ...{ emailCheck: 'UNCHECKED', emailCheckedAt: null, scoreVersion: null, reviewSince: lead.updatedAt },
      searchText: '  ',
    });
    expect(await now.selectFrom('camIdentity').selectAll().execute()).toEqual([identity]);
  });
});

type NewColumns =
  | ('personId' | 'mergedInto' | 'sortName' | 'sortCompany' | 'reviewSince')
  | ('scoreVersion' | 'emailCheck' | 'emailCheckWhy' | 'emailCheckedAt');
type LeadBefore = Omit<LeadRow, NewColumns>;

interface BeforeExtendedImports {
  camImportBatch: Omit<ImportBatchRow, 'sheet' | 'runner' | 'lastRow' | 'bytesDone' | 'loadMode' | 'undo'>;
}

interface BeforeRunItems {
  camEnrolment: Omit<EnrolmentRow, 'dueSimulation' | 'dueProof' | 'dueLive' | 'batchId' | 'mailboxId' | 'rank'>;
}

interface BeforeLeadColumns {
  camLead: LeadBefore;
  camLeadIdentity: IdentityRow;
}

interface BeforeExtendedOutreach {
  camLead: LeadRow;
  camEnrolment: Omit<EnrolmentRow, 'mailboxId' | 'rank'>;
}

const oldLeadColumns = {
  ...{ personId: 'p', mergedInto: null, sortName: '', sortCompany: '', reviewSince: null, scoreVersion: null },
  ...{ emailCheck: 'UNCHECKED', emailCheckWhy: '', emailCheckedAt: null },
};

const aStoredLead = (given: Partial<LeadBefore>): LeadBefore => ({
  ...{ id: 'l', clientId: 'c', campaignId: null, firstName: '', lastName: '', fullName: '', title: '', company: '' },
  ...{ companyDomain: '', industry: '', employeeCount: null, revenueCents: null, location: '', country: '' },
  ...{ email: '', emailKey: null, linkedin: '', linkedinKey: null, phone: '', phoneKey: null, timeZone: null },
  ...{ language: '', searchText: '', signals: '[]', budgetKnown: 0, timelineKnown: 0, score: null, fit: null },
  ...{ opportunity: null, tier: null, grade: null, factors: '[]', scoredAt: null, state: 'NEW', stateReason: '' },
  ...{ consent: 'UNKNOWN', consentSource: '', consentAt: null, needsReview: 0, reviewReason: '', source: 'old.csv' },
  ...{ batchId: null, batchRow: null, fields: '{}' },
  ...{ createdAt: '2026-03-02T10:00:00.000Z', updatedAt: '2026-03-02T10:00:00.000Z' },
  ...given,
});
