import { expect, test } from '@jest/globals';
import { bootstrapDatabaseSchema, openDatabase, type Database } from '@aicmo/core-db';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { coreEffectsMigrations, createControlFlags, createEgressDoor } from '@aicmo/core-effects';
import { hourMs, minuteMs } from '@aicmo/core-kernel';
import { fakeClock, type FakeClock } from '@aicmo/core-kernel/testing';
import { aLeadFile } from '../../testing/a-lead-file.ts';
import { createCam } from '../cam.ts';
import { camMigrations } from '../db/migrations/index.ts';
import { createOrchestrator } from './create-orchestrator.ts';

const people = 25;
const rounds = 30;
const scenarios = 6;
const seed = Number(process.env['AICMO_TEST_SEED'] ?? 1);

/** A repeatable stream of whole numbers: a linear congruential generator (Knuth, MMIX constants cut to 32 bits). */
function dice(start: number): (sides: number) => number {
  let state = start >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * sides);
  };
}

/** One worker: a connection of its own to the same database, as another process would have. */
async function aWorker(url: string, clock: FakeClock) {
  const db = await openDatabase(url);
  const flags = createControlFlags({ db, clock });
  const door = createEgressDoor({ db, clock, flags });
  return {
    db,
    flags,
    door,
    cam: createCam({ db, clock }),
    orchestrator: createOrchestrator({ db, clock, flags, door }),
  };
}
type Worker = Awaited<ReturnType<typeof aWorker>>;

/** Somebody does something at a random moment: a run that is broken off, a hold, a pause, time that goes by. */
async function disturb(
  roll: (sides: number) => number,
  worker: Worker,
  campaignId: string,
  clock: FakeClock,
): Promise<void> {
  switch (roll(6)) {
    case 0: {
      const { paused } = await worker.flags.read();
      await worker.flags.set({ paused: !paused, by: 'Ada', reason: 'a test' });
      break;
    }
    case 1: {
      const { status } = await worker.cam.campaigns.get(campaignId);
      await worker.cam.campaigns.move(campaignId, status === 'PAUSED' ? 'ACTIVE' : 'PAUSED', 'Ada');
      break;
    }
    case 2: {
      const lead = (await worker.cam.leads.list({ campaignId })).leads[roll(people)];
      if (lead) await worker.cam.leads.review(lead.id, lead.needsReview ? null : 'Look first.', 'Ada');
      break;
    }
    default:
      clock.advance((1 + roll(5)) * (roll(2) === 0 ? 10 * minuteMs : 5 * hourMs));
  }
}

async function runSometimesBroken(
  roll: (sides: number) => number,
  worker: Worker,
  campaignId: string,
  name: string,
): Promise<void> {
  const stop = new AbortController();
  if (roll(4) === 0) stop.abort();
  const asked = worker.orchestrator.run(campaignId, { by: name, signal: stop.signal, limit: 1 + roll(people) });
  if (roll(3) === 0) queueMicrotask(() => stop.abort());
  await asked;
}

/** Everything is released on a working morning, and one undisturbed run goes through. */
async function settle(worker: Worker, campaignId: string, clock: FakeClock): Promise<void> {
  await worker.flags.set({ paused: false, by: 'Ada', reason: 'the test is over' });
  await worker.cam.campaigns.move(campaignId, 'ACTIVE', 'Ada');
  clock.set('2026-06-01T09:00:00.000Z');
  await worker.orchestrator.run(campaignId, { by: 'worker 0' });
}

async function checkPromises({ cam, door }: Worker, campaignId: string): Promise<number> {
  const { attempts, total } = await cam.messages.list({ campaignId }, { limit: 500 });
  expect(attempts).toHaveLength(total);
  expect(new Set(attempts.map(({ enrolmentId, step, mode }) => `${enrolmentId} ${step} ${mode}`)).size).toBe(total);
  const made = attempts.filter(({ state }) => state === 'SIMULATED').length;
  expect((await door.ledger.counts()).SIMULATED ?? 0).toBe(made);
  expect(await door.ledger.externalSends()).toBe(0);
  for (const { state, reasons, notBefore } of attempts) {
    if (state === 'SIMULATED') expect(reasons).toEqual([]);
    else expect([state, reasons.length > 0]).toEqual([state, true]);
    if (state === 'BLOCKED') expect(notBefore).toBeNull();
  }
  const { leads } = await cam.leads.list({ campaignId }, { limit: 500 });
  expect(leads.filter(({ state }) => state !== 'QUALIFIED')).toEqual([]);
  return made;
}

async function aCampaign(worker: Worker): Promise<string> {
  const { cam } = worker;
  const sender = { senderName: 'Anna Berg', senderAddress: 'anna@nordlicht.example', postalAddress: 'Hafenstr. 1' };
  const client = await cam.clients.create({ name: 'Nordlicht', timeZone: 'Europe/Berlin', ...sender }, 'Ada');
  const campaign = await cam.campaigns.create(client.id, { name: 'Spring' }, 'Ada');
  await cam.campaigns.move(campaign.id, 'ACTIVE', 'Ada');
  const file = { clientId: client.id, campaignId: campaign.id, fileName: 'l.csv', bytes: aLeadFile(people) };
  await cam.imports.finished((await cam.imports.begin(file, 'Ada')).id);
  return campaign.id;
}

describeEachDialect('many disturbed runs by two workers', (dialect) => {
  test.each(Array.from({ length: scenarios }, (_unused, index) => seed + index))(
    'leave one message for each step, each with its ledger row or its reason (seed %p)',
    async (start) => {
      const roll = dice(start);
      const clock = fakeClock('2026-03-02T09:00:00.000Z');
      const url = await dialect.url();
      await bootstrapDatabaseSchema({ url, migrations: [coreEffectsMigrations, camMigrations], clock });
      const workers = [await aWorker(url, clock), await aWorker(url, clock)] as const;
      const databases: readonly Database[] = workers.map(({ db }) => db);
      try {
        const campaignId = await aCampaign(workers[0]);
        for (let round = 0; round < rounds; round += 1) {
          await disturb(roll, workers[roll(2)] ?? workers[0], campaignId, clock);
          await Promise.all(
            workers.map((worker, index) => runSometimesBroken(roll, worker, campaignId, `worker ${index}`)),
          );
        }
        await checkPromises(workers[1], campaignId);
        await settle(workers[0], campaignId, clock);
        expect(await checkPromises(workers[1], campaignId)).toBeGreaterThan(0);
      } finally {
        for (const db of databases) await db.close();
      }
    },
    300_000,
  );
});
