import { describe, expect, test } from '@jest/globals';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { minuteMs } from '@aicmo/core-kernel';
import type { IdealCustomer } from '../contract/campaign.ts';
import { aLeadFile } from '../testing/a-lead-file.ts';
import { createCam } from './cam.ts';
import type { CamTables } from './db/cam-tables.ts';
import { camMigrations } from './db/migrations/index.ts';

const csv = (text: string): Uint8Array => new TextEncoder().encode(text);
const logistics: IdealCustomer = {
  ...{ industries: ['Logistics'], sizes: ['medium'], revenueFromCents: null, revenueToCents: null },
  ...{ locations: ['Germany'], titles: ['Head of Operations'] },
};

async function aHouse(dialect: TestDialect) {
  const db = await dialect.open([camMigrations]);
  const clock = fakeClock();
  const cam = createCam({ db, clock });
  const client = await cam.clients.create({ name: 'Nordlicht Bikes', timeZone: 'Europe/Berlin' }, 'Olga');
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring fleet', icp: logistics }, 'Olga');
  const input = (bytes: Uint8Array, fileName = 'leads.csv') => ({
    clientId: client.id,
    campaignId: campaign.id,
    fileName,
    bytes,
  });
  const importFile = async (bytes: Uint8Array, more: object = {}) => {
    const batch = await cam.imports.begin({ ...input(bytes), ...more }, 'Olga');
    return cam.imports.finished(batch.id);
  };
  return { db, clock, cam, client, campaign, input, importFile };
}

describeEachDialect('clients and campaigns', (dialect) => {
  test('a client needs a name of its own, a real time zone and a real address', async () => {
    const { cam } = await aHouse(dialect);
    await expect(cam.clients.create({ name: ' ' }, 'Olga')).rejects.toMatchObject({ code: 'client-name' });
    await expect(cam.clients.create({ name: 'Nordlicht Bikes' }, 'Olga')).rejects.toMatchObject({
      code: 'client-exists',
    });
    await expect(cam.clients.create({ name: 'A', timeZone: 'Mars/Base' }, 'Olga')).rejects.toThrow('Europe/Berlin');
    await expect(cam.clients.create({ name: 'A', senderAddress: 'nobody' }, 'Olga')).rejects.toMatchObject({
      code: 'client-sender-address',
    });
    await cam.clients.create({ name: 'Acme', isAgency: true }, 'Olga');
    expect((await cam.clients.list()).map(({ name, isAgency }) => [name, isAgency])).toEqual([
      ...[
        ['Acme', true],
        ['Nordlicht Bikes', false],
      ],
    ]);
  });

  test('a client is changed as it was seen, and its record tells what was there before', async () => {
    const { cam, db, clock, client } = await aHouse(dialect);
    clock.advance(1);
    const moved = { postalAddress: 'Am Kai 2, 24103 Kiel', name: client.name };
    const changed = await cam.clients.change(client.id, moved, 'Olga', client.updatedAt);
    expect(changed).toMatchObject({ postalAddress: 'Am Kai 2, 24103 Kiel', senderName: client.senderName });
    await expect(cam.clients.change(client.id, { name: 'Other' }, 'Ben', client.updatedAt)).rejects.toMatchObject({
      code: 'client-changed',
    });
    const records = await db.handle<CamTables>('cam').in().selectFrom('camRecord').selectAll().execute();
    expect(records.map(({ what }) => what)).toContain('Postal address changed from nothing to “Am Kai 2, 24103 Kiel”');
    expect(records.filter(({ what }) => what.startsWith('Name'))).toEqual([]);
  });

  test('a campaign begins as a draft that simulates, with limits that suit most', async () => {
    const { campaign } = await aHouse(dialect);
    expect(campaign).toMatchObject({
      ...{ status: 'DRAFT', mode: 'SIMULATION', channels: ['email'], lowestScore: null, icp: logistics },
      limits: { perDay: 20, window: { days: [1, 2, 3, 4, 5], spans: [{ from: '09:00', to: '17:30' }] } },
    });
  });

  test('a campaign whose parts do not fit together is refused and nothing of it is stored', async () => {
    const { cam, client, campaign } = await aHouse(dialect);
    const wrong = [
      [{ startsOn: '2026-05-02', endsOn: '2026-05-01' }, 'campaign-ends-before-start'],
      [{ startsOn: '2026-02-30' }, 'campaign-date'],
      [{ limits: { ...campaign.limits, perDay: 501 } }, 'campaign-per-day'],
      [{ limits: { ...campaign.limits, window: { days: [8], spans: campaign.limits.window.spans } } }, 'campaign-days'],
      [
        { limits: { ...campaign.limits, window: { days: [1], spans: [{ from: '18:00', to: '09:00' }] } } },
        'campaign-hours',
      ],
      [{ lowestScore: 2 }, 'campaign-lowest-score'],
      [{ channels: [] }, 'campaign-channels'],
    ] as const;
    for (const [part, code] of wrong) {
      const draft = { name: 'Wrong', ...part } as Parameters<typeof cam.campaigns.create>[1]; // const tables are readonly
      await expect(cam.campaigns.create(client.id, draft, 'Olga')).rejects.toMatchObject({ kind: 'invalid', code });
    }
    await expect(
      cam.campaigns.change(campaign.id, { endsOn: '2026-01-01', startsOn: '2026-01-02' }, 'Olga'),
    ).rejects.toThrow('would end on 2026-01-01, before it starts on 2026-01-02');
    expect(await cam.campaigns.list({ clientId: client.id })).toEqual([campaign]);
  });

  test('a campaign moves only along the table, and tells who moved it and why', async () => {
    const { cam, campaign } = await aHouse(dialect);
    await expect(cam.campaigns.move(campaign.id, 'COMPLETED', 'Olga')).rejects.toThrow(
      'A campaign that is DRAFT cannot become COMPLETED; from DRAFT it can become ACTIVE or ARCHIVED.',
    );
    await cam.campaigns.move(campaign.id, 'ACTIVE', 'Olga');
    await cam.campaigns.move(campaign.id, 'ACTIVE', 'Olga');
    const paused = await cam.campaigns.move(campaign.id, 'PAUSED', 'Olga', 'Holidays');
    expect(paused).toMatchObject({ status: 'PAUSED', statusReason: 'Holidays' });
    const story = await cam.campaigns.story(campaign.id);
    expect(story.map(({ what, why, actor }) => [what, why, actor])).toEqual([
      ['Campaign paused', 'Holidays', 'Olga'],
      ['Campaign activated', 'Decided by a person.', 'Olga'],
      ['Campaign “Spring fleet” created', 'New campaigns simulate until somebody goes live.', 'Olga'],
    ]);
  });
});

describeEachDialect('an import', (dialect) => {
  const people = csv(
    'Full name;Mail;Role;Firm;Employees;Sector;Land;Note\n' +
      'Maja Lindqvist;Maja@Kurier.example;Head of Operations;Kurier Nord;120;Logistics;Germany;met in Kiel\n' +
      'Bo Holm;bo@other.example;Accountant;Other;3;Farming;France;\n' +
      'No Address;;CEO;Nowhere;;;;\n' +
      'Broken;bro ken@x;CEO;Nowhere;;;;\n' +
      'Maja L.;maja@kurier.example;;;;;;again\n',
  );

  test('shows before anything is written what would become of the file', async () => {
    const { cam, input } = await aHouse(dialect);
    const preview = await cam.imports.preview(input(people));
    expect(preview).toMatchObject({
      ...{ delimiter: ';', encoding: 'utf-8', rows: 5, valid: 3, rejected: 2, duplicatesInFile: 1, duplicatesKnown: 0 },
      mapping: { 0: 'fullName', 1: 'email', 2: 'title', 3: 'company', 4: 'employeeCount', 5: 'industry', 6: 'country' },
    });
    expect(preview.columns[7]).toMatchObject({ header: 'Note', field: null, samples: ['met in Kiel', 'again'] });
    expect(preview.sample.map(({ name, tier }) => [name, tier])).toEqual([
      ['Maja Lindqvist', 'WARM'],
      ['Bo Holm', 'COOL'],
    ]);
    expect((await cam.leads.list()).total).toBe(0);
    expect(await cam.imports.list()).toEqual([]);
  });

  test('can be checked before a client is made for it', async () => {
    const { cam, importFile } = await aHouse(dialect);
    const check = (bytes: Uint8Array, clientId: string | null = null) =>
      cam.imports.check({ clientId, campaignId: null, fileName: 'x.csv', bytes });
    await check(people);
    await expect(check(csv('Name,Linkedin URL,Phone\nBo,,030 901820\nMaja,,\n'))).rejects.toMatchObject({
      code: 'import-nobody',
    });
    await expect(check(csv('Name,Note\nBo,x\n'))).rejects.toMatchObject({ code: 'import-mapping-nobody' });
    const { clientId } = await importFile(people);
    await expect(check(people, clientId)).rejects.toMatchObject({ code: 'import-same-file' });
  });

  test('makes scored leads in sequence, counts the same person twice, and keeps every rejected row with its reason', async () => {
    const { cam, campaign, importFile } = await aHouse(dialect);
    const batch = await importFile(people);
    expect(batch).toMatchObject({ status: 'COMPLETED', rowsTotal: 5, rowsDone: 5, error: '' });
    expect(batch).toMatchObject({ imported: 2, updated: 0, duplicates: 1, rejected: 2, enrolled: 2 });
    expect(await cam.imports.rejections(batch.id)).toMatchObject([
      { rowNumber: 4, code: 'no-way-to-reach', raw: 'No Address;;CEO;Nowhere;;;;' },
      { rowNumber: 5, code: 'email-invalid', reason: '“bro ken@x” is no mail address.' },
    ]);
    expect(await cam.imports.conflicts(batch.id)).toMatchObject([
      { rowNumber: 6, field: 'fullName', kept: 'Maja Lindqvist', found: 'Maja L.' },
      { rowNumber: 6, field: 'lastName', kept: 'Lindqvist', found: 'L.' },
    ]);
    const rejected = await cam.imports.rejectedFile(batch.id);
    expect(Buffer.from(rejected.bytes).toString()).toContain('Broken;bro ken@x;CEO;Nowhere;;;;;5;');
    const { leads } = await cam.leads.list({ campaignId: campaign.id });
    expect(leads.map(({ name, state, tier, fields }) => [name, state, tier, fields])).toEqual([
      ['Maja Lindqvist', 'QUALIFIED', 'WARM', { Note: 'met in Kiel' }],
      ['Bo Holm', 'QUALIFIED', 'COOL', {}],
    ]);
    expect(leads[0]).toMatchObject({ email: 'maja@kurier.example', timeZone: 'Europe/Berlin', batchRow: 2 });
    const {
      story: { lines: story },
      enrolments,
    } = await cam.stories.read(leads[0]?.id ?? '');
    expect(story.map(({ what, why }) => `${what}: ${why}`)).toEqual(
      expect.arrayContaining([
        'Imported from “leads.csv”, row 2: ',
        'Put in sequence “Regular nurture”: It was a warm lead.',
      ]),
    );
    expect(enrolments).toMatchObject([
      { campaignName: 'Spring fleet', sequenceName: 'Regular nurture', status: 'ACTIVE' },
    ]);
    expect(await cam.enrolments.counts(campaign.id)).toEqual({ ACTIVE: 2, PAUSED: 0, FINISHED: 0, STOPPED: 0 });
  });

  test('puts nobody in sequence whose score is under the lowest of the campaign, and says so', async () => {
    const { cam, campaign, importFile } = await aHouse(dialect);
    await cam.campaigns.change(campaign.id, { lowestScore: 0.6 }, 'Olga');
    expect(await importFile(people)).toMatchObject({ imported: 2, enrolled: 1 });
    const [bo] = (await cam.leads.list({ search: 'holm' })).leads;
    expect(bo?.state).toBe('NEW');
    const {
      story: { lines: story },
    } = await cam.stories.read(bo?.id ?? '');
    expect(story.map(({ why }) => why)).toContain('Its score 0.44 is under 0.60, the lowest of this campaign.');
  });

  test('refuses the same bytes and names the import that has them', async () => {
    const { input, cam, importFile } = await aHouse(dialect);
    const batch = await importFile(people);
    const refusal = { kind: 'conflict', code: 'import-same-file', details: { batchId: batch.id } };
    await expect(cam.imports.begin(input(people, 'copy.csv'), 'Olga')).rejects.toMatchObject(refusal);
    await expect(cam.imports.preview(input(people))).rejects.toThrow(
      'imported as “leads.csv” by Olga on 2026-03-02: 2 leads',
    );
  });

  test('begins anew when the first try brought nothing', async () => {
    const { cam, client, input, importFile } = await aHouse(dialect);
    const bytes = csv('Contact,Reach\nMaja,49-30-901820\n');
    expect(await importFile(bytes, { mapping: { 1: 'phone' } })).toMatchObject({ imported: 0, rejected: 1 });
    const again = await importFile(csv('Contact,Reach\nMaja,49-30-901820\n'), {
      mapping: { 1: 'phone', 0: 'country' },
    });
    expect(again).toMatchObject({ imported: 0, rejected: 1 });
    expect(await cam.imports.list(client.id)).toHaveLength(1);
    await expect(cam.imports.begin({ ...input(bytes), mapping: { 0: 'fullName' } }, 'Olga')).rejects.toMatchObject({
      code: 'import-mapping-nobody',
    });
    await expect(cam.imports.begin({ ...input(bytes), mapping: { 0: 'email', 1: 'email' } }, 'Olga')).rejects.toThrow(
      '“Contact” and “Reach” are both chosen for the same place',
    );
  });

  test.each([
    ['skip', { imported: 1, updated: 0, duplicates: 1 }, { title: 'COO', company: '' }],
    ['merge', { imported: 1, updated: 1, duplicates: 0 }, { title: 'COO', company: 'Kurier Nord' }],
    ['overwrite', { imported: 1, updated: 1, duplicates: 0 }, { title: 'CEO', company: 'Kurier Nord' }],
  ] as const)('with "%s" treats people who are known already as told', async (policy, counts, expected) => {
    const { cam, importFile } = await aHouse(dialect);
    await importFile(csv('Name,Email,Title\nMaja,maja+x@gmail.com,COO'));
    const batch = await importFile(
      csv('Name,Email,Title,Company\nMaja,m.a.j.a@gmail.com,CEO,Kurier Nord\nBo,bo@b.example,,'),
      { policy },
    );
    expect(batch).toMatchObject(counts);
    const { leads, total } = await cam.leads.list({ search: 'maja' });
    expect(total).toBe(1);
    expect(leads[0]).toMatchObject(expected);
    const conflicts = await cam.imports.conflicts(batch.id);
    expect(conflicts.some(({ field, kept, found }) => field === 'title' && kept === 'COO' && found === 'CEO')).toBe(
      policy === 'merge',
    );
  });

  test('keeps colleagues with one switchboard apart and knows one person by profile or number', async () => {
    const { cam, importFile } = await aHouse(dialect);
    const header = 'Name,Email,Linkedin,Phone';
    await importFile(
      csv(`${header}\nMaja,maja@k.example,linkedin.com/in/maja,+49 30 901820\nBo,bo@k.example,,+49 30 901820`),
    );
    const batch = await importFile(
      csv(`${header}\nMaja,,https://de.linkedin.com/in/Maja/,\nSomebody,,,0049 30 901820`),
    );
    expect(batch).toMatchObject({ imported: 0, duplicates: 2, updated: 0 });
    expect((await cam.leads.list()).total).toBe(2);
  });

  test('that stops half-way is marked, and the same file goes on from there without doing a row twice', async () => {
    const { db, clock, cam, client, input } = await aHouse(dialect);
    const file = aLeadFile(1200);
    const first = await cam.imports.begin(input(file), 'Olga');
    const watched = cam.imports.watch(first.id);
    for await (const batch of watched) if (batch.rowsDone >= 500) break;
    const stopped = await cam.imports.cancel(first.id);
    expect(stopped).toMatchObject({ status: 'CANCELLED', error: 'Stopped by a person.' });
    expect(stopped.rowsDone).toBeLessThan(1200);
    expect((await cam.leads.list({ batchId: first.id })).total).toBe(stopped.imported);

    // A process that dies leaves RUNNING behind; after two minutes of silence it counts as interrupted.
    const rows = db.handle<CamTables>('cam').in();
    await rows
      .updateTable('camImportBatch')
      .set({ status: 'RUNNING', runner: 'elsewhere 1 a' })
      .where('id', '=', first.id)
      .execute();
    await expect(cam.imports.begin(input(file), 'Olga')).rejects.toMatchObject({ code: 'import-running' });
    clock.advance(3 * minuteMs);
    expect((await cam.imports.get(first.id)).status).toBe('INTERRUPTED');

    const resumed = await cam.imports.begin(input(file), 'Olga');
    expect(resumed.id).toBe(first.id);
    expect(await cam.imports.finished(first.id)).toMatchObject({
      status: 'COMPLETED',
      imported: 1200,
      rowsDone: 1200,
      enrolled: 1200,
    });
    expect((await cam.leads.list({ clientId: client.id })).total).toBe(1200);
  });

  test('tells its progress row by row, from the first transaction to the end', async () => {
    const { cam, input } = await aHouse(dialect);
    const { id } = await cam.imports.begin(input(aLeadFile(1001)), 'Olga');
    const seen: number[] = [];
    for await (const batch of cam.imports.watch(id)) seen.push(batch.rowsDone);
    expect(seen.at(-1)).toBe(1001);
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
    const again = cam.imports.watch(id);
    expect((await again.next()).value).toMatchObject({ status: 'COMPLETED' });
    expect((await again.next()).done).toBe(true);
  });
});

describeEachDialect('leads', (dialect) => {
  test('are listed best first, page by page, each once, narrowed by words, state and tier', async () => {
    const { cam, campaign, importFile } = await aHouse(dialect);
    await importFile(aLeadFile(250));
    const seen: string[] = [];
    const scores: number[] = [];
    for (let cursor: string | null = null; ;) {
      const page = await cam.leads.list({ campaignId: campaign.id }, { limit: 100, cursor });
      expect(page.total).toBe(250);
      seen.push(...page.leads.map(({ id }) => id));
      scores.push(...page.leads.map(({ score }) => score ?? -1));
      cursor = page.next;
      if (cursor === null) break;
    }
    expect(new Set(seen).size).toBe(250);
    expect(scores).toEqual([...scores].sort((one, other) => other - one));
    expect((await cam.leads.list({ search: 'FIRM 234 person' })).leads.map(({ email }) => email)).toEqual([
      'p234@firm234.example',
    ]);
    expect((await cam.leads.list({ search: '%' })).total).toBe(0);
    const counts = await cam.leads.counts({ campaignId: campaign.id });
    expect(counts).toMatchObject({ total: 250, byState: { QUALIFIED: 250 }, needsReview: 0 });
    for (const [tier, count] of Object.entries(counts.byTier)) {
      expect((await cam.leads.list({ tier: tier as 'HOT' })).total).toBe(count); // keys of a record of tiers
    }
    await expect(cam.leads.list({}, { cursor: 'nonsense' })).rejects.toMatchObject({ code: 'lead-cursor' });
  });

  test('move by the table, with who and why, and a refusal of contact is lifted with a reason only', async () => {
    const { cam, importFile } = await aHouse(dialect);
    await importFile(csv('Name,Email\nMaja,maja@k.example'));
    const [maja] = (await cam.leads.list()).leads;
    const id = maja?.id ?? '';
    await expect(cam.leads.move(id, 'NEW', 'Olga')).rejects.toMatchObject({ code: 'lead-move' });
    await expect(cam.leads.move(id, 'LOST', 'Olga')).rejects.toMatchObject({ code: 'lead-reason' });
    expect(await cam.leads.move(id, 'LOST', 'Olga', 'Company closed')).toMatchObject({
      state: 'LOST',
      stateReason: 'Company closed',
    });
    expect((await cam.leads.move(id, 'NEW', 'Olga')).state).toBe('NEW');
    await cam.leads.setConsent(id, 'DO_NOT_CONTACT', 'Olga', 'Asked by phone');
    await expect(cam.leads.setConsent(id, 'UNKNOWN', 'Olga', '')).rejects.toMatchObject({
      code: 'lead-consent-reason',
    });
    await cam.leads.review(id, 'Is this the right Maja?', 'Olga');
    expect((await cam.leads.list({ needsReview: true })).total).toBe(1);
    const [latest] = (await cam.stories.read(id)).story.lines;
    expect(latest).toMatchObject({ what: 'Waits for a person', why: 'Is this the right Maja?', actor: 'Olga' });
  });

  test('are scored again when the ideal customer changes, and those whose tier moved say so', async () => {
    const { cam, campaign, importFile } = await aHouse(dialect);
    await importFile(csv('Name,Email,Title,Employees,Industry\nMaja,maja@k.example,CEO,120,Farming'));
    const before = (await cam.leads.list()).leads[0];
    const changed = await cam.campaigns.change(
      campaign.id,
      { icp: { ...logistics, industries: ['Farming'], titles: ['CEO'] } },
      'Olga',
    );
    const scope = { clientId: changed.clientId, campaignId: changed.id, why: 'the ideal customer changed.' };
    const run = await cam.scoring.rescore(scope, 'Olga');
    expect(await cam.leadRuns.finished(run.id)).toMatchObject({ done: 1, counts: { moved: 1 } });
    const after = (await cam.leads.list()).leads[0];
    expect(after?.score).toBeGreaterThan(before?.score ?? 1);
    const { lead } = await cam.stories.read(after?.id ?? '');
    expect(lead.factors.find(({ key }) => key === 'industry')?.why).toBe(
      '“Farming” is an industry that is looked for.',
    );
  });
});

describe('cam', () => {
  test('asks nothing of the database until a service is asked', () => {
    const handle = () => ({
      in: () => {
        throw new Error('asked');
      },
    });
    expect(() => createCam({ db: { handle } as never, clock: fakeClock() })).not.toThrow(); // a database that fails when used
  });
});
