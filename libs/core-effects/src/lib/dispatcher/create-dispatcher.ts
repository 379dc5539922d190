import { newId, plusMs, type Clock, type Instant } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import type { CoreEffectsTables } from '../db/core-effects-tables.ts';
import type { ClaimedJob, Dispatcher, Settlement } from './dispatcher.ts';

/** Milliseconds that a claim holds without renewal. DOMAIN section 4, Autonomy. */
const defaultLeaseMs = 30_000;

type JobRow = CoreEffectsTables['coreEffectsJob'];

/** The dispatcher over the house's own tables; a claim is a conditional update, so two workers never get the same job. */
export function createDispatcher(deps: { readonly db: Database; readonly clock: Clock }): Dispatcher {
  const { db, clock } = deps;
  const handle = db.handle<CoreEffectsTables>('core-effects');
  return {
    enqueue: async (tx, job) => {
      const row: JobRow = {
        id: newId(clock),
        topic: job.topic,
        key: job.key,
        payload: JSON.stringify(job.payload),
        status: 'WAITING',
        runAt: job.runAt,
        leaseUntil: null,
        worker: null,
        fence: 0,
        attempts: 0,
        lastError: null,
        at: clock.now(),
      };
      const result = await handle
        .in(tx)
        .insertInto('coreEffectsJob')
        .values(row)
        .onConflict((on) => on.columns(['topic', 'key']).doNothing())
        .executeTakeFirst();
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
    claim: ({ topic, worker, limit, leaseMs = defaultLeaseMs }) =>
      db.transaction(async (tx) => {
        const now = clock.now();
        const due = await handle
          .in(tx)
          .selectFrom('coreEffectsJob')
          .selectAll()
          .where('topic', '=', topic)
          .where('runAt', '<=', now)
          .where((e) =>
            e.or([e('status', '=', 'WAITING'), e.and([e('status', '=', 'CLAIMED'), e('leaseUntil', '<=', now)])]),
          )
          .orderBy('runAt')
          .orderBy('id')
          .limit(limit)
          .execute();
        const claimed: ClaimedJob[] = [];
        for (const row of due) {
          const leaseUntil = plusMs(now, leaseMs);
          const change = { status: 'CLAIMED', worker, leaseUntil, fence: row.fence + 1, attempts: row.attempts + 1 };
          const result = await handle
            .in(tx)
            .updateTable('coreEffectsJob')
            .set(change)
            .where('id', '=', row.id)
            .where('fence', '=', row.fence)
            .executeTakeFirst();
          if (result.numUpdatedRows > 0n) claimed.push(claimedJob({ ...row, ...change }, leaseUntil));
        }
        return claimed;
      }),
    renew: async (job, leaseMs = defaultLeaseMs) => {
      const result = await handle
        .in()
        .updateTable('coreEffectsJob')
        .set({ leaseUntil: plusMs(clock.now(), leaseMs) })
        .where('id', '=', job.id)
        .where('fence', '=', job.fence)
        .where('status', '=', 'CLAIMED')
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    settle: async (job, settlement) => {
      const result = await handle
        .in()
        .updateTable('coreEffectsJob')
        .set(changeOf(settlement))
        .where('id', '=', job.id)
        .where('fence', '=', job.fence)
        .where('status', '=', 'CLAIMED')
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
  };
}

function changeOf(settlement: Settlement): Partial<JobRow> {
  const released = { leaseUntil: null, worker: null };
  switch (settlement.outcome) {
    case 'done':
      return { ...released, status: 'DONE', lastError: null };
    case 'retry':
      return { ...released, status: 'WAITING', runAt: settlement.runAt, lastError: settlement.error };
    case 'dead':
      return { ...released, status: 'DEAD', lastError: settlement.error };
  }
}

function claimedJob(row: JobRow, leaseUntil: Instant): ClaimedJob {
  return {
    id: row.id,
    topic: row.topic,
    key: row.key,
    payload: JSON.parse(row.payload) as Record<string, unknown>, // written by enqueue
    runAt: row.runAt as Instant, // written by enqueue or settle from an Instant
    fence: row.fence,
    attempts: row.attempts,
    leaseUntil,
  };
}
