import { expect, test } from '@jest/globals';
import type { Database } from '@aicmo/core-db';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { inTheMiddle } from '../../testing/in-the-middle.ts';
import { createCam, type Cam } from '../cam.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { createLoadStore } from '../import/load-store.ts';
import { createLeadStore } from '../leads/lead-store.ts';
import { openPhoneParser } from '../leads/phone-identity.ts';
import type { ConfirmationMessage } from './confirmation-messages.ts';

/** A form that somebody has filled in; the link in the message waits. `published`: told when the lead was made of it. */
async function aHouse(dialect: TestDialect, { published = async () => {} }: { published?: () => Promise<void> } = {}) {
  const db = await dialect.open([camMigrations]);
  const handle = db.handle<CamTables>('cam');
  const clock = fakeClock();
  const mails: ConfirmationMessage[] = [];
  await openPhoneParser(); // loading it takes longer than a transaction
  const confirmations = {
    send: async (_tx: unknown, mail: ConfirmationMessage) => {
      mails.push(mail);
      return { state: 'sent', ledgerId: 'ledger-1', why: '' } as const;
    },
  };
  const publish = async (_tx: unknown, { topic }: { topic: string }) => {
    if (topic === 'cam-lead-captured') await published();
  };
  const cam = createCam({ db, clock, confirmations, events: { publish } });
  const client = await cam.clients.create({ name: 'Nordlicht', senderName: 'Anna', postalAddress: 'Weg 1' }, 'Olga');
  const other = await cam.clients.create({ name: 'Kontor' }, 'Olga');
  const fields = [{ name: 'firstName', label: 'First name', isRequired: true }] as const;
  const about = { name: 'Demo', title: 'Try', intro: '', campaignId: null, consentText: 'May write to me.', sites: [] };
  const form = await cam.forms.create(client.id, { ...about, fields: [...fields] }, 'Olga');
  const pageToken = await cam.capture.pageToken(form);
  clock.advance(10_000);
  const typed = { firstName: 'Maja', email: 'Maja@Kurier.example', consent: 'yes' };
  await cam.capture.submit({ formKey: form.key, pageToken, typed, baseUrl: 'https://forms.agency.example' });
  const token = /\/c\/(\S+)/.exec(mails[0]?.text ?? '')?.[1] ?? '';
  return { db, handle, cam, client, other, confirm: () => cam.capture.confirm(token) };
}

async function importMaja(cam: Cam, clientId: string): Promise<void> {
  const bytes = new TextEncoder().encode('Name,Email,Company\nMaja Lind,maja@kurier.example,Kurier');
  const { id } = await cam.imports.begin({ clientId, campaignId: null, fileName: 'a.csv', bytes }, 'Ana');
  await cam.imports.finished(id);
}

const standing = (db: Database) =>
  db.handle<CamTables>('cam').in().selectFrom('camLead').select(['clientId', 'personId', 'company']).execute();

describeEachDialect('somebody who fills in a form while a list with the same person comes in', (dialect) => {
  test('becomes one lead when the form was first: the list adds what it knows', async () => {
    const reached = Promise.withResolvers<void>();
    const house = await aHouse(dialect, {
      published: async () => {
        reached.resolve();
        // The machine's own time: on PostgreSQL the import comes so far that it has to wait for this transaction.
        if (dialect.name === 'postgres') await new Promise((resolve) => setTimeout(resolve, 500));
      },
    });
    const { db, cam, client, confirm } = house;
    const importing = reached.promise.then(() => importMaja(cam, client.id)); // begun outside of the transaction
    expect(await confirm()).toMatchObject({ state: 'confirmed' });
    await importing;
    expect(await standing(db)).toMatchObject([{ company: 'Kurier' }]);
  });

  test('becomes one lead also while a whole list is loaded into nothing, by a row before or a row to come', async () => {
    for (const at of [5, 7000]) {
      const { db, cam, client, confirm } = await aHouse(dialect);
      const rows = Array.from({ length: 8000 }, (_, row) =>
        row === at ? 'Maja Lind,MAJA@kurier.example,Kurier' : `P ${row},p${row}@firm.example,Firm`,
      );
      const bytes = new TextEncoder().encode(`Name,Email,Company\n${rows.join('\n')}`);
      const input = { clientId: client.id, campaignId: null, fileName: 'a.csv', bytes, pace: 'full' } as const;
      const { id } = await cam.imports.begin(input, 'Ana');
      for await (const { rowsDone } of cam.imports.watch(id)) if (rowsDone > 0) break;
      expect(await confirm()).toMatchObject({ state: 'confirmed' });
      expect(await cam.imports.finished(id)).toMatchObject({ status: 'COMPLETED', rowsDone: 8000 });
      const found = (await standing(db)).filter(({ company }) => company !== 'Firm');
      expect(found).toMatchObject([{ company: 'Kurier' }]);
      expect((await cam.leads.list()).total).toBe(8000);
      const identities = db.handle<CamTables>('cam').in().selectFrom('camIdentity').select('leadId');
      expect(await identities.where('value', '=', 'maja@kurier.example').execute()).toHaveLength(1);
    }
  }, 60_000);

  test('becomes one lead when the list was first, and one person where they belong to different clients', async () => {
    for (const isSameClient of [true, false]) {
      const { db, handle, cam, client, other, confirm } = await aHouse(dialect);
      await importMaja(cam, other.id);
      const [maja] = await handle.in().selectFrom('camLead').selectAll().execute();
      if (!maja) throw new Error('no lead');
      const leads = createLeadStore({ handle, db });
      await db.transaction((tx) => leads.deleteMany(tx, [maja.id]));
      const clientId = isSameClient ? client.id : other.id;
      const key = { kind: 'email', value: 'maja@kurier.example' } as const;
      const confirmed = await inTheMiddle(db, confirm, async (tx, middle) => {
        const load = createLoadStore(handle);
        expect(await load.probe(tx, [key])).toEqual([]);
        await leads.insertMany(tx, [{ ...maja, clientId }]);
        await load.insertIdentities(tx, [{ ...key, clientId, leadId: maja.id }]);
        await middle();
      });
      expect(confirmed).toMatchObject({ state: 'confirmed' });
      const found = await standing(db);
      expect([found.length, new Set(found.map(({ personId }) => personId)).size]).toEqual([isSameClient ? 1 : 2, 1]);
    }
  });
});
