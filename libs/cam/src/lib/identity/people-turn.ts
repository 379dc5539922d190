import type { DbHandle, Tx } from '@aicmo/core-db';
import type { CamTables } from '../db/cam-tables.ts';

/**
 * Waits until nobody else makes leads of people, and keeps others waiting until the end of this transaction: whoever is
 * looked for by an address and not found is not made by somebody else at the same moment. One turn for the whole
 * workspace, for a person is one over all clients; an import holds it for one transaction of its rows.
 */
export async function takePeopleTurn(handle: DbHandle<CamTables>, tx: Tx): Promise<void> {
  await handle.in(tx).selectFrom('camPeopleTurn').select('id').forUpdate().execute();
}
