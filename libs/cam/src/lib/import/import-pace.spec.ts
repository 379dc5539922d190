import { expect, test } from '@jest/globals';
import { systemClock } from '@aicmo/core-kernel';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { verifySchema } from '@aicmo/core-db';
import type { DuplicatePolicy } from '../../contract/lead-import.ts';
import { everythingOf } from '../../testing/everything-of.ts';
import { createCam } from '../cam.ts';
import { camMigrations } from '../db/migrations/index.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** People in 5,200 rows: some twice in other letters, by another identity, or with a switchboard's number. */
function aDifficultFile(): Uint8Array {
  const rows = Array.from({ length: 5200 }, (_, index) => {
    const person = index % 10 === 9 ? index - 7 : index;
    const mail = index % 13 === 5 ? '' : `P${index % 10 === 9 ? '' : '.'}${person}@gmail.com`;
    const profile = index % 7 === 3 || mail === '' ? `linkedin.com/in/person-${person}` : '';
    const phone = index % 11 === 2 ? '+49 30 901820' : index % 17 === 4 ? `+49 30 2000${1000 + person}` : '';
    const city = index % 10 === 9 ? 'Köln' : person % 3 === 0 ? '' : 'Berlin';
    return `Person ${person};${mail};CEO;Firm ${person};${city};${profile};${phone};${index % 10 === 9 ? 'twice' : ''}`;
  });
  const twice = ['Person 1;p1@gmail.com;;;;;;', 'Nobody;;;;;;;', 'Late;p.5100@gmail.com;CTO;;Bonn;;;late'];
  return bytes(['Name;Email;Title;Company;City;LinkedIn;Phone;Note', ...rows, ...twice].join('\n'));
}

async function aHouse(dialect: TestDialect) {
  const url = await dialect.url();
  const db = await dialect.open([camMigrations], { url });
  const cam = createCam({ db, clock: systemClock });
  const client = await cam.clients.create({ name: 'Nordlicht' }, 'Olga');
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Olga');
  const importFile = async (file: Uint8Array, pace: 'calm' | 'full', policy: DuplicatePolicy = 'merge') => {
    const input = { clientId: client.id, campaignId: campaign.id, fileName: 'list.csv', bytes: file, pace, policy };
    return cam.imports.finished((await cam.imports.begin(input, 'Olga')).id);
  };
  return { url, db, cam, client, importFile };
}

describeEachDialect('an import at full pace', (dialect) => {
  test.each(['merge', 'overwrite'] as const)(
    'into an empty workspace makes what a calm one makes (%s), and leaves the schema whole',
    async (policy) => {
      const file = aDifficultFile();
      const [fast, calm] = [await aHouse(dialect), await aHouse(dialect)];
      const [one, other] = [await fast.importFile(file, 'full', policy), await calm.importFile(file, 'calm', policy)];
      const { imported, updated, duplicates, rejected, enrolled } = other;
      expect(one).toMatchObject({ status: 'COMPLETED', imported, updated, duplicates, rejected, enrolled });
      expect(imported).toBeGreaterThan(4000);
      expect(updated + duplicates).toBeGreaterThan(400);
      const made = await everythingOf(fast.db, fast.client.id);
      expect(made).toEqual(await everythingOf(calm.db, calm.client.id));
      expect(made.counted).toBe(imported);
      expect(await verifySchema({ url: fast.url, migrations: [camMigrations] })).toMatchObject({ state: 'ok' });
    },
    60_000,
  );

  test('lets people be found by their new names at once, and no longer by the old ones', async () => {
    const { url, cam, importFile } = await aHouse(dialect);
    const file = (name: string) =>
      bytes(
        ['Name,Email', ...Array.from({ length: 30 }, (_, index) => `${name} ${index},p${index}@k.example`)].join('\n'),
      );
    const found = async (search: string) => (await cam.leads.list({ search })).total;
    for (const [name, old] of [['Lindqvist'], ['Söderberg', 'Lindqvist']] as const) {
      await importFile(file(name), 'calm', 'overwrite');
      expect(await found(name)).toBe(30);
      if (old !== undefined) expect(await found(old)).toBe(0);
      expect(await verifySchema({ url, migrations: [camMigrations] })).toMatchObject({ state: 'ok' });
    }
  });

  test('knows the people who are there already, and a person of another client', async () => {
    const { db, cam, client, importFile } = await aHouse(dialect);
    await importFile(bytes('Name,Email,Phone\nMaja,maja@k.example,\nBo,,+49 30 901821'), 'full');
    const more = await importFile(bytes('Name,Email,City\nMaja,MAJA@k.example,Kiel\nEva,eva@k.example,'), 'full');
    expect(more).toMatchObject({ imported: 1, updated: 1 });
    expect((await everythingOf(db, client.id)).counted).toBe(3);
    const second = await cam.clients.create({ name: 'Kurier' }, 'Olga');
    const input = { clientId: second.id, campaignId: null, fileName: 'other.csv', pace: 'full' } as const;
    const file = bytes('Name,Email\nM. Lindqvist,maja@k.example');
    await cam.imports.finished((await cam.imports.begin({ ...input, bytes: file }, 'Olga')).id);
    const persons = new Set((await cam.leads.list({ search: 'maja@k.example' })).leads.map(({ personId }) => personId));
    expect(persons.size).toBe(1);
  });
});
