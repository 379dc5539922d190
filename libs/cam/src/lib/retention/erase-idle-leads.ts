import type { Database } from '@aicmo/core-db';
import { newId, type Clock } from '@aicmo/core-kernel';
import type { LeadRow } from '../db/cam-tables.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';
import type { IdentityKey } from '../leads/lead-store.ts';
import { eraseOwnRows, type RowEraser } from '../rights/erase-rows.ts';
import type { ErasedKeys } from '../rights/erased-keys.ts';
import type { ErasureStore } from '../rights/erasure-store.ts';

/** What erasing leads that nobody needs any more is made of. */
export interface IdleLeadEraser extends RowEraser {
  readonly db: Database;
  readonly clock: Clock;
  readonly erasures: ErasureStore;
  readonly erasedKeys: ErasedKeys;
  readonly events: AcquisitionEvents;
}

/** Erases these leads in one transaction, with a receipt; who asked not to be contacted stays off limits by a hash. */
export async function eraseIdleLeads(deps: IdleLeadEraser, rows: readonly LeadRow[], by: string): Promise<number> {
  if (rows.length === 0) return 0;
  const lead = rows.map(({ id }) => id);
  const barred = rows.filter(({ consent }) => consent === 'DO_NOT_CONTACT').flatMap(identitiesOf);
  await deps.db.transaction(async (tx) => {
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
  });
  return rows.length;
}

const identitiesOf = ({ emailKey, linkedinKey, phoneKey }: LeadRow): readonly IdentityKey[] => [
  ...(emailKey === null ? [] : [{ kind: 'email' as const, value: emailKey }]),
  ...(linkedinKey === null ? [] : [{ kind: 'linkedin' as const, value: linkedinKey }]),
  ...(phoneKey === null ? [] : [{ kind: 'phone' as const, value: phoneKey }]),
];
