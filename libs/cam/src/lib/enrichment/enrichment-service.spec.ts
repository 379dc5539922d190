import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { createEgressDoor, createControlFlags, coreEffectsMigrations } from '@aicmo/core-effects';
import { startNameServer, type NameServerDouble } from '@aicmo/core-effects/testing';
import { dayMs } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { createServer, type Server } from 'node:http';
import { createCam } from '../cam.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { createDomainLookup } from './domain-lookup.ts';

const people = [
  'Name,Email,Company,Country',
  'Maja Lindqvist,maja@takes.example,,Germany',
  'Bo Holm,bo@nobody.example,Holm,',
  'Ida Berg,ida@silent.example,Berg,Switzerland',
  'Team,info@takes.example,Takes,',
  'Uwe Kurz,uwe@gmail.com,,Austria',
  'Eva Null,eva@null.example,Null,',
  'Max Throw,max@mailinator.com,,',
];

let names: NameServerDouble;
let service: Server;
let serviceUrl = '';
let hunter: { status: number; word: string };
beforeEach(async () => {
  hunter = { status: 200, word: 'valid' };
  names = await startNameServer({
    ...{ 'takes.example': 'mx', 'null.example': 'null-mx', 'silent.example': 'silent', 'gmail.com': 'mx' },
    'mailinator.com': 'mx',
  });
  service = createServer((request, response) => {
    const isHunter = request.url?.startsWith('/v2/') === true;
    const organization = { name: 'Takes GmbH', industry: 'logistics', estimated_num_employees: 80 };
    const reply = isHunter
      ? { data: { status: hunter.word } }
      : { person: { title: 'CEO', country: 'France', organization } };
    response
      .writeHead(isHunter ? hunter.status : 200, { 'content-type': 'application/json' })
      .end(JSON.stringify(reply));
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const address = service.address();
  serviceUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});
afterEach(async () => {
  await names.close();
  service.closeAllConnections();
  await new Promise<void>((resolve) => service.close(() => resolve()));
});

async function aHouse(dialect: TestDialect, withServices = false) {
  const clock = fakeClock();
  const db = await dialect.open([coreEffectsMigrations, camMigrations]);
  const flags = createControlFlags({ db, clock });
  const nameServers = { servers: [names.address], timeoutMs: 100 };
  const door = createEgressDoor({ db, clock, flags, nameServers });
  const setting = { apiKey: 'k', baseUrl: serviceUrl };
  const outside = {
    mailDomain: door.mailDomain,
    ask: door.ask,
    connectors: withServices ? { apollo: setting, hunter: setting } : {},
  };
  const cam = createCam({ db, clock, outside });
  const client = await cam.clients.create({ name: 'Nordlicht' }, 'Olga');
  const bytes = new TextEncoder().encode(people.join('\n'));
  const batch = await cam.imports.begin({ clientId: client.id, campaignId: null, fileName: 'l.csv', bytes }, 'Olga');
  await cam.imports.finished(batch.id);
  const lead = async (search: string) => {
    const [found] = (await cam.leads.list({ search })).leads;
    if (!found) throw new Error(`no lead ${search}`);
    return found;
  };
  const check = async (withService = false) =>
    cam.leadRuns.finished((await cam.enrichment.check({ clientId: client.id, withService }, 'Olga')).id);
  const fill = async (withService = false) =>
    cam.leadRuns.finished((await cam.enrichment.fill({ clientId: client.id, withService }, 'Olga')).id);
  return { cam, clock, flags, door, client, lead, check, fill };
}

describeEachDialect('checking addresses', (dialect) => {
  test('finds what takes mail, what does not, and what could not be asked, each with its sentence', async () => {
    const { cam, client, lead, check } = await aHouse(dialect);
    expect(await check()).toMatchObject({
      status: 'COMPLETED',
      counts: { VALID: 2, RISKY: 2, INVALID: 2, UNKNOWN: 1 },
    });
    expect(await lead('maja')).toMatchObject({ emailCheck: 'VALID', emailCheckedAt: expect.any(String) });
    expect(await lead('bo@')).toMatchObject({
      emailCheck: 'INVALID',
      emailCheckWhy: 'There is no domain nobody.example.',
    });
    expect(await lead('eva')).toMatchObject({ emailCheck: 'INVALID' });
    expect(await lead('info')).toMatchObject({ emailCheck: 'RISKY' });
    expect(await lead('max')).toMatchObject({ emailCheck: 'RISKY' });
    expect(await lead('ida')).toMatchObject({
      emailCheck: 'UNKNOWN',
      emailCheckWhy: 'silent.example could not be checked. The name servers did not answer in time.',
    });
    const {
      story: { lines: story },
    } = await cam.stories.read((await lead('bo@')).id);
    expect(story[0]).toMatchObject({ what: 'The address is not valid', why: 'There is no domain nobody.example.' });
    expect((await cam.leadRuns.list(client.id, 'CHECK'))[0]).toMatchObject({ changed: 7 });
  });

  test('asks for a domain once, keeps the answer, and asks again when it no longer holds', async () => {
    const { clock, check } = await aHouse(dialect);
    await check();
    expect(names.questions.filter((each) => each.endsWith('takes.example'))).toEqual(['MX takes.example']);
    const first = names.questions.length;
    await check();
    // Only the one that never answered is not known, and so asked again.
    expect(new Set(names.questions.slice(first))).toEqual(new Set(['MX silent.example']));
    clock.advance(2 * dayMs);
    await check();
    expect(names.questions.filter((each) => each === 'MX nobody.example')).toHaveLength(2);
    expect(names.questions.filter((each) => each === 'MX takes.example')).toHaveLength(1);
  });

  test('on a house that is stopped asks nobody, and says of nothing that it is valid', async () => {
    const { flags, lead, check } = await aHouse(dialect);
    await flags.set({ killed: true, by: 'Olga', reason: 'test' });
    expect(await check()).toMatchObject({ status: 'COMPLETED', counts: { VALID: 0 } });
    expect(names.questions).toEqual([]);
    expect((await lead('maja')).emailCheckWhy).toContain('Everything is stopped');
  });

  test('asks a service about those with which nothing is wrong, and only when that was asked for', async () => {
    const { lead, check, door } = await aHouse(dialect, true);
    await check();
    expect(await door.ledger.list()).toEqual([]);
    hunter.word = 'invalid';
    expect(await check(true)).toMatchObject({ status: 'COMPLETED' });
    expect(await lead('maja')).toMatchObject({
      emailCheck: 'INVALID',
      emailCheckWhy: 'Hunter says that there is no such mailbox.',
    });
    expect(await door.ledger.list()).toEqual([
      expect.objectContaining({ kind: 'ask', outcome: 'ANSWERED' }),
      expect.objectContaining({ kind: 'ask', outcome: 'ANSWERED' }),
    ]);
  });

  test('goes on without a service that has no credit left, asks it no more, and says so', async () => {
    const { lead, check, door } = await aHouse(dialect, true);
    hunter.status = 402;
    await check(true);
    expect(await lead('maja')).toMatchObject({
      emailCheck: 'VALID',
      emailCheckWhy: expect.stringContaining('no credit left'),
    });
    expect(await door.ledger.list()).toHaveLength(1);
  });

  test('refuses to ask a service that is off, with what to set', async () => {
    const { cam, client } = await aHouse(dialect);
    await expect(cam.enrichment.check({ clientId: client.id, withService: true }, 'Olga')).rejects.toMatchObject({
      code: 'connector-off',
      message: expect.stringContaining('set HUNTER_API_KEY and start again'),
    });
    expect((await cam.enrichment.connectors()).map(({ isOn }) => isOn)).toEqual([false, false]);
  });
});

describeEachDialect('filling what is empty', (dialect) => {
  test('takes company, web address, time zone and language from what is known, and keeps where each is from', async () => {
    const { cam, lead, fill } = await aHouse(dialect);
    expect(await fill()).toMatchObject({ status: 'COMPLETED' });
    const maja = await lead('maja');
    expect(maja).toMatchObject({
      company: 'Takes',
      companyDomain: 'takes.example',
      timeZone: 'Europe/Berlin',
      language: 'de',
      state: 'ENRICHED',
    });
    const sources = (await cam.enrichment.filledFor(maja.id)).map(({ field, source }) => [field, source]);
    expect(sources).toContainEqual(['company', 'the domain of the address']);
    expect(sources).toContainEqual(['language', 'the country']);
    // A private mailbox says nothing about a company, and a country with several languages nothing about one.
    expect(await lead('uwe')).toMatchObject({ company: '', companyDomain: '', timeZone: 'Europe/Vienna' });
    expect(await lead('ida')).toMatchObject({ company: 'Berg', timeZone: 'Europe/Zurich', language: '' });
    expect(await lead('max')).toMatchObject({ company: '' });
  });

  test('never changes what is there, scores those leads again, and finds them by what was filled', async () => {
    const { lead, fill } = await aHouse(dialect, true);
    await fill(true);
    const maja = await lead('maja');
    // The file said Germany; the service says France.
    expect(maja).toMatchObject({ title: 'CEO', country: 'Germany', company: 'Takes GmbH', industry: 'logistics' });
    expect(maja.opportunity).toBeGreaterThan(0.5);
    expect((await lead('maja takes gmbh')).id).toBe(maja.id);
  });

  test('is taken back: fields are empty again, but for those that somebody has changed since', async () => {
    const { cam, lead, fill } = await aHouse(dialect);
    const { id } = await fill();
    const maja = await lead('maja');
    const before = (await cam.enrichment.filledFor(maja.id)).length;
    const undone = await cam.enrichment.undoFill(id, 'Olga');
    expect(undone.emptied).toBeGreaterThanOrEqual(before);
    expect(undone.kept).toBe(0);
    expect(await lead('maja')).toMatchObject({ company: '', companyDomain: '', language: '' });
    expect((await cam.enrichment.filledFor(maja.id)).every(({ undoneAt }) => undoneAt !== null)).toBe(true);
    expect(await cam.enrichment.undoFill(id, 'Olga')).toEqual({ emptied: 0, kept: 0 });
  });

  test('asks a service as often as was allowed, and not about leads of which enough is known', async () => {
    const { cam, client, door } = await aHouse(dialect, true);
    const run = await cam.enrichment.fill({ clientId: client.id, withService: true, mostAsked: 2 }, 'Olga');
    expect((await cam.leadRuns.finished(run.id)).counts['asked']).toBe(2);
    expect(await door.ledger.list()).toHaveLength(2);
    await expect(
      cam.enrichment.fill({ clientId: client.id, withService: true, mostAsked: 0 }, 'Olga'),
    ).rejects.toMatchObject({ code: 'connector-questions' });
  });
});

test('a pass asks for as many domains as it may; the others are not known, and are asked for by the next', async () => {
  const asked: string[] = [];
  const lookup = createDomainLookup({
    clock: fakeClock(),
    store: { known: async () => new Map() },
    ask: async (domain) => {
      asked.push(domain);
      return { kind: 'takes-mail', hasMx: true };
    },
    mostAsked: 2,
  });
  const { signal } = new AbortController();
  const { answers, fresh } = await lookup.look(['a.example', 'b.example', 'c.example'], signal);
  expect(asked).toEqual(['a.example', 'b.example']);
  expect(answers.get('c.example')).toMatchObject({
    kind: 'unknown',
    why: expect.stringContaining('2 domains at most'),
  });
  expect(fresh.map(({ domain }) => domain)).toEqual(asked);
});
