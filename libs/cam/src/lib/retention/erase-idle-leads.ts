import type { Database, DbHandle } from '@aicmo/core-db';
import { newId, type Clock } from '@aicmo/core-kernel';
import type { CamTables, LeadRow } from '../db/cam-tables.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import { eraseOwnRows, type RowEraser } from '../rights/erase-rows.ts';
import type { ErasedKeys } from '../rights/erased-keys.ts';
import type { ErasureStore } from '../rights/erasure-store.ts';
import { identitiesOfLeads } from '../rights/identities-of-leads.ts';

/** What erasing leads that nobody needs any more is made of. */
export interface IdleLeadEraser extends RowEraser {
  readonly db: Database;
  readonly handle: DbHandle<CamTables>;
  readonly clock: Clock;
  readonly erasures: ErasureStore;
  readonly erasedKeys: ErasedKeys;
  readonly events: AcquisitionEvents;
}

/**
 * Erases these leads in one transaction, with a receipt, but for those that were changed since they were found; who asked
 * not to be contacted stays off limits by a hash. Gives how many are gone.
 */
export async function eraseIdleLeads(deps: IdleLeadEraser, found: readonly LeadRow[], by: string): Promise<number> {
  if (found.length === 0) return 0;
  const changedAt = new Map(found.map(({ id, updatedAt }) => [id, updatedAt]));
  return deps.db.transaction(async (tx) => {
    const now = await deps.leads.rows([...changedAt.keys()], tx);
    const rows = now.filter(({ id, updatedAt }) => changedAt.get(id) === updatedAt);
    if (rows.length === 0) return 0;
    const lead = rows.map(({ id }) => id);
    const asked = rows.filter(({ consent }) => consent === 'DO_NOT_CONTACT');
    const barred = await identitiesOfLeads(deps.handle, asked, tx);
    const attempt = await deps.store.ids('camOutreachAttempt', lead, tx);
    const counts = await eraseOwnRows(tx, deps, { lead, attempt, person: [], identity: [] });
    const receipt = { id: newId(deps.clock), at: deps.clock.now(), by, cause: 'RETENTION' } as const;
    await deps.erasures.insert(tx, {
      ...receipt,
      reason: 'Nothing happened for as long as the rule says.',
      counts: [...counts],
    });
    await deps.erasedKeys.add(tx, receipt.id, barred, receipt.at);
    for (const { id, clientId } of rows) {
      await deps.events.publish(tx, { topic: 'cam-lead-erased', subject: id, payload: { clientId } });
    }
    return rows.length;
  });
}
