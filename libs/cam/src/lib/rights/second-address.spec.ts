import { expect, test } from '@jest/globals';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { dayMs, plusMs } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { createCam } from '../cam.ts';
import { camMigrations } from '../db/migrations/index.ts';

/** A lead whose second address only another list knew: no column shows it. */
async function aHouse(dialect: TestDialect) {
  const db = await dialect.open([camMigrations]);
  const clock = fakeClock();
  const cam = createCam({ db, clock });
  const client = await cam.clients.create({ name: 'Nordlicht' }, 'Olga');
  const profile = 'https://www.linkedin.com/in/maja-l';
  const load = async (fileName: string, ...rows: readonly string[]) => {
    const bytes = new TextEncoder().encode(`Name,Email,LinkedIn\n${rows.join('\n')}`);
    const input = { clientId: client.id, campaignId: null, fileName, bytes, policy: 'merge' } as const;
    return cam.imports.finished((await cam.imports.begin(input, 'Olga')).id);
  };
  await load('one.csv', `Maja Lind,maja@kurier.example,${profile}`);
  await load('two.csv', `Maja Lind,maja@private.example,${profile}`);
  const leads = async () => (await cam.leads.list()).leads;
  const [maja] = await leads();
  if (!maja) throw new Error('no lead');
  return { db, clock, cam, load, leads, maja };
}

describeEachDialect('somebody with a second address', (dialect) => {
  test('who was erased is not taken again under either of the two', async () => {
    const { db, cam, load, leads } = await aHouse(dialect);
    const plan = await cam.rights.planErase('maja@kurier.example');
    await db.transaction((tx) => cam.rights.erase(tx, plan, 'Olga', 'Asked by mail'));
    expect(await load('three.csv', 'Maja Lind,maja@private.example,')).toMatchObject({ imported: 0, rejected: 1 });
    expect(await leads()).toEqual([]);
  });

  test('who asked not to be contacted stays off limits under both after the lead went by its age', async () => {
    const { cam, clock, load, leads, maja } = await aHouse(dialect);
    await cam.leads.setConsent(maja.id, 'DO_NOT_CONTACT', 'Olga', 'Asked on the phone.');
    clock.advance(1200 * dayMs);
    expect(await cam.retention.run('idle-leads', 'Olga')).toMatchObject({ removed: 1 });
    await load('three.csv', 'Maja Lind,maja@private.example,');
    expect(await leads()).toEqual([]);
  });

  test('does not go by age while somebody has an appointment, a task or a new note about them', async () => {
    const { cam, clock, leads, maja } = await aHouse(dialect);
    clock.advance(1200 * dayMs);
    const call = {
      title: 'Call',
      startsAt: plusMs(clock.now(), dayMs),
      minutes: 30,
      timeZone: 'Europe/Berlin',
      place: '',
    };
    await cam.appointments.addAppointment(maja.id, call, 'Olga');
    expect(await cam.retention.preview('idle-leads')).toMatchObject({ count: 0 });
    expect(await cam.retention.run('idle-leads', 'Olga')).toMatchObject({ removed: 0 });
    expect(await leads()).toHaveLength(1);
  });
});
