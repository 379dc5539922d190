import { expect, test } from '@jest/globals';
import { coreEffectsMigrations, createControlFlags, createEgressDoor } from '@aicmo/core-effects';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { parseInstant } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { aLeadFile } from '../../testing/a-lead-file.ts';
import { createCam } from '../cam.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { planOf, watchedDatabase } from '../db/watched-database.ts';
import { createLeadStore } from '../leads/lead-store.ts';
import { createOrchestrator } from '../orchestrator/create-orchestrator.ts';
import { createSuppressionStore } from '../suppression/suppression-store.ts';
import { dueQueries, lookDue, neverDue } from './due-queries.ts';
import { createOutreachStore } from './outreach-store.ts';

const now = parseInstant('2026-03-02T10:00:00Z');

describeEachDialect('the search for what is due', (dialect) => {
  test('reads ranges of one index in its order, and sorts no more than what is due', async () => {
    const { db, seen } = watchedDatabase(await dialect.open([camMigrations]));
    const store = createOutreachStore(db.handle<CamTables>('cam'));
    const search = { campaignId: 'k', mode: 'LIVE', now, limit: 500, withLooks: true, withBlocked: true } as const;
    await store.due(search);
    await store.countDue('k', 'LIVE', now);
    await store.nextDue('k', 'LIVE');
    await db.transaction((tx) => store.cancelOrphans(tx, 'k', now));
    const asked = seen.filter(({ sql }) => sql.includes('cam_enrolment'));
    expect(asked.length).toBeGreaterThan(12);
    for (const query of asked) {
      const plan = await planOf(db, query);
      expect({ sql: query.sql, plan }).toMatchObject({ plan: expect.stringMatching(/cam_enrolment_(?:due_|current)/) });
      expect(plan).not.toMatch(/SCAN (?!some\b|CONSTANT)|Seq Scan|TEMP B-TREE/);
    }
    const fresh = asked.filter(({ sql }) => / is null/.test(sql) && /order by/.test(sql));
    expect(fresh.length).toBe(2);
    for (const query of fresh) expect(await planOf(db, query)).not.toMatch(/\bSort\b/);
  });

  test('is followed by reading what the found ones need by their keys, however long the tables are', async () => {
    const { db, seen } = watchedDatabase(await dialect.open([camMigrations]));
    const handle = db.handle<CamTables>('cam');
    await createSuppressionStore(handle).matching(['c'], ['jo@example.com', 'example.com']);
    await db.transaction((tx) => createOutreachStore(handle).endedTasks(tx, 'k'));
    const plans = await Promise.all(seen.map((query) => planOf(db, query)));
    const keys = { sqlite: [/kind=\? AND value=\?/, /_by_task/], postgres: [/cam_suppression_/, /_by_task/] }[
      dialect.name
    ];
    expect(plans).toEqual(keys.map((key) => expect.stringMatching(key)));
  });

  test('looks again at a sequence that was stopped and started again, also when a run has passed between', async () => {
    const db = await dialect.open([coreEffectsMigrations, camMigrations]);
    const clock = fakeClock('2026-03-02T18:00:00.000Z');
    const flags = createControlFlags({ db, clock });
    const orchestrator = createOrchestrator({ db, clock, flags, door: createEgressDoor({ db, clock, flags }) });
    const cam = createCam({ db, clock });
    const client = await cam.clients.create({ name: 'Nordlicht', timeZone: 'Europe/Berlin' }, 'Anna');
    const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Anna');
    await cam.campaigns.move(campaign.id, 'ACTIVE', 'Anna');
    const file = { fileName: 'l.csv', bytes: aLeadFile(1) };
    const batch = await cam.imports.begin({ clientId: client.id, campaignId: campaign.id, ...file }, 'Anna');
    await cam.imports.finished(batch.id);
    const states = async () =>
      (await cam.messages.list({ campaignId: campaign.id })).attempts.map(({ state }) => state);
    await orchestrator.run(campaign.id, { by: 'Anna' });
    const [lead] = (await cam.leads.list()).leads;
    const undo = await cam.leadActs.lose(lead?.id ?? '', 'NOT_INTERESTED', '', 'Anna');
    await orchestrator.run(campaign.id, { by: 'Anna' });
    expect(await states()).toEqual(['CANCELLED']);
    await cam.undo.undo(undo.id, 'Anna');
    expect(await orchestrator.due(campaign.id)).toMatchObject({ due: 1 });
    clock.set('2026-03-03T10:00:00.000Z');
    await orchestrator.run(campaign.id, { by: 'Anna' });
    expect(await states()).toEqual(['SIMULATED']);
  });

  test('takes first messages by the score that leads have now', async () => {
    const db = await dialect.open([camMigrations]);
    const handle = db.handle<CamTables>('cam');
    const cam = createCam({ db, clock: fakeClock() });
    const client = await cam.clients.create({ name: 'Nordlicht' }, 'Anna');
    const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Anna');
    const file = { fileName: 'l.csv', bytes: aLeadFile(6) };
    const batch = await cam.imports.begin({ clientId: client.id, campaignId: campaign.id, ...file }, 'Anna');
    await cam.imports.finished(batch.id);
    const search = {
      campaignId: campaign.id,
      mode: 'LIVE',
      now,
      limit: 9,
      withLooks: true,
      withBlocked: true,
    } as const;
    const served = async () => {
      const ids = await createOutreachStore(handle).due(search);
      const ways = await handle.in().selectFrom('camEnrolment').select(['id', 'leadId']).execute();
      return ids.map((id) => ways.find((way) => way.id === id)?.leadId ?? '');
    };
    const { leads } = await cam.leads.list({}, { order: { by: 'score', direction: 'desc' } });
    const before = await served();
    const scoreOf = (id: string) => leads.find((lead) => lead.id === id)?.score ?? 0;
    expect(before.map(scoreOf)).toEqual(leads.map(({ score }) => score ?? 0));
    const last = before.at(-1) ?? '';
    await db.transaction((tx) => createLeadStore({ db, handle }).update(tx, last, { score: 1 }));
    expect((await served())[0]).toBe(last);
  });

  test('plans so many ahead and no more, takes up new ones as places become free, and is not due meanwhile', async () => {
    const db = await dialect.open([camMigrations]);
    const handle = db.handle<CamTables>('cam');
    const way = { clientId: 'c', campaignId: 'k', sequenceId: 's', tier: null, statusReason: '', createdBy: 'x' };
    const row = (number: number, status = 'ACTIVE') => ({
      ...{ ...way, id: `e${number}`, leadId: `l${number}`, status, startedAt: now, createdAt: now, updatedAt: now },
      rank: number / 10,
    });
    await handle
      .in()
      .insertInto('camEnrolment')
      .values([0, 1, 2, 3, 4].map((number) => row(number)))
      .execute();
    const { due, countDue, nextDue } = dueQueries(handle, 3);
    const search = { campaignId: 'k', mode: 'LIVE', now, limit: 9, withLooks: false, withBlocked: false } as const;
    expect(await due(search)).toEqual(['e0', 'e1', 'e2']);
    expect(await countDue('k', 'LIVE', now)).toEqual({ due: 3, blocked: 0 });
    const later = '2026-03-03T10:00:00.000Z';
    const set = (id: string, dueLive: string) =>
      handle.in().updateTable('camEnrolment').set({ dueLive }).where('id', '=', id).execute();
    for (const number of [0, 1]) await set(`e${number}`, lookDue);
    await set('e2', later);
    await handle.in().insertInto('camOutreachAttempt').values(planned('e2', later)).execute();
    expect(await due(search)).toEqual([]);
    expect(await countDue('k', 'LIVE', now)).toEqual({ due: 0, blocked: 2 });
    expect(await nextDue('k', 'LIVE')).toBe(later);
    await set('e0', neverDue);
    expect(await due(search)).toEqual(['e3']);
  });
});

const planned = (enrolmentId: string, notBefore: string) => ({
  ...{
    id: `of-${enrolmentId}`,
    clientId: 'c',
    campaignId: 'k',
    leadId: 'l',
    enrolmentId,
    sequenceId: 's',
    stepId: 't',
  },
  ...{ step: 1, mode: 'LIVE', channel: 'email', status: 'SCHEDULED', notBefore, reasons: '[]', recipient: '' },
  ...{ subject: '', body: '', retryCount: 0, evidence: '{}', plannedAt: now, createdAt: now, updatedAt: now },
});
