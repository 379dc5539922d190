import { expect, test } from '@jest/globals';
import { describeEachDialect } from '@aicmo/core-db/testing';
import type { EnrolmentRow } from '../db/outreach-tables.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { builtInSequenceId } from './default-sequence.ts';
import { createSequenceStore } from './sequence-store.ts';

interface Before {
  camSequence: CamTables['camSequence'];
  camSequenceStep: Readonly<Record<'id' | 'sequenceId' | 'channel' | 'subjectTemplate' | 'bodyTemplate', string>> & {
    readonly position: number;
    readonly day: number;
  };
  camEnrolment: Omit<EnrolmentRow, 'sequenceVersion'>;
}

describeEachDialect('sequences of before they had versions', (dialect) => {
  test('keep their messages as the version that they had, and whoever is in sequence goes on with it', async () => {
    const migration = { scope: 'cam', name: '2026-11-24-version-sequences' };
    const { db, up } = await dialect.openBefore([camMigrations], migration);
    const before = db.handle<Before>('cam').in();
    await before
      .insertInto('camSequence')
      .values({
        ...{ id: 's', clientId: 'c', key: 'copy-s', name: 'Own', goal: '', tier: null, version: 7 },
        ...{ createdAt: 'then', updatedAt: 'later', archivedAt: null },
      })
      .execute();
    const step = { sequenceId: 's', channel: 'email', bodyTemplate: 'Hello' };
    await before
      .insertInto('camSequenceStep')
      .values([
        { ...step, id: '1', position: 1, day: 0, subjectTemplate: 'First' },
        { ...step, id: '2', position: 2, day: 4, subjectTemplate: '' },
      ])
      .execute();
    const way = { id: 'e', clientId: 'c', campaignId: 'k', leadId: 'l', sequenceId: 's', tier: null, status: 'ACTIVE' };
    const times = { startedAt: 'then', createdAt: 'then', updatedAt: 'then', createdBy: 'x' };
    await before
      .insertInto('camEnrolment')
      .values({ ...way, ...times, statusReason: '', rank: 1 })
      .execute();
    await up();
    const store = createSequenceStore(db.handle<CamTables>('cam'));
    const texts = { body: 'Hello', html: null, weight: 1, variants: [], channel: 'email' };
    expect(await store.find('s')).toMatchObject({
      version: 7,
      steps: [
        { position: 1, day: 0, subject: 'First', ...texts },
        { position: 2, day: 4, subject: '', ...texts },
      ],
    });
    expect(await store.versions('s')).toEqual([
      { version: 7, savedBy: '', savedAt: 'later', channels: ['email', 'email'], carriedTo: null, inSequence: 1 },
    ]);
    const row = await db.handle<CamTables>('cam').in().selectFrom('camSequenceVersion').selectAll().execute();
    expect(row.find(({ sequenceId }) => sequenceId === 's')?.shape).toBe('email email ');
    expect(row.find(({ sequenceId }) => sequenceId === builtInSequenceId('cold_outreach'))).toMatchObject({ steps: 8 });
  });
});
