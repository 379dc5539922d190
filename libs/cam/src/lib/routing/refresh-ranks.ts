import type { DbHandle, Tx } from '@aicmo/core-db';
import type { CamTables } from '../db/cam-tables.ts';

const leadsAtOnce = 1000;

/**
 * Puts leads that are in sequence in their place among first messages again, after their scores have changed: the place
 * stands with the enrolment, so that who goes first is found without looking at every lead. See `rankOf`.
 */
export async function refreshRanks(handle: DbHandle<CamTables>, tx: Tx, leadIds: readonly string[]): Promise<void> {
  for (let from = 0; from < leadIds.length; from += leadsAtOnce)
    await handle
      .in(tx)
      .updateTable('camEnrolment')
      .set(({ selectFrom, eb, fn, val }) => ({
        rank: eb(
          val(1),
          '-',
          fn.coalesce(
            selectFrom('camLead').select('camLead.score').whereRef('camLead.id', '=', 'camEnrolment.leadId'),
            val(0),
          ),
        ),
      }))
      .where('leadId', 'in', leadIds.slice(from, from + leadsAtOnce))
      .where('status', 'in', ['ACTIVE', 'PAUSED'])
      .execute();
}
