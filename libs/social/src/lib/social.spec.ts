import { expect, test } from '@jest/globals';
import { newId, parseInstant, unavailable } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import type { Database } from '@aicmo/core-db';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { aFeed, type FeedEntry } from '../testing/index.ts';
import { socialMigrations } from './db/migrations/index.ts';
import { socialSentinels } from './sentinels/index.ts';
import { createSocial, type Social } from './social.ts';

const clientId = newId();
const window = { from: parseInstant('2026-02-23T00:00:00Z'), to: parseInstant('2026-03-02T00:00:00Z') };
const bread: FeedEntry = {
  title: 'Great bread',
  text: 'at Northwind',
  url: 'https://gazette.example/a',
  date: '2026-02-25T12:00:00Z',
};
const cake: FeedEntry = { title: 'Horrible cake', url: 'https://gazette.example/b', date: '2026-02-26T12:00:00Z' };

interface House {
  readonly social: Social;
  readonly db: Database;
  readonly clock: ReturnType<typeof fakeClock>;
  /** What the outside answers, by address. */
  readonly outside: Map<string, string>;
}

async function aHouse(dialect: TestDialect): Promise<House> {
  const db = await dialect.open([socialMigrations]);
  const clock = fakeClock();
  const outside = new Map<string, string>();
  const read = async (url: string) => {
    const text = outside.get(url);
    if (text === undefined) throw unavailable({ code: 'read-status', message: 'The feed answered with status 404.' });
    return { text };
  };
  return { social: createSocial({ db, clock, read }), db, clock, outside };
}

describeEachDialect('sources', (dialect) => {
  test('read twice keep each item once, and what is new is added', async () => {
    const { social, outside } = await aHouse(dialect);
    const id = await social.sources.add({ clientId, url: 'https://gazette.example/feed' });
    outside.set('https://gazette.example/feed', aFeed('atom', [bread]));
    expect(await social.sources.refresh(id)).toMatchObject({ status: 'read', items: 1, added: 1, known: 0 });
    outside.set('https://gazette.example/feed', aFeed('atom', [cake, bread]));
    expect(await social.sources.refresh(id)).toMatchObject({ items: 2, added: 1, known: 1 });
    expect((await social.mentions.list({ clientId })).rows.map(({ title }) => title)).toEqual([
      'Horrible cake',
      'Great bread',
    ]);
    expect(await social.sources.list(clientId)).toMatchObject([
      { name: 'gazette.example', status: 'read', mentions: 2, format: 'atom' },
    ]);
  });

  test('that fail are kept as failed with the reason, lose nothing, and recover', async () => {
    const { social, outside } = await aHouse(dialect);
    const id = await social.sources.add({ clientId, url: 'gazette.example/feed', name: 'Gazette' });
    outside.set('https://gazette.example/feed', aFeed('rss', [{ ...bread, date: 'Wed, 25 Feb 2026 12:00:00 GMT' }]));
    await social.sources.refresh(id);
    outside.clear();
    expect(await social.sources.refresh(id)).toMatchObject({
      status: 'failed',
      failure: 'The feed answered with status 404.',
    });
    expect(await social.sources.list(clientId)).toMatchObject([{ status: 'failed', mentions: 1 }]);
    const result = await social.sources.ingest(id, aFeed('json', [cake]));
    expect(result).toMatchObject({ status: 'read', added: 1 });
    expect(await social.sources.list(clientId)).toMatchObject([{ status: 'read', failure: null, mentions: 2 }]);
  });

  test('without an address take documents that are handed in, and a document that is no feed changes nothing', async () => {
    const { social } = await aHouse(dialect);
    const id = await social.sources.add({ clientId, name: 'Cuttings' });
    expect(await social.sources.ingest(id, aFeed('rdf', [bread, { title: 'No date' }]))).toMatchObject({
      added: 2,
      undated: 1,
    });
    expect(await social.sources.ingest(id, '<html></html>')).toMatchObject({ status: 'failed', added: 0 });
    expect((await social.mentions.list({ clientId })).total).toBe(2);
  });

  test('are refused when they are there already or are none, and are free again once archived', async () => {
    const { social } = await aHouse(dialect);
    const id = await social.sources.add({ clientId, url: 'https://gazette.example/feed', name: 'Gazette' });
    const again = { clientId, url: 'http://www.gazette.example/feed/' };
    await expect(social.sources.add(again)).rejects.toMatchObject({
      code: 'source-exists',
      message: expect.stringContaining('Gazette'),
    });
    await expect(social.sources.add({ clientId: newId(), url: again.url })).resolves.toBeDefined();
    await expect(social.sources.add({ clientId, url: 'ftp://gazette.example' })).rejects.toMatchObject({
      code: 'source-url',
    });
    await expect(social.sources.add({ clientId })).rejects.toMatchObject({ code: 'source-name' });
    await social.sources.archive(id);
    await expect(social.sources.refresh(id)).rejects.toMatchObject({ code: 'source-unknown' });
    await expect(social.sources.add(again)).resolves.toBeDefined();
  });
});

describeEachDialect('mentions', (dialect) => {
  test('are filtered by words as they stand, by sentiment and by source, and counted beyond the page', async () => {
    const { social } = await aHouse(dialect);
    const one = await social.sources.add({ clientId, name: 'One' });
    const two = await social.sources.add({ clientId, name: 'Two' });
    await social.sources.ingest(one, aFeed('atom', [bread, { title: '100 % rye', url: 'https://e.example/c' }]));
    await social.sources.ingest(two, aFeed('atom', [cake]));
    const titles = async (filter: object) =>
      (await social.mentions.list({ clientId, ...filter })).rows.map(({ title }) => title);
    expect(await titles({ search: 'GREAT' })).toEqual(['Great bread']);
    expect(await titles({ search: '% r' })).toEqual(['100 % rye']);
    expect(await titles({ search: '_' })).toEqual([]);
    expect(await titles({ label: 'negative' })).toEqual(['Horrible cake']);
    expect(await titles({ sourceId: one })).toEqual(['Great bread', '100 % rye']);
    expect(await social.mentions.list({ clientId, limit: 1 })).toMatchObject({
      total: 3,
      rows: [{ title: 'Horrible cake' }],
    });
  });

  test('keep the computed sentiment beside a person’s correction, which counts in lists and reports until it is lifted', async () => {
    const { social } = await aHouse(dialect);
    const source = await social.sources.add({ clientId, name: 'One' });
    await social.sources.ingest(source, aFeed('atom', [bread]));
    const [mention] = (await social.mentions.list({ clientId })).rows;
    const id = mention?.id ?? '';
    const corrected = await social.mentions.correct(id, 'negative', 'Anna');
    expect(corrected.sentiment).toMatchObject({
      label: 'negative',
      because: 'Anna says negative; computed was positive.',
    });
    expect(corrected.correction).toMatchObject({ by: 'Anna', computed: { label: 'positive' } });
    const { report } = await social.reports.make({ clientId, window, by: 'Anna' });
    expect(report.sentiment).toMatchObject({ negative: 1, positive: 0 });
    expect((await social.mentions.correct(id, 'positive', 'Anna')).correction).toBeNull();
    await expect(social.mentions.correct(newId(), 'neutral', 'Anna')).rejects.toMatchObject({
      code: 'mention-unknown',
    });
  });
});

describeEachDialect('reports', (dialect) => {
  test('are made of what was kept, say what is missing, and stay as they were made', async () => {
    const { social, clock } = await aHouse(dialect);
    const one = await social.sources.add({ clientId, name: 'One' });
    const two = await social.sources.add({ clientId, name: 'Two' });
    await social.sources.add({ clientId, name: 'Silent' });
    await social.sources.ingest(one, aFeed('atom', [bread, cake]));
    await social.sources.ingest(two, aFeed('json', [bread]));
    await social.sources.ingest(two, 'no feed');
    const made = await social.reports.make({ clientId, window, query: 'bread', by: 'Anna' });
    expect(made.report.counts).toMatchObject({ items: 3, mentions: 1, duplicates: 1, notAsked: 1, failedSources: 1 });
    expect(made.report.sources.map(({ status }) => status)).toEqual(['read', 'never-read', 'failed']);
    expect(made.report.gaps.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['failed-source', 'never-read']));
    clock.advance(1000);
    await social.sources.ingest(
      one,
      aFeed('atom', [{ ...bread, title: 'More bread', url: 'https://gazette.example/z' }]),
    );
    expect(await social.reports.get(made.id)).toEqual(made);
    const next = await social.reports.make({ clientId, window, by: 'Anna' });
    expect((await social.reports.list(clientId)).map(({ id }) => id)).toEqual([next.id, made.id]);
  });
});

describeEachDialect('posts', (dialect) => {
  const draft = {
    clientId,
    platform: 'x',
    account: '@northwind',
    text: 'Rye at 7: https://n.example/rye.',
    by: 'Anna',
  } as const;
  const monday = parseInstant('2026-03-09T08:00:00Z');

  test('go from draft to scheduled to simulated, and their story says who did what', async () => {
    const { social, db, clock } = await aHouse(dialect);
    const post = await social.posts.create(draft);
    expect(post).toMatchObject({ state: 'DRAFT', version: 1, links: ['https://n.example/rye'] });
    await social.posts.schedule(post.id, monday, 'Anna');
    expect(await social.posts.due()).toEqual([]);
    clock.set('2026-03-09T08:00:00Z');
    expect((await social.posts.due()).map(({ id }) => id)).toEqual([post.id]);
    const held = await db.transaction((tx) =>
      social.posts.settle(tx, post.id, { to: 'SCHEDULED', stoppedBy: ['Nobody approved it.'] }),
    );
    expect(held).toMatchObject({ state: 'SCHEDULED', stoppedBy: ['Nobody approved it.'] });
    const again = { to: 'SCHEDULED', stoppedBy: ['Nobody approved it.'] } as const;
    expect(await db.transaction((tx) => social.posts.settle(tx, post.id, again))).toEqual(held);
    const ledgerId = newId();
    await db.transaction((tx) => social.posts.settle(tx, post.id, { to: 'SIMULATED', ledgerId }));
    expect(await social.posts.get(post.id)).toMatchObject({ state: 'SIMULATED', ledgerId, stoppedBy: [] });
    expect((await social.posts.story(post.id)).map(({ by, what, why }) => [by, what, why])).toEqual([
      ['AICMO', 'Simulated: nothing left', null],
      ['AICMO', 'Held back', 'Nobody approved it.'],
      ['Anna', 'Scheduled', null],
      ['Anna', 'Written', null],
    ]);
  });

  test('refuse an edit of a version that somebody changed, and any change once they are through', async () => {
    const { social, db } = await aHouse(dialect);
    const { id } = await social.posts.create(draft);
    await social.posts.edit(id, { version: 1, text: 'Rye at 8', by: 'Ben' });
    await expect(social.posts.edit(id, { version: 1, text: 'Rye at 9', by: 'Anna' })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'post-edited',
    });
    expect(await social.posts.get(id)).toMatchObject({ text: 'Rye at 8', links: [], version: 2 });
    await social.posts.schedule(id, monday, 'Anna');
    await social.posts.cancel(id, 'Anna', 'Sold out');
    await expect(social.posts.edit(id, { version: 4, text: 'x', by: 'Anna' })).rejects.toMatchObject({
      code: 'post-closed',
    });
    await expect(
      db.transaction((tx) => social.posts.settle(tx, id, { to: 'SIMULATED', ledgerId: newId() })),
    ).rejects.toMatchObject({ code: 'post-move' });
    expect(await social.posts.copy(id, 'Anna')).toMatchObject({ state: 'DRAFT', version: 1, text: 'Rye at 8' });
  });

  test('are missed a day after their time and not before', async () => {
    const { social, clock } = await aHouse(dialect);
    const { id } = await social.posts.create(draft);
    await social.posts.schedule(id, monday, 'Anna');
    clock.set('2026-03-10T08:00:00Z');
    expect(await social.posts.missIfLate(id)).toBe(false);
    clock.set('2026-03-10T08:00:01Z');
    expect(await social.posts.missIfLate(id)).toBe(true);
    expect(await social.posts.get(id)).toMatchObject({ state: 'MISSED' });
  });

  test('need an account and a time to come', async () => {
    const { social } = await aHouse(dialect);
    await expect(social.posts.create({ ...draft, account: ' ' })).rejects.toMatchObject({ code: 'post-account' });
    const { id } = await social.posts.create(draft);
    await expect(social.posts.schedule(id, parseInstant('2026-03-02T10:00:00Z'), 'Anna')).rejects.toMatchObject({
      code: 'post-past',
    });
    await expect(social.posts.get(newId())).rejects.toMatchObject({ code: 'post-unknown' });
  });
});

describeEachDialect('the check of the sources', (dialect) => {
  test('is skipped without any, passes, and names those that failed with what to do', async () => {
    const { social, db, clock } = await aHouse(dialect);
    const run = async () => socialSentinels({ db })[0]?.run({ clock, signal: AbortSignal.timeout(5000) });
    expect(await run()).toMatchObject({ verdict: 'skipped' });
    const id = await social.sources.add({ clientId, name: 'Cuttings' });
    await social.sources.ingest(id, aFeed('rss', []));
    expect(await run()).toMatchObject({ verdict: 'pass' });
    await social.sources.ingest(id, 'no feed');
    expect(await run()).toMatchObject({
      verdict: 'fail',
      summary: expect.stringContaining('Cuttings'),
      remedy: { text: expect.any(String) },
    });
  });
});
