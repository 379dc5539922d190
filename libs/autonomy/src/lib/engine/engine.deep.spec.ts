import { expect, test } from '@jest/globals';
import { bootstrapDatabaseSchema, openDatabase, type Database } from '@aicmo/core-db';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { isAppError, type ActionId, type ClientId } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import type { ActionView } from '../../contract/action.ts';
import { autonomyModes } from '../../contract/policy.ts';
import { aProposal } from '../../testing/a-proposal.ts';
import { anAction } from '../../testing/an-action.ts';
import { fakeFlags } from '../../testing/fake-flags.ts';
import { fakeTimers } from '../../testing/fake-timers.ts';
import { createAutonomy, type Autonomy } from '../autonomy.ts';
import { autonomyMigrations } from '../db/migrations/index.ts';

const scenarios = 20;
const steps = 120;
const seed = Number(process.env['AICMO_TEST_SEED'] ?? 1);
const clientId = 'client-1' as ClientId; // a spec may name its own ids

/** A repeatable stream of whole numbers below `sides` (mulberry32). */
function dice(start: number): (sides: number) => number {
  let state = start >>> 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * sides);
  };
}

/** Lets everything else go on: SQLite answers within one turn of the event loop. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What the world saw of one action. */
interface Seen {
  begun: number;
  succeeded: number;
}

/** Two workers on connections of their own, and people who decide, hold, narrow and settle at random moments. */
async function aWorld(url: string, roll: (sides: number) => number) {
  const clock = fakeClock();
  const flags = fakeFlags();
  const seen = new Map<string, Seen>();
  const broken: string[] = [];
  const work = { transactions: 0, handlers: 0, dead: 0 };
  const graves = Promise.withResolvers<void>();
  const { action } = anAction(async (_, { actionId }) => {
    const facts = seen.get(actionId) ?? { begun: 0, succeeded: 0 };
    seen.set(actionId, facts);
    facts.begun += 1;
    if (flags.paused || flags.killed) broken.push(`${actionId} began while everything was held`);
    const fate = roll(6);
    work.handlers += 1;
    if (fate === 0) {
      work.dead += 1; // as far as anybody can see, its worker died; at the very end it turns out to have been late
      await graves.promise;
      return { ok: true, summary: 'Late.' };
    }
    await turn();
    work.handlers -= 1;
    if (fate === 1) throw new Error('no answer');
    if (fate === 2) return { ok: false, refusals: [{ code: 'later', text: 'Not now.', liftedBy: 'time' }] };
    facts.succeeded += 1;
    return { ok: true, summary: 'Done.' };
  });
  const databases = [await openDatabase(url), await openDatabase(url)] as const;
  const workers = databases.map((db) =>
    createAutonomy({
      db: counting(db, work),
      clock,
      flags,
      timers: fakeTimers(),
      actions: [action],
      workersFolder: '',
    }),
  );
  const ticks: Promise<unknown>[] = [];
  return {
    ...{ clock, flags, seen, broken, workers },
    /** Both workers pass at once; over when they are, or when nothing moves but what died. */
    pass: async (): Promise<void> => {
      const both = Promise.all(workers.map((worker, index) => worker.engine.tick(`worker ${index}`)));
      ticks.push(both);
      let isOver = false;
      void both.finally(() => (isOver = true)).catch(() => undefined); // told by `close`
      for (let quiet = 0; quiet < 3 && !isOver;) {
        await turn();
        for (const worker of workers) await worker.actions.count();
        quiet = work.transactions === 0 && work.handlers === work.dead && work.dead > 0 ? quiet + 1 : 0;
      }
    },
    close: async (): Promise<void> => {
      graves.resolve();
      await Promise.all(ticks);
      for (const db of databases) await db.close();
    },
  };
}

/** The same database, with how many transactions are open. */
const counting = (db: Database, work: { transactions: number }): Database => ({
  ...db,
  transaction: async (run) => {
    work.transactions += 1;
    try {
      return await db.transaction(run);
    } finally {
      work.transactions -= 1;
    }
  },
});

/** Whoever came second, or too late, is told so; anything else is a fault. */
async function allowConflict(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!isAppError(error) || error.kind !== 'conflict') throw error;
  });
}

async function decideSomething({ actions }: Autonomy, roll: (sides: number) => number): Promise<void> {
  const all = await actions.list();
  const action = all[roll(Math.max(1, all.length))];
  const move = action?.moves[roll(Math.max(1, action.moves.length))];
  if (!action || !move) return;
  const word = { id: action.id as ActionId, by: 'Ana', reason: 'a test' }; // ids cross contracts as text
  if (move === 'approve') await allowConflict(actions.decide({ ...word, verdict: 'APPROVED' }));
  if (move === 'reject') await allowConflict(actions.decide({ ...word, verdict: 'REJECTED' }));
  if (move === 'cancel' && roll(3) === 0) await allowConflict(actions.cancel(word));
  if (move === 'requeue') await allowConflict(actions.requeue(word));
  if (move === 'settle') await allowConflict(actions.settle({ ...word, wasDone: roll(2) === 0 }));
}

async function setMode({ policies }: Autonomy, roll: (sides: number) => number): Promise<void> {
  const { version } = await policies.read(clientId);
  const policy = { clientId, mode: autonomyModes[roll(3)] ?? 'MANUAL', narrower: [] };
  await allowConflict(policies.set({ policy, version, by: 'Ana', reason: 'a test' }));
}

describeEachDialect('two workers and people who interfere', (dialect) => {
  test.each(Array.from({ length: scenarios }, (_, index) => seed * 1000 + index))(
    'nothing runs twice, unasked or while it is held (seed %i)',
    async (start) => {
      const roll = dice(start);
      const url = await dialect.url();
      await bootstrapDatabaseSchema({ url, migrations: [autonomyMigrations] });
      const { clock, flags, seen, broken, workers, pass, close } = await aWorld(url, roll);
      const pick = (): Autonomy => workers[roll(2)] as Autonomy; // there are two
      for (let step = 0; step < steps; step += 1) {
        const kind = roll(10);
        if (kind < 3) await pick().actions.propose(aProposal({ key: `wish ${roll(25)}` }));
        else if (kind < 6) await decideSomething(pick(), roll);
        else if (kind === 6) await setMode(pick(), roll);
        else if (kind === 7) clock.advance(1000 * (1 + roll(40)));
        else if (kind === 8) Object.assign(flags, { paused: roll(3) === 0, killed: roll(6) === 0 });
        else await pass();
      }
      const before = await pick().actions.list({}, 1000);
      await close();
      expect(broken).toEqual([]);
      expect(before.length).toBeGreaterThan(0);
      for (const action of before) expectHonest(action, seen.get(action.id));
    },
    120_000,
  );
});

function expectHonest({ state, decision, moves }: ActionView, facts: Seen | undefined): void {
  if (!facts) {
    expect(['PENDING', 'AWAITING_APPROVAL', 'REJECTED', 'CANCELLED', 'RETRY_SCHEDULED', 'DEAD_LETTER']).toContain(
      state,
    );
    return;
  }
  expect(facts.succeeded).toBeLessThanOrEqual(1);
  if (decision?.verdict === 'REJECTED') expect(facts.begun).toBe(0);
  if (state === 'SUCCEEDED') expect(moves).toEqual([]);
}
