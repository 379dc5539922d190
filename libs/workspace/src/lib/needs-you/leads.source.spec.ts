import { expect, test } from '@jest/globals';
import { hourMs, plusMs } from '@aicmo/core-kernel';
import { aLeadFile } from '@aicmo/cam/testing';
import { aWorkspace } from '@aicmo/workspace/testing';

test('a lead that waits for a person is listed until somebody has looked at it', async () => {
  const { workspace, dispose } = await aWorkspace();
  const { clients, imports, leads } = await workspace.cam();
  const client = await clients.create({ name: 'Nordlicht' }, 'Ada');
  const file = { clientId: client.id, campaignId: null, fileName: 'l.csv', bytes: aLeadFile(1) };
  await imports.finished((await imports.begin(file, 'Ada')).id);
  const [lead] = (await leads.list()).leads;
  const id = lead?.id ?? '';
  const listed = async () => (await workspace.needsYou()).filter((each) => each.id === `lead-${id}`);
  expect(await listed()).toEqual([]);
  await leads.review(id, 'Is this the right person?', 'Ada');
  expect(await listed()).toMatchObject([
    {
      clientId: client.id,
      sentence: 'Person 1, Firm 1 GmbH: Is this the right person?',
      action: { tab: 'acquisition', view: 'review', open: id },
    },
  ]);
  await leads.review(id, null, 'Ada');
  expect(await listed()).toEqual([]);
  await dispose();
});

test('an import that failed half-way is listed, and one that came to its end is not', async () => {
  const { workspace, dispose } = await aWorkspace();
  const { clients, imports } = await workspace.cam();
  const client = await clients.create({ name: 'Nordlicht' }, 'Ada');
  const begin = (people: number, fileName: string) =>
    imports.begin({ clientId: client.id, campaignId: null, fileName, bytes: aLeadFile(people) }, 'Ada');
  await imports.finished((await begin(1, 'whole.csv')).id);
  const { id } = await begin(1200, 'half.csv');
  for await (const batch of imports.watch(id)) if (batch.rowsDone > 0) break;
  // A stopped import, marked as one that failed by itself.
  await imports.cancel(id);
  const handle = workspace.db.handle<{ camImportBatch: { id: string; status: string } }>('cam').in();
  await handle.updateTable('camImportBatch').set({ status: 'FAILED' }).where('id', '=', id).execute();
  const sentences = (await workspace.needsYou()).map(({ sentence }) => sentence);
  expect(sentences.filter((sentence) => sentence.includes('half.csv'))).toHaveLength(1);
  expect(sentences.join()).not.toContain('whole.csv');
  await dispose();
});

test('leads that may be one person are one row, until somebody has answered', async () => {
  const { workspace, dispose } = await aWorkspace();
  const { clients, imports, matches, matchRuns } = await workspace.cam();
  const client = await clients.create({ name: 'Nordlicht' }, 'Ada');
  const text =
    'Name,Email,Company\nMaja Lindqvist,maja@kurier.example,Kurier GmbH\nMaja Lindqvist,m.l@kurier.example,Kurier';
  const file = { clientId: client.id, campaignId: null, fileName: 'l.csv', bytes: new TextEncoder().encode(text) };
  await imports.finished((await imports.begin(file, 'Ada')).id);
  await matchRuns.finished((await matchRuns.start({ clientId: null, scope: 'ALL' }, 'Ada')).id);
  const listed = async () => (await workspace.needsYou()).filter(({ id }) => id === 'matches');
  expect(await listed()).toMatchObject([
    { sentence: 'Maja Lindqvist and Maja Lindqvist may be one person', action: { view: 'matches' } },
  ]);
  await matches.notSame((await matches.list()).pairs[0]?.id ?? '', 'Ada');
  expect(await listed()).toEqual([]);
  await dispose();
});

test('many leads that need a person are one row for their client, which leads to the queue', async () => {
  const { workspace, dispose } = await aWorkspace();
  const { clients, imports, leads } = await workspace.cam();
  const client = await clients.create({ name: 'Nordlicht' }, 'Ada');
  const file = { clientId: client.id, campaignId: null, fileName: 'l.csv', bytes: aLeadFile(7) };
  await imports.finished((await imports.begin(file, 'Ada')).id);
  for (const { id } of (await leads.list()).leads) await leads.review(id, 'Two files disagree.', 'Ada');
  const rows = (await workspace.needsYou()).filter(({ action }) => action.view === 'review');
  expect(rows).toMatchObject([{ id: `review-${client.id}`, action: { label: 'Open the queue' } }]);
  expect(rows[0]?.sentence).toMatch(/^7 leads need a person; the oldest is Person \d: Two files disagree\.$/);
  await dispose();
});

test('a task about a lead is listed when it is due, first among them when it is overdue; an appointment when it is over', async () => {
  const { workspace, clock, dispose } = await aWorkspace();
  const { clients, imports, leads, leadTasks, appointments } = await workspace.cam();
  const client = await clients.create({ name: 'Nordlicht' }, 'Ada');
  const file = { clientId: client.id, campaignId: null, fileName: 'l.csv', bytes: aLeadFile(1) };
  await imports.finished((await imports.begin(file, 'Ada')).id);
  const id = (await leads.list()).leads[0]?.id ?? '';
  const at = plusMs(clock.now(), 2 * hourMs);
  await leadTasks.addTask(id, { title: 'Call back', dueAt: at, timeZone: 'Europe/Berlin' }, 'Ada');
  const call = { title: 'First call', startsAt: at, minutes: 30, timeZone: 'Europe/Berlin', place: '' };
  await appointments.addAppointment(id, call, 'Ada');
  const listed = async () =>
    (await workspace.needsYou())
      .filter(({ action }) => action.tab === 'acquisition')
      .map(({ urgency, sentence }) => `${urgency}: ${sentence}`);
  expect(await listed()).toEqual([]);
  clock.advance(3 * hourMs);
  expect(await listed()).toEqual([
    expect.stringMatching(/^now: Overdue: Call back, with Person 1, planned for Monday/),
    'soon: “First call” with Person 1 is over: say what came of it',
  ]);
  await dispose();
});
