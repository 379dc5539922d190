import { expect, test } from '@jest/globals';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { createCam } from '../cam.ts';
import { camMigrations } from '../db/migrations/index.ts';

const aCam = async (dialect: TestDialect) => createCam({ db: await dialect.open([camMigrations]), clock: fakeClock() });

describeEachDialect('the list of those who are never contacted', (dialect) => {
  test('fits by address, by its domain or one above it, by profile and number, for one client or all', async () => {
    const cam = await aCam(dialect);
    const client = await cam.clients.create({ name: 'Nordlicht Bikes' }, 'Olga');
    const person = {
      clientId: client.id,
      email: 'maja@mail.k.example',
      emailKey: 'maja@mail.k.example',
      linkedinKey: 'maja',
      phoneKey: '+4930901820',
    };
    const add = (kind: 'email' | 'domain' | 'linkedin' | 'phone', value: string, clientId: string | null = null) =>
      cam.suppression.add({ clientId, kind, value, reason: 'Asked us', source: 'operator' }, 'Olga');
    const hits = async (): Promise<readonly string[]> =>
      ((await cam.suppression.hits([person]))[0] ?? []).map(({ kind }) => kind);
    expect(await hits()).toEqual([]);
    await add('email', 'Maja@Mail.K.example', client.id);
    await add('domain', 'https://www.k.example/about');
    await add('linkedin', 'linkedin.com/in/maja');
    await add('phone', '+49 30 901820');
    await add('domain', 'example.org');
    await add('email', 'maja@mail.k.example', 'another-client');
    expect(await hits()).toEqual(['email', 'domain', 'linkedin', 'phone']);
    expect(await cam.suppression.list(client.id)).toHaveLength(5);
  });

  test('keeps an entry once, and takes it off with a reason only', async () => {
    const cam = await aCam(dialect);
    const entry = {
      clientId: null,
      kind: 'email',
      value: 'a@b.example',
      reason: 'Asked us',
      source: 'operator',
    } as const;
    const first = await cam.suppression.add(entry, 'Olga');
    expect((await cam.suppression.add({ ...entry, value: 'A@B.example' }, 'Olga')).id).toBe(first.id);
    await expect(cam.suppression.add({ ...entry, value: 'nobody' }, 'Olga')).rejects.toThrow('expected a mail address');
    await expect(cam.suppression.remove(first.id, ' ', 'Olga')).rejects.toMatchObject({ code: 'suppression-reason' });
    await cam.suppression.remove(first.id, 'Asked to hear from us again', 'Olga');
    expect(await cam.suppression.list(null)).toEqual([]);
    expect((await cam.suppression.add(entry, 'Olga')).id).not.toBe(first.id);
  });
});
