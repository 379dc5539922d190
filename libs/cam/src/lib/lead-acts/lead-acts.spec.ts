import { expect, test } from '@jest/globals';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { createCam } from '../cam.ts';
import { camMigrations } from '../db/migrations/index.ts';

async function aHouse(dialect: TestDialect) {
  const cam = createCam({ db: await dialect.open([camMigrations]), clock: fakeClock() });
  const client = await cam.clients.create({ name: 'Nordlicht', timeZone: 'Europe/Berlin' }, 'Olga');
  const load = async (fileName: string, row: string) => {
    const bytes = new TextEncoder().encode(`Name,Email,LinkedIn\n${row}`);
    const input = { clientId: client.id, campaignId: null, fileName, bytes, policy: 'merge' } as const;
    await cam.imports.finished((await cam.imports.begin(input, 'Olga')).id);
  };
  await load('one.csv', 'Maja Lind,maja@kurier.example,https://www.linkedin.com/in/maja-l');
  const maja = async () => {
    const [lead] = (await cam.leads.list()).leads;
    if (!lead) throw new Error('no lead');
    return lead;
  };
  return { cam, client, load, maja };
}

describeEachDialect('a person decides about a lead', (dialect) => {
  test('whose second address another list knew becomes the one that is written to, and back', async () => {
    const { cam, load, maja } = await aHouse(dialect);
    await load('two.csv', 'Maja Lind,maja@private.example,https://www.linkedin.com/in/maja-l');
    const { id, updatedAt } = await maja();
    const offer = await cam.leadActs.edit(id, { email: 'maja@private.example' }, updatedAt, 'Olga');
    expect(await maja()).toMatchObject({ email: 'maja@private.example' });
    await cam.undo.undo(offer?.id ?? '', 'Olga');
    expect(await maja()).toMatchObject({ email: 'maja@kurier.example' });
    await load('three.csv', 'Maja Lind,maja@private.example,');
    expect((await cam.leads.list()).total).toBe(1);
  });

  test('who was won, given up and won again becomes a client both times', async () => {
    const { cam, client, maja } = await aHouse(dialect);
    const { id } = await maja();
    await cam.leadActs.win(id, { id: client.id }, 'Olga');
    await cam.leadActs.lose(id, 'OTHER', 'They left again.', 'Olga');
    await cam.leadActs.move(id, 'NEW', 'Olga');
    await cam.leadActs.win(id, { name: 'Kurier', timeZone: 'Europe/Berlin' }, 'Olga');
    expect(await maja()).toMatchObject({ state: 'WON' });
  });
});
