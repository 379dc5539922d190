import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { compactDatabase, dumpSchema, type Database } from '@aicmo/core-db';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { dayMs } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { createClientService } from '../clients/client-service.ts';
import { createClientStore } from '../clients/client-store.ts';
import type { CamTables, LeadRow } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { createLeadStore } from '../leads/lead-store.ts';
import { createRecordStore } from '../records/record-store.ts';
import { createSuppressionService } from '../suppression/suppression-service.ts';
import { createSuppressionStore } from '../suppression/suppression-store.ts';
import { createUndoStore } from '../undo/undo-store.ts';
import { openRights, openRightsParts } from './open-rights.ts';
import { impersonalTables, personalPlaces } from './personal-places.ts';

const at = '2026-03-02T10:00:00.000Z';

async function aHouse(dialect: TestDialect, url?: string) {
  const clock = fakeClock();
  const db = await dialect.open([camMigrations], url === undefined ? {} : { url });
  const handle = db.handle<CamTables>('cam');
  const records = createRecordStore({ handle, clock });
  const told: string[] = [];
  const events = {
    publish: async (_tx: unknown, { topic, subject }: { topic: string; subject: string }) =>
      void told.push(`${topic} ${subject}`),
  };
  const parts = openRightsParts(db, handle, clock);
  const base = { db, clock, records, ...parts };
  const suppression = createSuppressionService({ ...base, store: createSuppressionStore(handle) });
  const clients = createClientService({ ...base, store: createClientStore(handle) });
  const leads = createLeadStore({ handle, db });
  const undos = createUndoStore({ handle, clock });
  const { rights, retention } = openRights({ ...base, handle, suppression, leads, events, undos });
  const erase = async (address: string, reason = 'Asked by mail') => {
    const plan = await rights.planErase(address);
    return db.transaction((tx) => rights.erase(tx, plan, 'Olga', reason));
  };
  return { clock, db, handle, rights, retention, erase, suppression, clients, leads, told, ...parts };
}

type House = Awaited<ReturnType<typeof aHouse>>;

const aRow = (given: Partial<LeadRow>): LeadRow => ({
  ...{ id: 'l', clientId: 'c', personId: given.id ?? 'l', mergedInto: null, campaignId: null, firstName: '' },
  ...{ lastName: '', fullName: '', title: '', company: '', companyDomain: '', industry: '', employeeCount: null },
  ...{ revenueCents: null, location: '', country: '', email: '', emailKey: null, linkedin: '', linkedinKey: null },
  ...{ phone: '', phoneKey: null, timeZone: null, language: '', searchText: '', sortName: '', sortCompany: '' },
  ...{ signals: '[]', budgetKnown: 0, timelineKnown: 0, score: null, fit: null, opportunity: null, tier: null },
  ...{ grade: null, factors: '[]', scoredAt: null, scoreVersion: null, emailCheck: 'UNCHECKED', emailCheckWhy: '' },
  ...{ emailCheckedAt: null, state: 'NEW', stateReason: '', consent: 'UNKNOWN', consentSource: '', consentAt: null },
  ...{ needsReview: 0, reviewReason: '', reviewSince: null, source: 'a.csv', batchId: null, batchRow: null },
  ...{ fields: '{}', createdAt: at, updatedAt: at },
  ...given,
});

const maja = {
  ...{ firstName: 'Maja', lastName: 'Lindqvist', fullName: 'Maja Lindqvist', title: 'Chief Courier' },
  ...{ email: 'maja@kurier.example', emailKey: 'maja@kurier.example', phone: '+4930901820', phoneKey: '+4930901820' },
  ...{ linkedin: 'https://www.linkedin.com/in/maja-l', linkedinKey: 'maja-l' },
  ...{ sortName: 'maja lindqvist', searchText: ' maja lindqvist maja@kurier.example ' },
};

/** One person as a lead of two clients, a namesake, and everything that anybody wrote about her. */
async function aStory({ db, handle, leads, suppression, clients, consents }: House): Promise<void> {
  await clients.create({ name: 'Nordlicht Bikes' }, 'Olga');
  await db.transaction(async (tx) => {
    const rows = [
      aRow({ id: 'l1', clientId: 'c1', ...maja, personId: 'l1', fields: '{"Shoe size":"38 wide"}' }),
      aRow({ id: 'l2', clientId: 'c2', ...maja, personId: 'l1', linkedin: '', linkedinKey: null }),
      aRow({
        id: 'l3',
        clientId: 'c1',
        fullName: 'Maja Lindqvist',
        email: 'other@firm.example',
        emailKey: 'other@firm.example',
      }),
      aRow({
        id: 'l4',
        clientId: 'c1',
        fullName: 'Ole Berg',
        fields: '{"Referred by":"Maja Lindqvist, maja@kurier.example"}',
      }),
    ];
    await leads.insertMany(tx, rows);
    const identity = (kind: 'email' | 'linkedin' | 'phone', value: string, clientId: string, leadId: string) => ({
      kind,
      value,
      clientId,
      leadId,
    });
    await leads.insertIdentities(tx, [
      identity('email', 'maja@kurier.example', 'c1', 'l1'),
      identity('linkedin', 'maja-l', 'c1', 'l1'),
      identity('phone', '+4930901820', 'c2', 'l2'),
      identity('email', 'other@firm.example', 'c1', 'l3'),
    ]);
    const in_ = handle.in(tx);
    const record = (id: string, subjectKind: string, subjectId: string, what: string) => ({
      ...{
        id,
        clientId: 'c1',
        campaignId: null,
        subjectKind,
        subjectId,
        what,
        why: 'because',
        actor: 'Olga',
        data: '{}',
        at,
      },
    });
    await in_
      .insertInto('camRecord')
      .values([
        record('r1', 'lead', 'l1', 'Maja Lindqvist was imported'),
        record('r2', 'lead', 'l3', 'Not the same as maja@kurier.example: Maja Lindqvist is somebody else'),
        record('r3', 'batch', 'b1', 'Row 7 (MAJA@kurier.example) was left out'),
        record('r4', 'lead', 'l4', 'Met Maja Lindqvist'),
      ])
      .execute();
    await in_
      .insertInto('camImportRejection')
      .values([
        {
          batchId: 'b1',
          rowNumber: 7,
          raw: 'Maja Lindqvist;maja@kurier.example;030 901820',
          code: 'quotes',
          reason: 'A quotation mark opens.',
        },
        { batchId: 'b1', rowNumber: 8, raw: 'Someone;else', code: 'quotes', reason: 'A quotation mark opens.' },
      ])
      .execute();
    await in_
      .insertInto('camOutreachAttempt')
      .values([anAttempt('a1', 'SIMULATED'), anAttempt('a2', 'SENT')])
      .execute();
    await in_
      .insertInto('camOrchestratorRunItem')
      .values([{ runId: 'u', attemptId: 'a1', outcome: 'SIMULATED' }])
      .execute();
    await in_
      .insertInto('camLeadNote')
      .values([
        {
          ...{ id: 'n1', clientId: 'c1', leadId: 'l1', text: 'Likes tandems' },
          ...{ madeBy: 'Olga', madeAt: at, editedAt: null, removedAt: null },
        },
      ])
      .execute();
    await in_
      .insertInto('camUndo')
      .values([
        {
          ...{
            id: 'x1',
            clientId: 'c1',
            kind: 'lead-edit',
            what: 'Edited Maja',
            data: '{"leadId":"l1","before":{"title":"Chief Courier"}}',
          },
          ...{ madeBy: 'Olga', madeAt: at, until: at, undoneAt: null, undoneBy: '' },
        },
      ])
      .execute();
    await consents.append(tx, [
      {
        clientId: 'c1',
        leadId: 'l1',
        before: 'UNKNOWN',
        consent: 'OPTED_IN',
        source: 'Web form “Demo”',
        why: 'Confirmed',
        agreedTo: 'I agree',
        actor: 'Maja',
      },
    ]);
  });
  await suppression.add(
    {
      clientId: 'c2',
      kind: 'email',
      value: 'maja@kurier.example',
      reason: 'Maja Lindqvist called',
      source: 'operator',
    },
    'Olga',
  );
  await suppression.add(
    {
      clientId: null,
      kind: 'domain',
      value: 'spam.example',
      reason: 'Not like maja@kurier.example',
      source: 'operator',
    },
    'Olga',
  );
}

const anAttempt = (id: string, status: string) => ({
  ...{
    id,
    clientId: 'c1',
    campaignId: 'k',
    leadId: 'l1',
    enrolmentId: `e-${id}`,
    sequenceId: 's',
    stepId: 'p',
    step: 1,
  },
  ...{ mode: status === 'SENT' ? 'LIVE' : 'SIMULATION', channel: 'email', status, notBefore: null, reasons: '[]' },
  ...{
    recipient: 'maja@kurier.example',
    subject: 'Tandems, Maja?',
    body: 'Hello Maja Lindqvist',
    bodyHtml: '<p>Hello Maja</p>',
    ledgerId: null,
    runId: 'u',
  },
  ...{ fencingToken: null, retryCount: 0, evidence: '{}', plannedAt: at, settledAt: at, createdAt: at, updatedAt: at },
});

const everyText = async (db: Database): Promise<string> => {
  const texts: unknown[] = [];
  const any = db.handle<Record<string, Record<string, unknown>>>('cam');
  for (const { table } of [...personalPlaces, ...impersonalTables])
    texts.push(await any.in().selectFrom(table).selectAll().execute());
  return JSON.stringify(texts);
};

const hers = ['maja@kurier.example', 'maja-l', '4930901820', 'Chief Courier', 'tandems', '38 wide', 'MAJA@', '901820'];

describeEachDialect('the rights of a person', (dialect) => {
  test('every table either says how a person is found in it, or why it holds nobody', async () => {
    const url = await dialect.url();
    await dialect.open([camMigrations], { url });
    const listed = [...personalPlaces, ...impersonalTables].map(({ table }) => table);
    const { sql } = await dumpSchema(url);
    const names = [...sql.matchAll(/create table "?(cam_[a-z_]+)/gi)].map(([, name = '']) => name);
    const tables = [...new Set(names)].map((name) =>
      name.replaceAll(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase()),
    );
    expect(tables.length).toBeGreaterThan(20);
    const missing = tables.filter((table) => !listed.includes(table));
    expect({ 'add to rights/personal-places.ts': missing }).toEqual({ 'add to rights/personal-places.ts': [] });
    expect(listed.filter((table) => !tables.includes(table))).toEqual([]);
  });

  test('whoever asks by any address, profile or number is told everything that is held, over all clients', async () => {
    const house = await aHouse(dialect);
    await aStory(house);
    const byPhone = await house.rights.held('+49 30 901820');
    const byProfile = await house.rights.held('linkedin.com/in/Maja-L');
    expect(byPhone.leads.map(({ id }) => id)).toEqual(['l1', 'l2']);
    expect({ ...byProfile, address: '' }).toEqual({ ...byPhone, address: '', knownAs: byProfile.knownAs });
    const others = (title: string) => `${title} of others, where this person is mentioned`;
    expect(Object.fromEntries(byPhone.things.map(({ title, count }) => [title, count]))).toEqual({
      ...{
        'Places in runs': 1,
        Messages: 2,
        Notes: 1,
        'Consent, with source and time': 1,
        'Rejected rows of files': 1,
      },
      ...{ Story: 1, [others('Story')]: 5, 'Ways of recognising': 3, Leads: 2, [others('Leads')]: 1 },
      'Entries of the list of those never contacted': 1,
      [others('Entries of the list of those never contacted')]: 1,
    });
    expect(byPhone.suppressedBy).toEqual(['maja@kurier.example: Maja Lindqvist called']);
    const exported = await house.rights.export('maja@kurier.example');
    expect(exported.held.find(({ title }) => title === 'Notes')?.rows).toMatchObject([{ text: 'Likes tandems' }]);
    await expect(house.rights.export('nobody@nowhere.example')).rejects.toMatchObject({ code: 'person-unknown' });
    await expect(house.rights.held('Maja')).rejects.toMatchObject({ code: 'person-address' });
  });

  test('erasing leaves nothing of the person in any table, and everybody else as they were', async () => {
    const house = await aHouse(dialect);
    await aStory(house);
    const { erasure, leadIds, attemptIds, addresses } = await house.erase('maja@kurier.example');
    expect({ leadIds, addresses }).toEqual({ leadIds: ['l1', 'l2'], addresses: ['maja@kurier.example'] });
    expect([...attemptIds].sort()).toEqual(['a1', 'a2']);
    expect(erasure).toMatchObject({ by: 'Olga', reason: 'Asked by mail', cause: 'PERSON' });
    expect(await house.rights.erasures()).toEqual([erasure]);
    expect(house.told).toEqual(['cam-lead-erased l1', 'cam-lead-erased l2']);
    const text = await everyText(house.db);
    for (const value of hers) expect(text).not.toContain(value);
    expect(text).toContain('{\\"Referred by\\":\\"(erased), (erased)\\"}');
    expect(text).toContain('Met (erased)');
    expect(text).toContain('Not the same as (erased): Maja Lindqvist is somebody else'); // the namesake's own story
    expect(text).toContain('other@firm.example');
    expect((await house.suppression.list(null)).map(({ value }) => value)).toEqual(['spam.example']);
    const attempts = await house.handle.in().selectFrom('camOutreachAttempt').selectAll().execute();
    expect(attempts).toMatchObject([
      { id: 'a2', status: 'SENT', recipient: '', body: '', bodyHtml: null, leadId: 'erased' },
    ]);
  });

  test('whoever was erased stays off limits, is recognised by any identity, and is told when it was', async () => {
    const house = await aHouse(dialect);
    await aStory(house);
    expect((await house.erasedKeys.loadCheck()).isEmpty).toBe(true);
    await house.erase('maja@kurier.example');
    const check = await house.erasedKeys.loadCheck();
    expect(check.isErased('email', 'maja@kurier.example')).toBe(true);
    expect(check.isErased('phone', '+4930901820')).toBe(true);
    expect(check.isErased('email', 'other@firm.example')).toBe(false);
    const person = {
      clientId: 'c9',
      email: 'maja@kurier.example',
      emailKey: 'maja@kurier.example',
      linkedinKey: null,
      phoneKey: null,
    };
    expect((await house.suppression.hits([person]))[0]).toMatchObject([{ reason: 'Was erased at their own request' }]);
    expect(await house.rights.held('maja@kurier.example')).toMatchObject({ leads: [], things: [], erasedAt: at });
    await expect(house.erase('maja@kurier.example')).rejects.toMatchObject({ code: 'person-unknown' });
  });

  test('erasing needs a reason, and waits while a message is on its way', async () => {
    const house = await aHouse(dialect);
    await aStory(house);
    await expect(house.erase('maja@kurier.example', ' ')).rejects.toMatchObject({ code: 'erase-reason' });
    await house.handle
      .in()
      .updateTable('camOutreachAttempt')
      .set({ status: 'SENDING' })
      .where('id', '=', 'a2')
      .execute();
    await expect(house.erase('maja@kurier.example')).rejects.toMatchObject({ code: 'erase-sending' });
    expect((await house.rights.held('maja@kurier.example')).leads).toHaveLength(2);
  });

  test('after erasing and writing the database anew, its file holds none of the person’s values', async () => {
    const url = await dialect.url();
    const house = await aHouse(dialect, url);
    await aStory(house);
    await house.erase('maja@kurier.example');
    const { deleted } = await compactDatabase({ url });
    expect(deleted).toBe(dialect.name === 'sqlite' ? 'gone' : 'unreadable');
    await house.db.close();
    if (dialect.name === 'postgres') return; // the server's files are the server's own
    const bytes = readFileSync(url.replace(/^sqlite:/, ''), 'latin1').toLowerCase();
    expect(bytes).toContain('other@firm.example');
    for (const value of hers) expect(bytes).not.toContain(value.toLowerCase());
  });

  test('what is kept too long goes by its rule: previewed with a count and a list, within bounds, with a record', async () => {
    const house = await aHouse(dialect);
    await aStory(house);
    const { retention, clock } = house;
    expect((await retention.rules()).map(({ kind, isOn }) => [kind, isOn])).toEqual([
      ['unconfirmed-forms', true],
      ['rejected-rows', false],
      ['idle-leads', false],
    ]);
    await house.db.transaction((tx) =>
      house.leads.update(tx, 'l4', { consent: 'DO_NOT_CONTACT', emailKey: 'ole@berg.example' }),
    );
    await house.db.transaction((tx) => house.leads.update(tx, 'l3', { state: 'WON' }));
    clock.advance(200 * dayMs);
    await expect(retention.setRule('idle-leads', { isOn: true, days: 10 }, 'Olga')).rejects.toMatchObject({
      code: 'retention-days',
    });
    expect(await retention.preview('idle-leads')).toMatchObject({ count: 0, days: 1095 });
    const preview = await retention.preview('idle-leads', 180);
    expect(preview).toMatchObject({ count: 3 });
    expect(preview.sample.map(({ what }) => what)).toContain('Ole Berg');
    expect(await retention.runDue('The console')).toEqual([]); // it is off
    await retention.setRule('idle-leads', { isOn: true, days: 180 }, 'Olga');
    expect(await retention.runDue('The console')).toMatchObject([
      { kind: 'idle-leads', removed: 3, error: '', by: 'The console' },
    ]);
    expect(await retention.runDue('The console')).toEqual([]); // a day must pass
    expect(await retention.runs()).toHaveLength(1);
    expect((await house.handle.in().selectFrom('camLead').select('id').execute()).map(({ id }) => id)).toEqual(['l3']);
    expect((await house.erasedKeys.loadCheck()).isErased('email', 'ole@berg.example')).toBe(true);
    expect((await house.erasedKeys.loadCheck()).isErased('email', 'maja@kurier.example')).toBe(false);
    expect(await house.rights.erasures()).toMatchObject([{ cause: 'RETENTION' }]);
  });
});
