import type { Database, DbHandle } from '@aicmo/core-db';
import { dayMs, plusMs, type Clock } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';
import type { EffectStore } from './effect-store.ts';
import { bounceWeight } from './inbound-rules.ts';

interface Deps {
  readonly db: Database;
  readonly handle: DbHandle<CamTables>;
  readonly clock: Clock;
  readonly store: Pick<EffectStore, 'markAttempt'>;
}

/** So far back is looked: what comes back later is the exception. */
const days = 14;
const atOnce = 500;

/**
 * Marks messages as come back or complained about whose bounce was read before it was known that they had left: a run
 * writes down what left a moment later, and what is uncertain is decided by a person days later. Gives how many.
 */
export async function markLate({ db, handle, clock, store }: Deps): Promise<number> {
  const rows = await handle
    .in()
    .selectFrom('camInbound as i')
    .innerJoin('camOutreachAttempt as a', 'a.id', 'i.attemptId')
    .select(['a.id', 'i.kind', 'i.permanent', 'i.bounceReason as reason', 'i.bounceStatus as status'])
    .where('i.receivedAt', '>=', plusMs(clock.now(), -days * dayMs))
    .where('i.kind', 'in', ['BOUNCE', 'COMPLAINT'])
    .where('a.status', '=', 'SENT')
    .limit(atOnce)
    .execute();
  const late = rows.flatMap(({ id, kind, permanent, reason, status }) => {
    if (kind === 'COMPLAINT') return [{ id, to: 'COMPLAINED', why: 'The recipient reported it as unwanted.' }];
    const isSoft = bounceWeight({ permanent: permanent === 1, reason, status }) === 'soft';
    return isSoft ? [] : [{ id, to: 'BOUNCED', why: 'It came back.' }];
  });
  for (const { id, to, why } of late) {
    await db.transaction((tx) => store.markAttempt(tx, id, ['SENT'], to, why, clock.now()));
  }
  return late.length;
}
