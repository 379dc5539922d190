import { expect, test } from '@jest/globals';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { createCam } from '../cam.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { inTheMiddle } from '../../testing/in-the-middle.ts';
import { createLoadStore } from '../import/load-store.ts';
import { createLeadStore } from './lead-store.ts';

async function aHouse(dialect: TestDialect) {
  const db = await dialect.open([camMigrations]);
  const handle = db.handle<CamTables>('cam');
  const cam = createCam({ db, clock: fakeClock() });
  const client = await cam.clients.create({ name: 'Nordlicht' }, 'Olga');
  const file = { clientId: client.id, campaignId: null, fileName: 'a.csv' };
  const bytes = new TextEncoder().encode('Name,Email\nMaja Lind,maja@k.example');
  await cam.imports.finished((await cam.imports.begin({ ...file, bytes }, 'Olga')).id);
  const maja = async () => {
    const [lead] = (await cam.leads.list()).leads;
    if (!lead) throw new Error('no lead');
    return lead;
  };
  return { db, handle, cam, maja, leads: createLeadStore({ handle, db }), load: createLoadStore(handle) };
}

describeEachDialect('two who work on one lead at the same moment', (dialect) => {
  test('leave the numbers above the list true', async () => {
    const { db, cam, leads, maja } = await aHouse(dialect);
    const { id } = await maja();
    const qualify = () => db.transaction((tx) => leads.update(tx, id, { state: 'QUALIFIED' }));
    await inTheMiddle(db, qualify, async (tx, middle) => {
      await leads.update(tx, id, { state: 'CONTACTED' });
      await middle();
    });
    const kept = await cam.leads.counts();
    await db.transaction((tx) => leads.rebuildCounts(tx));
    expect(kept).toEqual(await cam.leads.counts());
  });

  test('who is put off limits while an import fills in the lead stays off limits', async () => {
    const { db, cam, leads, load, maja } = await aHouse(dialect);
    const { id } = await maja();
    const never = () => cam.leadActs.neverContact(id, 'Asked on the phone.', 'Olga');
    await inTheMiddle(db, never, async (tx, middle) => {
      const rows = await load.rows(tx, [id]);
      await middle();
      await leads.replaceMany(
        tx,
        rows,
        rows.map((row) => ({ ...row, location: 'Kiel' })),
      );
    });
    expect(await maja()).toMatchObject({ consent: 'DO_NOT_CONTACT', location: 'Kiel' });
  });

  test('whoever saves second is told, and nothing of the first is lost', async () => {
    const { db, cam, leads, maja } = await aHouse(dialect);
    const { id, updatedAt } = await maja();
    const edit = () => cam.leadActs.edit(id, { title: 'Buyer' }, updatedAt, 'Ana').catch((error: unknown) => error);
    let told: unknown;
    const second = async () => void (told = await edit());
    await inTheMiddle(db, second, async (tx, middle) => {
      await leads.update(tx, id, { title: 'Head of Fleet', updatedAt: '2026-03-02T11:00:00.000Z' });
      await middle();
    });
    expect(told).toMatchObject({ code: 'lead-edit-stale' });
    expect(await maja()).toMatchObject({ title: 'Head of Fleet' });
  });
});
