import { expect, test } from '@jest/globals';
import { systemClock } from '@aicmo/core-kernel';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { createCam } from '../cam.ts';
import { camMigrations } from '../db/migrations/index.ts';

const header = 'First name,Last name,Company,Email,LinkedIn,Phone';
const csv = (...rows: readonly string[]): Uint8Array => new TextEncoder().encode([header, ...rows].join('\r\n'));

async function aHouse(dialect: TestDialect, inThread = false) {
  const databaseUrl = await dialect.url();
  const clock = inThread ? systemClock : fakeClock();
  const db = await dialect.open([camMigrations], { url: databaseUrl });
  const cam = createCam({ db, clock, ...(inThread ? { databaseUrl } : {}) });
  const client = await cam.clients.create({ name: 'Nordlicht Bikes' }, 'Olga');
  const importRows = async (fileName: string, rows: readonly string[], clientId = client.id) => {
    const batch = await cam.imports.begin({ clientId, campaignId: null, fileName, bytes: csv(...rows) }, 'Olga');
    return cam.imports.finished(batch.id);
  };
  const search = async (scope: 'ALL' | 'NEW', clientId: string | null = null) => {
    const { id } = await cam.matchRuns.start({ clientId, scope }, 'Olga');
    return cam.matchRuns.finished(id);
  };
  const pairs = async (status: 'OPEN' | 'NOT_SAME' | 'MERGED' | 'LINKED' = 'OPEN') =>
    (await cam.matches.list({ status })).pairs.map(({ left, right }) => [left.email, right.email].sort().join(' + '));
  return { cam, client, importRows, search, pairs };
}

const firstList = [
  'Maja,Lindqvist,Kurier Nord GmbH,maja@kurier.example,',
  'Jürgen,Groß,Solar West,j.gross@solar.example,',
  'Anna,Berg,Hafen,anna.berg@hafen.example,',
];

describeEachDialect('leads that may be one person', (dialect) => {
  test('are suggested with what speaks for it, and whoever was said not to be the same is not asked about again', async () => {
    const { cam, importRows, search, pairs } = await aHouse(dialect);
    await importRows('a.csv', firstList);
    expect(await search('ALL')).toMatchObject({ status: 'COMPLETED', leads: 3, found: 0, share: 1 });
    await importRows('b.csv', [
      'Maja,Lindqivst,KURIER NORD,lindqvist@gmx.de,',
      'Juergen,Gross,Solar West Ltd.,jg@web.de,',
      'Anna,Berg,Werft,anna.berg@werft.example,',
    ]);
    expect(await search('NEW')).toMatchObject({ status: 'COMPLETED', leads: 6, found: 2, scope: 'NEW' });
    const page = await cam.matches.list();
    expect(page.total).toBe(2);
    expect(page.pairs[0]?.evidence.map(({ about, finding }) => `${about} ${finding}`)).toEqual([
      ...['last same', 'first same', 'company same'],
    ]);
    expect(await pairs()).toEqual(['j.gross@solar.example + jg@web.de', 'lindqvist@gmx.de + maja@kurier.example']);
    const offer = await cam.matches.notSame(page.pairs[0]?.id ?? '', 'Olga');
    await expect(cam.matches.notSame(page.pairs[0]?.id ?? '', 'Olga')).rejects.toMatchObject({ code: 'match-decided' });
    await expect(cam.matches.notSame('nothing', 'Olga')).rejects.toMatchObject({ code: 'match-unknown' });
    expect(await search('ALL')).toMatchObject({ found: 0 });
    expect(await pairs('NOT_SAME')).toEqual(['j.gross@solar.example + jg@web.de']);
    await cam.undo.undo(offer.id, 'Olga');
    expect(await cam.matches.count()).toBe(2);
    const first = await cam.matches.list({}, { limit: 1 });
    const second = await cam.matches.list({}, { limit: 1, cursor: first.next });
    expect([first.pairs[0]?.id, second.pairs[0]?.id, second.next]).toEqual([...page.pairs.map(({ id }) => id), null]);
  });

  test('go over to the lead that stays when one of them is merged, and come back when that is undone', async () => {
    const { cam, importRows, search, pairs } = await aHouse(dialect);
    await importRows('a.csv', [
      'Maja,Lindqvist,Kurier Nord,maja@kurier.example,',
      'Maja,Lindqvist,Kurier Nord,maja.l@gmx.de,',
      'M.,Lindqvist,Kurier Nord,ml@web.de,',
    ]);
    await search('ALL');
    expect(await cam.matches.count()).toBe(3);
    const { leads } = await cam.leads.list();
    const idOf = (email: string): string => leads.find((lead) => lead.email === email)?.id ?? '';
    const input = { keepId: idOf('maja@kurier.example'), absorbId: idOf('maja.l@gmx.de') };
    const { merge } = await cam.merges.merge(input, 'Olga');
    expect(await pairs()).toEqual(['maja@kurier.example + ml@web.de']);
    expect(await pairs('MERGED')).toEqual(['maja.l@gmx.de + maja@kurier.example']);
    expect(await search('ALL')).toMatchObject({ leads: 2, found: 0 });
    await cam.merges.undo(merge.id, 'Olga');
    expect(await cam.matches.count()).toBe(3);
  });

  test('of two clients are said to be one person, and each client keeps its own lead', async () => {
    const { cam, importRows, search, client } = await aHouse(dialect);
    const other = await cam.clients.create({ name: 'Solar West' }, 'Olga');
    await importRows('a.csv', ['Maja,Lindqvist,Kurier Nord,maja@kurier.example,']);
    await importRows('b.csv', ['Maja,Lindqvist,Kurier Nord GmbH,m.lindqvist@gmx.de,'], other.id);
    expect(await search('ALL', client.id)).toMatchObject({ found: 0, leads: 1 });
    expect(await search('ALL')).toMatchObject({ found: 1, leads: 2 });
    const [pair] = (await cam.matches.list({ clientId: other.id })).pairs;
    expect(pair?.kind).toBe('PERSON');
    expect([pair?.leftClient, pair?.rightClient].sort()).toEqual(['Nordlicht Bikes', 'Solar West']);
    const [one = '', two = ''] = [pair?.left.id ?? '', pair?.right.id ?? ''].sort();
    await expect(cam.merges.merge({ keepId: one, absorbId: two }, 'Olga')).rejects.toMatchObject({
      code: 'merge-clients',
    });
    const offer = await cam.matches.samePerson([two, one], 'Olga');
    expect((await cam.leads.get(two)).personId).toBe((await cam.leads.get(one)).personId);
    expect([await cam.matches.count(), (await cam.leads.get(one)).personId]).toEqual([0, one]);
    await cam.undo.undo(offer.id, 'Olga');
    expect((await cam.leads.get(two)).personId).toBe(two);
    expect(await cam.matches.count()).toBe(1);
  });

  test('of whom one row of a file named both are suggested, and nothing of the one is written into the other', async () => {
    const { cam, importRows } = await aHouse(dialect);
    await importRows('a.csv', [
      'Maja,Lindqvist,Kurier,maja@kurier.example,',
      'M.,Lindqvist,Kurier,,linkedin.com/in/maja-lindqvist',
    ]);
    const both = 'Maja,Lindqvist,Kurier,maja@kurier.example,linkedin.com/in/maja-lindqvist';
    await importRows('b.csv', [both]);
    await importRows('c.csv', [both, 'Anna,Berg,Hafen,anna@hafen.example,']);
    const { pairs, total } = await cam.matches.list({ kind: 'CONFLICT' });
    expect([total, pairs[0]?.evidence.map(({ about }) => about)]).toEqual([1, ['row', 'linkedin']]);
    const { leads } = await cam.leads.list();
    expect(leads.map(({ email, linkedin }) => `${email} ${linkedin}`).sort()).toEqual([
      ...[' https://www.linkedin.com/in/maja-lindqvist', 'anna@hafen.example ', 'maja@kurier.example '],
    ]);
  });

  test('are not made one by the number of a switchboard', async () => {
    const { cam, importRows } = await aHouse(dialect);
    await importRows('a.csv', ['Maja,Lindqvist,Kurier,maja@kurier.example,,+49 30 901820']);
    await importRows('b.csv', [
      'Jonas,Berg,Kurier,,linkedin.com/in/jonas-berg,+49 30 901820',
      'Maja,Lindqvist,Kurier,,linkedin.com/in/maja-l,+49 30 901820',
    ]);
    const { leads } = await cam.leads.list();
    expect(leads.map(({ name, linkedin }) => [name, linkedin.slice(28)]).sort()).toEqual([
      ['Jonas Berg', 'jonas-berg'],
      ['Maja Lindqvist', 'maja-l'],
    ]);
    expect(new Set(leads.map(({ personId }) => personId)).size).toBe(2);
  });

  test('are compared side by side also where nobody suggested them', async () => {
    const { cam, importRows } = await aHouse(dialect);
    await importRows('a.csv', ['Maja,Lindqvist,Kurier,maja@kurier.example,', 'Zoe,Li,Other,zoe@other.example,']);
    const [one = '', two = ''] = (await cam.leads.list()).leads.map(({ id }) => id);
    expect(await cam.matches.pair([one, two])).toMatchObject({ id: '', kind: 'NEAR', evidence: [] });
    await expect(cam.matches.pair([one, one])).rejects.toMatchObject({ code: 'merge-same' });
    await expect(cam.matches.pair([one, 'nobody'])).rejects.toMatchObject({ code: 'lead-unknown' });
    await importRows('b.csv', ['Maja,Lindqvist,Kurier,ml@gmx.example,']);
    const again = (await cam.leads.list({ search: 'gmx' })).leads[0]?.id ?? '';
    const maja = (await cam.leads.list({ search: 'maja@kurier' })).leads[0]?.id ?? '';
    expect((await cam.matches.pair([again, maja])).sureness).toBeGreaterThan(0.5);
  });

  test('are searched in a thread where there is one, one search at a time, and a search can be stopped', async () => {
    const { cam, importRows } = await aHouse(dialect, true);
    await importRows('a.csv', [...firstList, 'Maja,Lindqivst,KURIER NORD,lindqvist@gmx.de,']);
    const started = await cam.matchRuns.start({ clientId: null, scope: 'NEW' }, 'Olga');
    await expect(cam.matchRuns.start({ clientId: null, scope: 'ALL' }, 'Olga')).rejects.toMatchObject({
      code: 'match-run-running',
    });
    const seen: string[] = [];
    for await (const run of cam.matchRuns.watch(started.id)) seen.push(run.status);
    expect(seen.at(-1)).toBe('COMPLETED');
    expect(await cam.matchRuns.get(started.id)).toMatchObject({ found: 1, leads: 4, scope: 'ALL', error: '' });
    const next = await cam.matchRuns.start({ clientId: null, scope: 'ALL' }, 'Olga');
    expect((await cam.matchRuns.cancel(next.id)).status).toMatch(/CANCELLED|COMPLETED/);
    expect((await cam.matchRuns.list()).map(({ id }) => id).sort()).toEqual([started.id, next.id].sort());
    await expect(cam.matchRuns.get('nothing')).rejects.toMatchObject({ code: 'match-run-unknown' });
    expect(await cam.matchRuns.startDue('The console')).toBeNull();
    await importRows('b.csv', ['Anna,Bergh,Hafen,a@web.example,']);
    const due = await cam.matchRuns.startDue('The console');
    expect(await cam.matchRuns.finished(due?.id ?? '')).toMatchObject({ scope: 'NEW', found: 1 });
    expect(await cam.matchRuns.startDue('The console')).toBeNull();
    await cam.matchRuns.stop();
  });
});
