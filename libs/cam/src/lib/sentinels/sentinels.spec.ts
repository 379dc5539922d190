import { expect, test } from '@jest/globals';
import type { Database } from '@aicmo/core-db';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { minuteMs } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { createCam } from '../cam.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { camSentinels } from './index.ts';

const clock = fakeClock();
const verdicts = async (db: Database) => {
  const context = { clock, signal: new AbortController().signal };
  const results = await Promise.all(camSentinels(db).map(async (each) => [each.id, await each.run(context)] as const));
  return Object.fromEntries(results);
};

describeEachDialect("cam's checks", (dialect) => {
  test('pass on a house in order, and name what is broken with what to do', async () => {
    const db = await dialect.open([camMigrations]);
    const cam = createCam({ db, clock });
    const client = await cam.clients.create({ name: 'Nordlicht' }, 'Olga');
    const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Olga');
    const bytes = new TextEncoder().encode('Name,Email\nMaja,maja@k.example\n');
    const batch = await cam.imports.begin(
      { clientId: client.id, campaignId: campaign.id, fileName: 'l.csv', bytes },
      'Olga',
    );
    await cam.imports.finished(batch.id);
    const { 'cam-mailboxes': mailboxes, 'cam-reading': reading, ...others } = await verdicts(db);
    for (const none of [mailboxes, reading])
      expect(none).toMatchObject({ verdict: 'skipped', evidence: { mailboxes: 0 } });
    for (const result of Object.values(others)) expect(result).toMatchObject({ verdict: 'pass' });

    const rows = db.handle<CamTables>('cam').in();
    await rows.deleteFrom('camLead').execute();
    await rows.updateTable('camSequence').set({ archivedAt: clock.now() }).where('tier', '=', 'HOT').execute();
    await rows.updateTable('camImportBatch').set({ status: 'RUNNING', rowsDone: 0 }).execute();
    clock.advance(3 * minuteMs);
    expect(await verdicts(db)).toMatchObject({
      'cam-orphans': { verdict: 'fail', evidence: { orphans: 1 }, remedy: { text: expect.stringContaining('backup') } },
      'cam-sequences': { verdict: 'fail', summary: 'No sequence for hot leads.' },
      'cam-imports': { verdict: 'fail', summary: '“l.csv” stopped after 0 of 1 rows.' },
      'cam-counts': { verdict: 'fail', summary: 'There are 0 leads; the lists count 1.' },
    });
    await cam.leads.recount();
    expect(await verdicts(db)).toMatchObject({ 'cam-counts': { verdict: 'pass' } });
  });
});
