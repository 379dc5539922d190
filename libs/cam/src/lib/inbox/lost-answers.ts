import type { DbHandle, Tx } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';
import { createAnswerStore } from './answer-store.ts';

/**
 * Deliveries whose worker is gone: those of them that are answers of people become UNCERTAIN, for nobody knows whether
 * they left. Gives their ids; the others belong to somebody else.
 */
export async function markAnswersUncertain(
  handle: DbHandle<CamTables>,
  tx: Tx,
  subjectRefs: readonly string[],
  now: Instant,
): Promise<readonly string[]> {
  const store = createAnswerStore(handle);
  const lost = await store.sending(tx, subjectRefs);
  const reasons = JSON.stringify(['The program ended while it was leaving, so nobody knows whether it arrived.']);
  for (const id of lost) {
    await store.update(tx, id, { state: 'UNCERTAIN', reasons, settledAt: now, updatedAt: now });
  }
  return lost;
}
