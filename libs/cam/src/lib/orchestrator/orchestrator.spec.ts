import { expect, test } from '@jest/globals';
import { coreEffectsMigrations, createControlFlags, createEgressDoor } from '@aicmo/core-effects';
import type { Database } from '@aicmo/core-db';
import { describeEachDialect, type TestDialect } from '@aicmo/core-db/testing';
import { dayMs, hourMs } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { sql } from 'kysely';
import type { CampaignDraft } from '../../contract/campaign.ts';
import type { OrchestratorRun } from '../../contract/orchestrator-run.ts';
import { aLeadFile } from '../../testing/a-lead-file.ts';
import { createCam } from '../cam.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { createOrchestrator } from './create-orchestrator.ts';
import { noCounters } from './run-rules.ts';

const by = 'Anna';
type House = Awaited<ReturnType<typeof openHouse>>;

async function openHouse(
  dialect: TestDialect,
  options: { readonly people?: number; readonly draft?: Partial<CampaignDraft>; readonly at?: string } = {},
) {
  const db = await dialect.open([coreEffectsMigrations, camMigrations]);
  const clock = fakeClock(options.at ?? '2026-03-02T09:00:00.000Z');
  const flags = createControlFlags({ db, clock });
  const door = createEgressDoor({ db, clock, flags });
  const cam = createCam({ db, clock });
  const client = await cam.clients.create(
    {
      name: 'Nordlicht',
      timeZone: 'Europe/Berlin',
      senderName: 'Anna Berg',
      senderAddress: 'anna@nordlicht.example',
      postalAddress: 'Hafenstr. 1',
    },
    by,
  );
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring', ...options.draft }, by);
  await cam.campaigns.move(campaign.id, 'ACTIVE', by);
  const bytes = aLeadFile(options.people ?? 3);
  const batch = await cam.imports.begin({ clientId: client.id, campaignId: campaign.id, fileName: 'l.csv', bytes }, by);
  expect(await cam.imports.finished(batch.id)).toMatchObject({ status: 'COMPLETED', enrolled: options.people ?? 3 });
  const orchestrator = createOrchestrator({ db, clock, flags, door });
  return { db, clock, flags, door, cam, client, campaign, orchestrator };
}

async function run({ orchestrator, campaign }: House): Promise<OrchestratorRun> {
  const outcome = await orchestrator.run(campaign.id, { by });
  if (!outcome.claimed) throw new Error(outcome.text);
  return outcome.run;
}
const messages = async ({ cam, campaign }: House) =>
  (await cam.messages.list({ campaignId: campaign.id }, { limit: 500 })).attempts;
const states = async (house: House) => (await messages(house)).map(({ step, state }) => `${step} ${state}`);
const leads = async ({ cam, campaign }: House) => (await cam.leads.list({ campaignId: campaign.id })).leads;
const execute = async (db: Database, statement: ReturnType<typeof sql>) =>
  statement.execute(db.handle<CamTables>('cam').in());

describeEachDialect('a run of a campaign', (dialect) => {
  test('leaves exactly one message for each lead, rendered, with the moment at which it goes', async () => {
    const house = await openHouse(dialect, { people: 12 });
    const done = await run(house);
    expect(done).toMatchObject({ status: 'COMPLETED', mode: 'SIMULATION', holder: by, campaignName: 'Spring' });
    expect(done.counters).toEqual({ ...noCounters, due: 12, simulated: 1, scheduled: 11 });
    const all = await messages(house);
    expect(new Set(all.map(({ leadId }) => leadId)).size).toBe(12);
    for (const each of all) {
      expect(each.body).toContain('Anna Berg');
      expect(each.subject).not.toBe('');
    }
    const planned = all.flatMap(({ notBefore }) => (notBefore === null ? [] : [notBefore]));
    expect(planned).toHaveLength(11);
    expect([...planned].sort()).toEqual(planned);
    expect(planned.filter((at) => at.startsWith('2026-03-02'))).toHaveLength(9);
    expect(done.nextDueAt).toBe(planned[0]);
    expect(all.find(({ state }) => state === 'SCHEDULED')?.reasons[0]?.code).toBe('mailbox-gap');
    expect(all.at(-1)?.reasons.map(({ code }) => code)).toEqual(['cap-mailbox', 'mailbox-gap']);
  });

  test('every counter opens the rows that it counted, also after a later run has changed them', async () => {
    const house = await openHouse(dialect, { people: 3 });
    const first = await run(house);
    house.clock.set(first.nextDueAt ?? '');
    const second = await run(house);
    expect(second.counters).toMatchObject({ due: 1, simulated: 1 });
    for (const [runId, outcome, count] of [
      [first.id, 'SIMULATED', 1],
      [first.id, 'SCHEDULED', 2],
      [second.id, 'SIMULATED', 1],
      [second.id, 'BLOCKED', 0],
    ] as const) {
      expect((await house.cam.messages.list({ runId, outcome })).total).toBe(count);
    }
    expect((await house.cam.messages.list({ runId: first.id })).total).toBe(3);
  });

  test('a second run in the same minute does nothing twice', async () => {
    const house = await openHouse(dialect, { people: 4 });
    await run(house);
    const before = await messages(house);
    const again = await run(house);
    expect(again.counters).toEqual(noCounters);
    expect(await messages(house)).toEqual(before);
    expect(await house.door.ledger.list()).toHaveLength(1);
  });

  test('outside the window nothing goes, but every message is rendered and says when', async () => {
    const house = await openHouse(dialect, { people: 2, at: '2026-11-22T12:00:00.000Z' });
    const done = await run(house);
    expect(done.counters).toMatchObject({ simulated: 0, scheduled: 2 });
    const [first] = await messages(house);
    expect(first).toMatchObject({ state: 'SCHEDULED', notBefore: '2026-11-23T08:00:00.000Z' });
    expect(first?.reasons.map(({ code }) => code)).toEqual(['outside-window']);
    expect(first?.body).toContain('Anna Berg');
  });

  test('of two runs at once one claims, and the other is told who holds it and since when', async () => {
    const house = await openHouse(dialect, { people: 5 });
    const outcomes = await Promise.all([
      house.orchestrator.run(house.campaign.id, { by: 'Anna' }),
      house.orchestrator.run(house.campaign.id, { by: 'Ben' }),
    ]);
    const winner = outcomes.find((outcome) => outcome.claimed);
    const loser = outcomes.find((outcome) => !outcome.claimed);
    expect(winner).toMatchObject({ run: { status: 'COMPLETED', counters: { due: 5 } } });
    expect(loser).toMatchObject({ holder: winner?.claimed ? winner.run.holder : '', since: house.clock.now() });
    expect(await messages(house)).toHaveLength(5);
  });

  test('a run whose worker vanished is taken over when its lease is over, and is fenced off afterwards', async () => {
    const house = await openHouse(dialect, { people: 3 });
    const { db, clock, orchestrator, campaign, client } = house;
    await execute(
      db,
      sql`insert into cam_orchestrator_claim (campaign_id, run_id, worker, lease_until, fencing_token)
      values (${campaign.id}, 'dead', 'Ben', '2026-03-02T09:00:20.000Z', 7)`,
    );
    await execute(
      db,
      sql`insert into cam_orchestrator_run
      (id, client_id, campaign_id, mode, status, worker, lease_until, fencing_token, counters, outcome, error, started_by, started_at, heartbeat_at)
      values ('dead', ${client.id}, ${campaign.id}, 'SIMULATION', 'RUNNING', 'Ben', '2026-03-02T09:00:20.000Z', 7,
      '{"due":0,"simulated":0,"proofed":0,"scheduled":0,"blocked":0,"left":0,"nextDueAt":null}', '', '', 'Ben', '2026-03-02T08:59:50.000Z', '2026-03-02T08:59:50.000Z')`,
    );
    expect(await orchestrator.run(campaign.id, { by })).toMatchObject({
      claimed: false,
      holder: 'Ben',
      since: '2026-03-02T08:59:50.000Z',
    });
    clock.advance(21_000);
    const done = await run(house);
    expect(done).toMatchObject({ status: 'COMPLETED', fence: 8, counters: { due: 3 } });
    expect(await orchestrator.get('dead')).toMatchObject({ status: 'FAILED' });
  });

  test('a worker that was taken over in the middle writes nothing more', async () => {
    const house = await openHouse(dialect, { people: 4 });
    const { db, campaign, flags, door, clock } = house;
    let served = 0;
    const slow = createOrchestrator({
      ...{ db, clock, flags },
      door: {
        ...door,
        deliver: async (tx, delivery) => {
          served += 1;
          await db
            .handle<CamTables>('cam')
            .in(tx)
            .updateTable('camOrchestratorClaim')
            .set({ fencingToken: 99, worker: 'Ben' })
            .execute();
          return door.deliver(tx, delivery);
        },
      },
    });
    const outcome = await slow.run(campaign.id, { by });
    expect(served).toBe(1);
    expect(outcome).toMatchObject({ claimed: true, run: { status: 'RUNNING' } });
    expect(await messages(house)).toHaveLength(1);
  });

  test('the figures of a run that never told its end count the messages that it had done', async () => {
    const house = await openHouse(dialect, { people: 4 });
    const { db, campaign, flags, door, clock } = house;
    const handle = db.handle<CamTables>('cam');
    const cutOff = createOrchestrator({
      ...{ db, clock, flags },
      door: {
        ...door,
        deliver: async (tx, delivery) => {
          await handle.in(tx).updateTable('camOrchestratorClaim').set({ fencingToken: 99 }).execute();
          return door.deliver(tx, delivery);
        },
      },
    });
    const gone = await cutOff.run(campaign.id, { by });
    if (!gone.claimed) throw new Error(gone.text);
    clock.advance(31_000);
    await run(house);
    const found = await house.orchestrator.get(gone.run.id);
    expect(found).toMatchObject({ status: 'FAILED', counters: { due: 1, simulated: 1, scheduled: 0 } });
    expect((await house.cam.messages.list({ runId: gone.run.id })).total).toBe(found.counters.due);
  });

  test('a run that dies on a message keeps what was done, and the next one goes on', async () => {
    const house = await openHouse(dialect, { people: 3 });
    const { db, campaign, flags, door, clock } = house;
    const broken = createOrchestrator({
      ...{ db, clock, flags },
      door: { ...door, deliver: async () => Promise.reject(new Error('The disk is full.')) },
    });
    const failed = await broken.run(campaign.id, { by });
    expect(failed).toMatchObject({ run: { status: 'FAILED', counters: { due: 0 } } });
    expect(failed.claimed && failed.run.reason).toContain('The disk is full.');
    expect(await messages(house)).toEqual([]);
    expect((await run(house)).counters).toMatchObject({ due: 3, simulated: 1 });
  });

  test('one message that cannot be made does not hold back those behind it, and the run says so', async () => {
    const house = await openHouse(dialect, { people: 4 });
    const [first] = await leads(house);
    await execute(house.db, sql`update cam_lead set fields = 'not json' where id = ${first?.id ?? ''}`);
    const done = await run(house);
    expect(done).toMatchObject({ status: 'FAILED', counters: { due: 3, left: 1 } });
    expect(done.reason).toContain('1 message could not be made');
    expect((await messages(house)).map(({ leadId }) => leadId)).not.toContain(first?.id);
    expect((await run(house)).counters).toMatchObject({ due: 0, left: 1 });
  });

  test('a campaign that is not active is not run, and says what to do', async () => {
    const house = await openHouse(dialect);
    await house.cam.campaigns.move(house.campaign.id, 'PAUSED', by, 'holiday');
    expect(await run(house)).toMatchObject({
      status: 'STOPPED',
      reason: '“Spring” is paused, so nothing was done. Activate it, then run it again.',
    });
    expect(await messages(house)).toEqual([]);
  });

  test('on hold every message waits with that reason, and goes when the hold is released', async () => {
    const house = await openHouse(dialect, { people: 2 });
    await house.flags.set({ paused: true, by, reason: 'storm' });
    expect((await run(house)).counters).toMatchObject({ simulated: 0, scheduled: 2 });
    expect((await messages(house)).map(({ reasons }) => reasons[0]?.code)).toEqual(['house-paused', 'house-paused']);
    expect((await run(house)).counters.due).toBe(0);
    await house.flags.set({ paused: false, by, reason: 'over' });
    expect((await run(house)).counters).toMatchObject({ simulated: 1, scheduled: 1 });
  });

  test('what blocks is listed whole, and when a person lifts it the message is planned again', async () => {
    const house = await openHouse(dialect, { people: 1 });
    const [lead] = await leads(house);
    const id = lead?.id ?? '';
    await house.cam.leads.review(id, 'same name as a client', by);
    const entry = await house.cam.suppression.add(
      {
        clientId: null,
        kind: 'domain',
        value: lead?.companyDomain || (lead?.email.split('@')[1] ?? ''),
        reason: 'competitor',
        source: 'operator',
      },
      by,
    );
    expect((await run(house)).counters).toMatchObject({ blocked: 1 });
    const [held] = await messages(house);
    expect(held?.reasons.map(({ code }) => code)).toEqual(['suppressed-blocked-domain', 'review-pending']);
    expect(held?.body).toContain('Anna Berg');
    await house.cam.suppression.remove(entry.id, 'a mistake', by);
    await house.cam.leads.review(id, null, by);
    expect((await run(house)).counters).toMatchObject({ simulated: 1 });
    expect(await states(house)).toEqual(['1 SIMULATED']);
    const story = (await house.cam.stories.read(id)).story.lines.map(({ what }) => what);
    expect(story.some((what) => what.startsWith('Message 1 of “Spring” simulated'))).toBe(true);
    expect(story.some((what) => what.startsWith('Message 1 of “Spring” held back'))).toBe(true);
  });

  test('a rehearsal never moves a lead and says what would be missing for real', async () => {
    const house = await openHouse(dialect, { people: 1 });
    await run(house);
    const [message] = await messages(house);
    expect(message).toMatchObject({ state: 'SIMULATED', reasons: [] });
    expect(message?.wouldBe.map(({ code }) => code)).toEqual(['channel-not-configured']);
    expect((await leads(house)).map(({ state }) => state)).toEqual(['QUALIFIED']);
  });

  test('a live campaign in proof mode counts from its own first message and blocks without a postal address', async () => {
    const house = await openHouse(dialect, { people: 1 });
    await run(house);
    await execute(house.db, sql`update cam_campaign set mode = 'LIVE'`);
    expect((await run(house)).counters).toMatchObject({ proofed: 1 });
    await execute(house.db, sql`update cam_client set postal_address = ''`);
    house.clock.advance(8 * dayMs);
    await run(house);
    const all = await messages(house);
    expect(all.map(({ step, mode, state }) => `${step} ${mode} ${state}`).sort()).toEqual([
      '1 PROOF PROOFED',
      '1 SIMULATION SIMULATED',
      '2 PROOF BLOCKED',
    ]);
    expect(await house.door.ledger.list()).toHaveLength(2);
  });

  test('follow-ups come on their day, before new leads, and the sequence ends', async () => {
    const house = await openHouse(dialect, {
      people: 1,
      draft: {
        limits: { perDay: 1, window: { days: [1, 2, 3, 4, 5, 6, 7], spans: [{ from: '00:00', to: '24:00' }] } },
      },
    });
    await run(house);
    const [lead] = await leads(house);
    house.clock.advance(7 * dayMs);
    const bytes = aLeadFile(1, { from: 50 });
    const more = await house.cam.imports.begin(
      { clientId: house.client.id, campaignId: house.campaign.id, fileName: 'm.csv', bytes },
      by,
    );
    await house.cam.imports.finished(more.id);
    expect((await run(house)).counters).toMatchObject({ due: 2, simulated: 1, scheduled: 1 });
    const simulated = (await house.cam.messages.list({ leadId: lead?.id ?? '' })).attempts;
    expect(simulated.map(({ step, state }) => `${step} ${state}`)).toContain('2 SIMULATED');
    expect(simulated[0]?.subject.startsWith('Re: ')).toBe(true);
    for (let day = 0; day < 70; day += 1) {
      house.clock.advance(dayMs + hourMs);
      await run(house);
    }
    const last = (await house.cam.messages.list({ leadId: lead?.id ?? '' })).attempts;
    expect(last).toHaveLength(last[0]?.stepCount ?? 0);
    expect(last.every(({ state }) => state === 'SIMULATED')).toBe(true);
    expect(await house.orchestrator.due(house.campaign.id)).toMatchObject({ due: 0, nextDueAt: null });
  });

  test('a lead whose sequence was stopped gets nothing, and what waited for it is cancelled', async () => {
    const house = await openHouse(dialect, { people: 1, at: '2026-11-22T12:00:00.000Z' });
    await run(house);
    const [message] = await messages(house);
    await house.cam.enrolments.move(message?.enrolmentId ?? '', { to: 'STOPPED', reason: 'replied' }, by);
    house.clock.advance(dayMs);
    expect((await run(house)).counters.due).toBe(0);
    expect(await states(house)).toEqual(['1 CANCELLED']);
  });

  test('a message with a leftover placeholder or a missing value is blocked, naming lead and field', async () => {
    const house = await openHouse(dialect, { people: 1 });
    const [lead] = await leads(house);
    const own = await house.cam.sequences.copy('00000000-0000-7000-8000-000000001000', house.client.id, by);
    const step = {
      day: 0,
      channel: 'email' as const,
      subject: 'Hi {{ lead.firstName }}',
      body: 'In {{ lead.industry }}, [your name]',
    };
    await house.cam.sequences.edit(own.id, { name: 'Own', goal: '', version: 1, steps: [step] }, by);
    await execute(house.db, sql`update cam_enrolment set sequence_id = ${own.id}, sequence_version = 2`);
    await run(house);
    const [blocked] = await messages(house);
    expect(blocked?.state).toBe('BLOCKED');
    expect(blocked?.reasons.map(({ text }) => text).join()).toContain(`${lead?.name} has no "Industry"`);
    await execute(house.db, sql`update cam_lead set industry = 'Freight'`);
    await run(house);
    expect((await messages(house))[0]?.reasons.map(({ code }) => code)).toEqual(['content-placeholder']);
  });

  test('an edited sequence with an unknown variable is refused, naming step, field and the nearest name', async () => {
    const house = await openHouse(dialect, { people: 1 });
    const own = await house.cam.sequences.copy('00000000-0000-7000-8000-000000001000', house.client.id, by);
    const steps = [{ day: 0, channel: 'email' as const, subject: 'Hi {{ lead.first_name }}', body: 'Text' }];
    await expect(
      house.cam.sequences.edit(own.id, { name: 'Own', goal: '', version: 1, steps }, by),
    ).rejects.toMatchObject({
      kind: 'invalid',
      code: 'sequence-unknown-variable',
      details: { step: 1, field: 'subject', variable: 'lead.first_name' },
    });
    const good = [{ ...steps[0], subject: 'Hi', body: 'Text' }].map((step) => ({
      day: 0,
      channel: 'email' as const,
      subject: step.subject,
      body: step.body,
    }));
    await house.cam.sequences.edit(own.id, { name: 'Own', goal: '', version: 1, steps: good }, by);
    await expect(
      house.cam.sequences.edit(own.id, { name: 'Own', goal: '', version: 1, steps: good }, by),
    ).rejects.toMatchObject({ code: 'sequence-version' });
    await expect(
      house.cam.sequences.edit(
        '00000000-0000-7000-8000-000000001000',
        { name: 'X', goal: '', version: 1, steps: good },
        by,
      ),
    ).rejects.toMatchObject({ code: 'sequence-built-in' });
  });
});
