import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { expect, test } from '@jest/globals';
import { aLeadFile } from '../../testing/a-lead-file.ts';
import { dayMs } from '@aicmo/core-kernel';
import { createCam } from '../cam.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';

async function aHouse(dialect: TestDialect, people: number) {
  const db = await dialect.open([camMigrations]);
  const clock = fakeClock();
  const cam = createCam({ db, clock });
  const client = await cam.clients.create({ name: 'Nordlicht', timeZone: 'Europe/Berlin' }, 'Olga');
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Olga');
  const place = { clientId: client.id, campaignId: campaign.id, fileName: 'leads.csv', bytes: aLeadFile(people) };
  await cam.imports.finished((await cam.imports.begin(place, 'Olga')).id);
  const filter = { clientId: client.id };
  const counts = async () => (await cam.leads.counts(filter)).byState;
  return { db, clock, cam, filter, counts };
}

const moveOn = { kind: 'move', to: 'CONTACTED', reason: '' } as const;
const gaveUp = { kind: 'move', to: 'LOST', reason: 'The fair was cancelled' } as const;

describeEachDialect('one act on many leads', (dialect) => {
  test('moves all that match, takes them out of their sequences, and takes it back but for those changed since', async () => {
    const { cam, filter, counts } = await aHouse(dialect, 620);
    const all = { filter, expected: 620 };
    const { changed, leftAlone, undo } = await cam.bulk.act(all, gaveUp, 'Olga');
    expect([changed, leftAlone, undo?.what]).toEqual([620, [], 'Moved 620 leads to lost']);
    expect(await counts()).toEqual({ LOST: 620 });
    expect((await cam.leads.list({ ...filter, inSequence: true })).total).toBe(0);
    const [one] = (await cam.leads.list(filter, { limit: 1 })).leads;
    const detail = await cam.stories.read(one?.id ?? '');
    expect(detail.story.lines[0]).toMatchObject({ what: 'Moved to lost', why: gaveUp.reason, actor: 'Olga' });
    await cam.leads.move(one?.id ?? '', 'NEW', 'Olga');
    await cam.undo.undo(undo?.id ?? '', 'Olga');
    expect(await counts()).toEqual({ QUALIFIED: 619, NEW: 1 });
    expect((await cam.leads.list({ ...filter, inSequence: true })).total).toBe(619);
  });

  test('leaves alone whom it does not fit, and says how many and why', async () => {
    const { cam, filter } = await aHouse(dialect, 10);
    const { leads } = await cam.leads.list(filter);
    const ids = leads.map(({ id }) => id);
    await cam.bulk.act({ ids: ids.slice(0, 4) }, gaveUp, 'Olga');
    const moved = await cam.bulk.act({ ids }, { kind: 'move', to: 'CONTACTED', reason: '' }, 'Olga');
    expect(moved).toMatchObject({
      changed: 6,
      leftAlone: [{ why: 'lost, which cannot become contacted', leads: 4 }],
    });
    const routed = await cam.bulk.act({ ids }, { kind: 'sequence' }, 'Olga');
    expect(routed.changed).toBe(0);
    expect(routed.undo).toBeNull();
    expect(routed.leftAlone.reduce((sum, { leads: count }) => sum + count, 0)).toBe(10);
  });

  test('puts people off limits with a reason, also for later lists, and lifts it again when it is undone', async () => {
    const { cam, filter } = await aHouse(dialect, 5);
    const { leads } = await cam.leads.list(filter);
    const ids = leads.slice(0, 2).map(({ id }) => id);
    const never = { kind: 'never-contact', reason: 'They asked at the fair' } as const;
    await expect(cam.bulk.act({ ids }, { ...never, reason: ' ' }, 'Olga')).rejects.toMatchObject({
      code: 'bulk-reason',
    });
    const { undo } = await cam.bulk.act({ ids }, never, 'Olga');
    expect((await cam.leads.list({ ...filter, consent: 'DO_NOT_CONTACT' })).total).toBe(2);
    expect((await cam.stories.read(ids[0] ?? '')).suppressedBy).toHaveLength(1);
    await cam.undo.undo(undo?.id ?? '', 'Olga');
    expect((await cam.leads.list({ ...filter, consent: 'DO_NOT_CONTACT' })).total).toBe(0);
    expect((await cam.stories.read(ids[0] ?? '')).suppressedBy).toEqual([]);
  });

  test('waits for a person, and is refused where others match by now or each has to be said alone', async () => {
    const { cam, filter, counts } = await aHouse(dialect, 5);
    const { leads } = await cam.leads.list(filter);
    const ids = leads.slice(0, 3).map(({ id }) => id);
    const asked = await cam.bulk.act({ ids }, { kind: 'review', reason: 'Is this the right firm?' }, 'Olga');
    expect(asked.changed).toBe(3);
    expect((await cam.leads.counts(filter)).needsReview).toBe(3);
    const looked = await cam.bulk.act(
      { filter: { ...filter, needsReview: true }, expected: 3 },
      { kind: 'review', reason: null },
      'Olga',
    );
    expect(looked.changed).toBe(3);
    await expect(cam.bulk.act({ filter, expected: 4 }, gaveUp, 'Olga')).rejects.toThrow('now 5 do');
    await expect(cam.bulk.act({ ids }, { kind: 'move', to: 'WON', reason: '' }, 'Olga')).rejects.toMatchObject({
      code: 'bulk-won',
    });
    expect(await counts()).toEqual({ QUALIFIED: 5 });
  });

  test('counts once, and is undone, although the database asked for its transaction twice', async () => {
    const { db, clock, filter } = await aHouse(dialect, 3);
    let isFirst = true;
    const gaveWay = new Error('gave way to another');
    const transaction: typeof db.transaction = async (work, options) => {
      if (isFirst) {
        isFirst = false;
        const tried = db.transaction(async (tx) => Promise.reject((await work(tx), gaveWay)));
        await expect(tried).rejects.toBe(gaveWay);
      }
      return db.transaction(work, options);
    };
    const cam = createCam({ db: { ...db, transaction }, clock });
    const ids = (await cam.leads.list(filter)).leads.map(({ id }) => id);
    await createCam({ db, clock }).leads.move(ids[0] ?? '', 'CONTACTED', 'Olga');
    const { changed, leftAlone, undo } = await cam.bulk.act({ ids }, moveOn, 'Olga');
    expect([changed, leftAlone]).toEqual([2, [{ why: 'contacted already', leads: 1 }]]);
    await cam.undo.undo(undo?.id ?? '', 'Olga');
    expect((await cam.leads.counts(filter)).byState).toEqual({ QUALIFIED: 2, CONTACTED: 1 });
  });

  test('is taken back 500 at a time, and goes on where a program broke off, also a day later', async () => {
    const { db, clock, filter, counts } = await aHouse(dialect, 700);
    let left = Infinity;
    const transaction: typeof db.transaction = (work, options) => {
      if (left === 0) return Promise.reject(new Error('the machine went off'));
      left -= 1;
      return db.transaction(work, options);
    };
    const broken = createCam({ db: { ...db, transaction }, clock });
    const { undo } = await broken.bulk.act({ filter, expected: 700 }, gaveUp, 'Olga');
    left = 1;
    await expect(broken.undo.undo(undo?.id ?? '', 'Olga')).rejects.toThrow('went off');
    expect(await counts()).toEqual({ LOST: 200, QUALIFIED: 500 });
    const [one] = (await broken.leads.list({ ...filter, state: 'LOST' }, { limit: 1 })).leads;
    const cam = createCam({ db, clock });
    await cam.leads.move(one?.id ?? '', 'NEW', 'Ana');
    clock.advance(2 * dayMs);
    await cam.undo.finishBegun();
    expect(await counts()).toEqual({ QUALIFIED: 699, NEW: 1 });
    await cam.undo.finishBegun();
    await expect(cam.undo.undo(undo?.id ?? '', 'Olga')).rejects.toMatchObject({ code: 'undo-done' });
  });

  test('addresses are checked and leads scored again in the background, one pass for each client', async () => {
    const { cam, filter } = await aHouse(dialect, 4);
    const other = await cam.clients.create({ name: 'Kontor' }, 'Olga');
    const place = { clientId: other.id, campaignId: null, fileName: 'more.csv', bytes: aLeadFile(2) };
    await cam.imports.finished((await cam.imports.begin(place, 'Olga')).id);
    const ids = (await cam.leads.list(filter)).leads.slice(0, 3).map(({ id }) => id);
    const [run, ...more] = await cam.bulk.begin({ ids }, 'score', 'Olga');
    expect([run?.kind, run?.total, more]).toEqual(['SCORE', 3, []]);
    expect((await cam.leadRuns.finished(run?.id ?? '')).status).toBe('COMPLETED');
    const checks = await cam.bulk.begin({ filter: {}, expected: 6 }, 'check', 'Olga');
    expect(checks.map(({ kind, total }) => [kind, total]).sort()).toEqual([
      ['CHECK', 2],
      ['CHECK', 4],
    ]);
    for (const { id } of checks) expect((await cam.leadRuns.finished(id)).done).toBeGreaterThan(0);
    await expect(cam.bulk.begin({ filter: {}, expected: 5 }, 'score', 'Olga')).rejects.toThrow('now 6 do');
  });

  test('what acts changed is forgotten when nobody can take them back any more', async () => {
    const { db, clock, cam, filter } = await aHouse(dialect, 3);
    const ids = (await cam.leads.list(filter)).leads.map(({ id }) => id);
    await cam.bulk.act({ ids }, moveOn, 'Olga');
    clock.advance(3 * dayMs);
    await cam.bulk.act({ ids: ids.slice(0, 1) }, gaveUp, 'Olga');
    const kept = await db.handle<CamTables>('cam').in().selectFrom('camBulkChange').select('leadId').execute();
    expect(kept).toEqual([{ leadId: ids[0] }]);
  });

  test('a list is saved under a name, replaced under the same one, and given back when it is removed', async () => {
    const { cam, filter } = await aHouse(dialect, 1);
    const view = { clientId: filter.clientId, name: ' Hot,  not contacted ', query: 'tier=HOT&state=QUALIFIED' };
    await cam.views.save(view, 'Olga');
    const saved = await cam.views.save({ ...view, query: 'tier=HOT' }, 'Olga');
    await cam.views.save({ clientId: null, name: 'All lost', query: 'state=LOST' }, 'Olga');
    expect((await cam.views.list(filter.clientId)).map(({ name, query }) => [name, query])).toEqual([
      ['All lost', 'state=LOST'],
      ['Hot, not contacted', 'tier=HOT'],
    ]);
    expect(await cam.views.list(null)).toHaveLength(1);
    expect(await cam.views.remove(saved.id)).toEqual(saved);
    await expect(cam.views.remove(saved.id)).rejects.toMatchObject({ code: 'view-unknown' });
    await expect(cam.views.save({ ...view, name: ' ' }, 'Olga')).rejects.toMatchObject({ code: 'view-name' });
  });
});
