import { expect, test } from '@jest/globals';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { parseInstant } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { inTheMiddle } from '../../testing/in-the-middle.ts';
import { createCam } from '../cam.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { createEnrolmentStore } from '../routing/enrolment-store.ts';
import { createSequenceStopStore } from '../routing/sequence-stop-store.ts';
import { createLeadWorkStore } from './lead-work-store.ts';

async function aHouse(dialect: TestDialect) {
  const db = await dialect.open([camMigrations]);
  const handle = db.handle<CamTables>('cam');
  const cam = createCam({ db, clock: fakeClock() });
  const client = await cam.clients.create({ name: 'Nordlicht' }, 'Olga');
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring fleet' }, 'Olga');
  const file = { clientId: client.id, campaignId: campaign.id, fileName: 'a.csv' };
  const bytes = new TextEncoder().encode('Name,Email,Title\nMaja Lind,maja@k.example,CEO');
  await cam.imports.finished((await cam.imports.begin({ ...file, bytes }, 'Olga')).id);
  const [lead] = (await cam.leads.list()).leads;
  if (!lead) throw new Error('no lead');
  const parts = { store: createLeadWorkStore(handle), enrolments: createEnrolmentStore(handle) };
  return { db, handle, cam, lead, client, ...parts, sequences: createSequenceStopStore(handle) };
}

const later = '2026-03-02T10:05:00.000Z';
const refused = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    ({ code }: { code: string }) => code,
  );

describeEachDialect('two who do something about one lead at the same moment', (dialect) => {
  test('end a task or an appointment once, and the second is told', async () => {
    const { db, handle, cam, lead, store } = await aHouse(dialect);
    await cam.leadTasks.addTask(lead.id, { title: 'Call', dueAt: later, timeZone: 'Europe/Berlin' }, 'Olga');
    const start = { title: 'Visit', startsAt: later, timeZone: 'Europe/Berlin', minutes: 30, place: '' };
    await cam.appointments.addAppointment(lead.id, start, 'Olga');
    const task = await handle.in().selectFrom('camLeadTask').select('id').executeTakeFirstOrThrow();
    const visit = await handle.in().selectFrom('camAppointment').select('id').executeTakeFirstOrThrow();
    const cancelTask = () => refused(cam.leadTasks.endTask(task.id, 'CANCELLED', 'Not needed.', 'Ana'));
    const toldOfTask = await inTheMiddle(db, cancelTask, async (tx, middle) => {
      await store.update(tx, 'camLeadTask', task.id, { state: 'DONE', outcome: 'She wants an offer.', endedAt: later });
      await middle();
    });
    const moveVisit = () => refused(cam.appointments.changeAppointment(visit.id, { ...start, minutes: 60 }, 'Ana'));
    const toldOfVisit = await inTheMiddle(db, moveVisit, async (tx, middle) => {
      await store.update(tx, 'camAppointment', visit.id, { state: 'CANCELLED', outcome: 'She is ill.' });
      await middle();
    });
    expect([toldOfTask, toldOfVisit]).toEqual(['lead-task-ended', 'appointment-ended']);
    expect(await store.tasksOf([lead.id])).toMatchObject([{ state: 'DONE', outcome: 'She wants an offer.' }]);
    expect(await store.appointmentsOf([lead.id])).toMatchObject([{ state: 'CANCELLED', outcome: 'She is ill.' }]);
  });

  test('change a note one after the other: undoing the second gives the text of the first', async () => {
    const { db, handle, cam, lead, store } = await aHouse(dialect);
    await cam.notes.addNote(lead.id, 'Likes bicycles.', 'Olga');
    const { id } = await handle.in().selectFrom('camLeadNote').select('id').executeTakeFirstOrThrow();
    const offer = await inTheMiddle(
      db,
      () => cam.notes.editNote(id, 'Likes trains.', 'Ana'),
      async (tx, middle) => {
        await store.update(tx, 'camLeadNote', id, { text: 'Likes bicycles, has three.', editedAt: later });
        await middle();
      },
    );
    await cam.undo.undo(offer.id, 'Ana');
    expect((await store.findNote(id))?.text).toBe('Likes bicycles, has three.');
  });

  test('stop and pause a sequence: what was stopped stays stopped', async () => {
    const { db, handle, cam, lead, enrolments, sequences } = await aHouse(dialect);
    const { id } = await handle.in().selectFrom('camEnrolment').select('id').executeTakeFirstOrThrow();
    const pause = () => refused(cam.enrolments.move(id, { to: 'PAUSED', reason: 'On holiday.' }, 'Ana'));
    const told = await inTheMiddle(db, pause, async (tx, middle) => {
      await sequences.stop(tx, [lead.id], 'Given up.', parseInstant(later));
      await middle();
    });
    expect([told, (await enrolments.find(id))?.status]).toEqual(['enrolment-move', 'STOPPED']);
  });

  test('give a lead up: a sequence that was at its end stays so', async () => {
    const { db, handle, cam, lead, enrolments } = await aHouse(dialect);
    const { id } = await handle.in().selectFrom('camEnrolment').select('id').executeTakeFirstOrThrow();
    const lose = () => cam.leadActs.lose(lead.id, 'BAD_TIME', '', 'Ana');
    await inTheMiddle(db, lose, async (tx, middle) => {
      await enrolments.update(tx, id, { status: 'FINISHED', endedAt: later });
      await middle();
    });
    expect((await enrolments.find(id))?.status).toBe('FINISHED');
  });

  test('save a list under the same name: there is one, the later', async () => {
    const { db, handle, cam, client } = await aHouse(dialect);
    const names = async () => (await cam.views.list(client.id)).map(({ name, query }) => `${name} ${query}`);
    for (const clientId of [client.id, null]) {
      const save = () => cam.views.save({ clientId, name: 'Hot', query: 'tier=HOT' }, 'Ana');
      await inTheMiddle(db, save, async (tx, middle) => {
        const row = { id: `view-${clientId}`, clientId, name: 'Hot', query: '', createdBy: 'Olga' };
        await handle
          .in(tx)
          .insertInto('camSavedView')
          .values({ ...row, createdAt: later, updatedAt: later })
          .execute();
        await middle();
      });
    }
    expect(await names()).toEqual(['Hot tier=HOT', 'Hot tier=HOT']);
    const [view] = await cam.views.list(client.id);
    const removals = await Promise.all([1, 2].map(() => refused(cam.views.remove(view?.id ?? ''))));
    expect(removals.sort()).toEqual(['done', 'view-unknown']);
  });
});
