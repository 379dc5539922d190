import { expect, test } from '@jest/globals';
import type { Database } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { everythingOf } from '../../testing/everything-of.ts';
import { createCam } from '../cam.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const march = bytes('Name,Email,City,Phone\nMaja,maja@k.example,,\nBo,bo@k.example,Kiel,');
const april = bytes(
  'Name,Email,City,Phone,Note\nMaja,maja@k.example,Kiel,+49 30 901820,fair\nEva,eva@k.example,Bonn,,\n' +
    'Ida,ida@k.example,Bonn,,\nEva,EVA@k.example,,,again',
);

async function aHouse(dialect: TestDialect) {
  const db = await dialect.open([camMigrations]);
  const clock = fakeClock();
  const told: string[] = [];
  const events = {
    publish: async (_tx: unknown, { topic, payload }: { topic: string; payload: object }) =>
      void told.push(`${topic} ${JSON.stringify(payload)}`),
  };
  const cam = createCam({ db, clock, events });
  const client = await cam.clients.create({ name: 'Nordlicht' }, 'Olga');
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Olga');
  const importFile = async (file: Uint8Array, fileName: string) => {
    const input = { clientId: client.id, campaignId: campaign.id, fileName, bytes: file };
    const batch = await cam.imports.finished((await cam.imports.begin(input, 'Olga')).id);
    clock.advance(60_000);
    return batch;
  };
  const leadOf = async (email: string) => (await cam.leads.list({ search: email })).leads[0];
  const undo = async (batchId: string) => {
    await cam.imports.undo(batchId, 'Ana');
    return cam.imports.finished(batchId);
  };
  return { db, clock, cam, client, importFile, leadOf, undo, told };
}

/** A real message to a lead, in the sequence that it came into last. */
async function sendTo(db: Database, leadId: string, at: Instant): Promise<string> {
  const tables = db.handle<CamTables>('cam').in();
  const ways = tables.selectFrom('camEnrolment').selectAll().where('leadId', '=', leadId).orderBy('createdAt', 'desc');
  const { id, clientId, campaignId } = await ways.executeTakeFirstOrThrow();
  await tables
    .insertInto('camOutreachAttempt')
    .values({
      ...{ id: `to ${leadId}`, clientId, campaignId, leadId, enrolmentId: id, sequenceId: 's', stepId: 't', step: 1 },
      ...{ mode: 'LIVE', channel: 'EMAIL', status: 'SENT', notBefore: null, reasons: '[]', recipient: '', subject: '' },
      ...{ body: '', ledgerId: null, runId: null, fencingToken: null, retryCount: 0, evidence: '{}', plannedAt: at },
      ...{ settledAt: null, createdAt: at, updatedAt: at },
    })
    .execute();
  return id;
}

describeEachDialect('undoing an import', (dialect) => {
  test('takes its leads away, puts back what it changed about others, and says so beforehand and afterwards', async () => {
    const { db, cam, client, importFile, undo, told } = await aHouse(dialect);
    await importFile(march, 'march.csv');
    const before = await everythingOf(db, client.id);
    const batch = await importFile(april, 'april.csv');
    expect(batch).toMatchObject({ imported: 2, updated: 2 });

    expect(await cam.imports.planUndo(batch.id)).toEqual({ removes: 2, restores: 1, keeps: 0, staying: [] });
    const undone = await undo(batch.id);
    expect(undone).toMatchObject({ status: 'UNDONE', undo: { by: 'Ana', removed: 2, restored: 1, kept: 0 } });
    expect(await everythingOf(db, client.id)).toEqual(before);
    expect(told.at(-1)).toBe(`cam-lead-import-undone ${JSON.stringify({ clientId: client.id, removed: 2 })}`);
    const records = await db.handle<CamTables>('cam').in().selectFrom('camRecord').selectAll().execute();
    expect(records.find(({ subjectId }) => subjectId === batch.id)).toMatchObject({
      ...{ what: 'Undid the import of “april.csv”', actor: 'Ana' },
      why: '2 leads removed, 1 put back as they were, 0 kept.',
    });
    await expect(cam.imports.undo(batch.id, 'Ana')).rejects.toMatchObject({ code: 'import-undone' });
    expect(await importFile(april, 'april.csv')).toMatchObject({ imported: 2, updated: 2, status: 'COMPLETED' });
    expect(await cam.imports.list()).toHaveLength(3);
  });

  test('leaves whoever was contacted, merged, or worked on since, and lists them with the reason', async () => {
    const { db, cam, importFile, leadOf, undo, clock } = await aHouse(dialect);
    const names = ['ada', 'bea', 'cleo', 'dora', 'emma'];
    const batch = await importFile(bytes(`Email\n${names.map((name) => `${name}@k.example`).join('\n')}`), 'five.csv');
    const idOf = async (name: string) => (await leadOf(`${name}@k.example`))?.id ?? '';
    await sendTo(db, await idOf('ada'), clock.now());
    await cam.leads.setConsent(await idOf('bea'), 'OPTED_IN', 'Olga', 'Said so on the phone.');
    await cam.leads.move(await idOf('cleo'), 'LOST', 'Olga', 'No budget.');
    await importFile(bytes('Email,City\ndora@k.example,Kiel'), 'other.csv');

    const plan = await cam.imports.planUndo(batch.id);
    expect(plan).toMatchObject({ removes: 1, restores: 0, keeps: 4 });
    expect(plan.staying.map(({ name, why }) => [name, why])).toEqual([
      ['ada@k.example', 'Somebody wrote to this person.'],
      ['bea@k.example', 'This person said whether they may be contacted.'],
      ['cleo@k.example', 'A person worked on it since.'],
      ['dora@k.example', 'Another file brought the same person.'],
    ]);
    expect(await undo(batch.id)).toMatchObject({ undo: { removed: 1, restored: 0, kept: 4 } });
    expect((await cam.leads.list()).total).toBe(4);
    expect(await leadOf('emma@k.example')).toBeUndefined();
  });

  test('a message that was really sent stays, with its way through the sequence that the file began', async () => {
    const { db, cam, importFile, leadOf, undo, clock } = await aHouse(dialect);
    await importFile(march, 'march.csv');
    const tables = db.handle<CamTables>('cam').in();
    await tables.updateTable('camEnrolment').set({ status: 'FINISHED' }).execute();
    const batch = await importFile(april, 'april.csv');
    const maja = await leadOf('maja@k.example');
    const enrolmentId = await sendTo(db, maja?.id ?? '', clock.now());
    await cam.leads.move(maja?.id ?? '', 'CONTACTED', 'Olga');
    await undo(batch.id);
    const sent = await tables.selectFrom('camOutreachAttempt').select(['status', 'enrolmentId']).execute();
    expect(sent).toEqual([{ status: 'SENT', enrolmentId }]);
    const ways = tables.selectFrom('camEnrolment').select('id').where('batchId', '=', batch.id);
    expect(await ways.execute()).toEqual([{ id: enrolmentId }]);
  });

  test('keeps what a person changed since about somebody whom the file had filled in', async () => {
    const { db, importFile, leadOf, undo } = await aHouse(dialect);
    await importFile(march, 'march.csv');
    const batch = await importFile(april, 'april.csv');
    const maja = await leadOf('maja@k.example');
    const leads = db.handle<CamTables>('cam').in().updateTable('camLead').set({ location: 'Hamburg' });
    await leads.where('id', '=', maja?.id ?? '').execute();
    await undo(batch.id);
    expect(await leadOf('maja@k.example')).toMatchObject({ location: 'Hamburg', phone: '', fields: {} });
  });

  test('waits until the import has ended', async () => {
    const { db, cam, importFile } = await aHouse(dialect);
    const batch = await importFile(march, 'march.csv');
    const running = { status: 'RUNNING', runner: 'elsewhere 1 a', heartbeatAt: '2026-03-02T10:01:00.000Z' };
    const batches = db.handle<CamTables>('cam').in().updateTable('camImportBatch').set(running);
    await batches.where('id', '=', batch.id).execute();
    await expect(cam.imports.undo(batch.id, 'Ana')).rejects.toMatchObject({ code: 'import-not-ended' });
    await expect(cam.imports.planUndo(batch.id)).rejects.toMatchObject({ code: 'import-not-ended' });
  });
});
