import { expect, test } from '@jest/globals';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { createClientService } from '../clients/client-service.ts';
import { createClientStore } from '../clients/client-store.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { createRecordStore } from '../records/record-store.ts';
import { openRightsParts } from '../rights/open-rights.ts';
import { createSuppressionService } from './suppression-service.ts';
import { createSuppressionStore } from './suppression-store.ts';

async function aCam(dialect: TestDialect) {
  const clock = fakeClock();
  const db = await dialect.open([camMigrations]);
  const handle = db.handle<CamTables>('cam');
  const records = createRecordStore({ handle, clock });
  const parts = openRightsParts(db, handle, clock);
  const base = { db, clock, records, ...parts };
  const suppression = createSuppressionService({ ...base, store: createSuppressionStore(handle) });
  return { ...base, suppression, clients: createClientService({ ...base, store: createClientStore(handle) }) };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

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

  test('is read out of any file, tells what it does not understand, and goes back by its source', async () => {
    const { suppression } = await aCam(dialect);
    const file = bytes(
      'Who,Why\nmaja@kurier.example,Asked us\n"not anybody",\nexample.org,\nlinkedin.com/in/ole,\n+49 30 901820,\nMAJA@kurier.example,again\n',
    );
    const list = { clientId: null, fileName: 'old tool.csv', bytes: file, reason: 'From the old tool' };
    const reading = await suppression.readList(file);
    expect(reading).toMatchObject({ rows: 6, rejectedRows: 1, found: { email: 2, domain: 1, linkedin: 1, phone: 1 } });
    expect(reading.rejected).toMatchObject([{ rowNumber: 3, raw: '"not anybody",' }]);
    expect((await suppression.page({})).total).toBe(0);
    expect(await suppression.importList(list, 'Olga')).toMatchObject({ added: 4, known: 1 });
    expect(await suppression.importList(list, 'Olga')).toMatchObject({ added: 0, known: 5 });
    const { entries, next } = await suppression.page({}, { limit: 3 });
    expect(entries).toHaveLength(3);
    expect((await suppression.page({}, { limit: 3, cursor: next })).entries).toHaveLength(1);
    expect((await suppression.page({ search: 'KURIER' })).entries).toMatchObject([
      { reason: 'Asked us', source: 'old tool.csv' },
    ]);
    await expect(suppression.importList({ ...list, reason: '' }, 'Olga')).rejects.toMatchObject({
      code: 'suppression-reason',
    });
    await suppression.importList({ ...list, clientId: 'c2' }, 'Olga');
    const theirs = { clientId: 'c2', source: 'old tool.csv' };
    expect(await suppression.removeSource({ ...theirs, clientId: list.clientId }, 'Wrong file', 'Olga')).toBe(4);
    expect((await suppression.page({})).total).toBe(4); // another client's list of the same name
    expect(await suppression.removeSource(theirs, 'Wrong file', 'Olga')).toBe(4);
    expect((await suppression.page({})).total).toBe(0);
  });

  test('is given out as a file that it reads back, in which no cell is a formula', async () => {
    const { suppression } = await aCam(dialect);
    const entry = {
      clientId: null,
      kind: 'phone',
      value: '+49 30 901820',
      reason: '=cmd()',
      source: 'operator',
    } as const;
    await suppression.add(entry, 'Olga');
    await suppression.add({ ...entry, kind: 'domain', value: 'example.org', reason: 'Asked, "loudly"' }, 'Olga');
    const text = await suppression.exportList({}, () => 'Nordlicht');
    expect(text).toContain(`'+4930901820,phone,'=cmd(),operator,Every client,Olga`);
    expect(text).toContain('example.org,domain,"Asked, ""loudly"""');
    expect((await suppression.readList(bytes(text))).found).toEqual({ email: 0, domain: 1, linkedin: 0, phone: 1 });
    expect(
      await suppression.importList(
        { clientId: null, fileName: 'x.csv', bytes: bytes('a@b.example'), reason: 'x' },
        'O',
      ),
    ).toMatchObject({ added: 1 });
  });

  test('takes no address of somebody who was erased: the hash says enough', async () => {
    const { suppression, erasedKeys, db, clock } = await aCam(dialect);
    await db.transaction((tx) =>
      erasedKeys.add(tx, 'e1', [{ kind: 'email', value: 'maja@kurier.example' }], clock.now()),
    );
    const entry = {
      clientId: null,
      kind: 'email',
      value: 'Maja@kurier.example',
      reason: 'x',
      source: 'operator',
    } as const;
    await expect(suppression.add(entry, 'Olga')).rejects.toMatchObject({ code: 'suppression-erased' });
    const list = {
      clientId: null,
      fileName: 'a.csv',
      bytes: bytes('Mail\nmaja@kurier.example\nole@kurier.example\n'),
      reason: 'x',
    };
    expect(await suppression.importList(list, 'Olga')).toMatchObject({ added: 1, known: 1 });
    expect((await suppression.page({})).entries).toMatchObject([{ value: 'ole@kurier.example' }]);
  });
});
