import type { DbHandle, Tx } from '@aicmo/core-db';
import type { LeadRunKind } from '../../contract/lead-run.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { LeadRunRow } from '../db/scoring-tables.ts';

/** Every query on passes over many leads. */
export interface LeadRunStore {
  insert(tx: Tx, row: LeadRunRow): Promise<void>;
  update(tx: Tx, id: string, change: Partial<LeadRunRow>): Promise<void>;
  /** Only from where it stands; false when somebody else has moved it on. */
  advance(tx: Tx, id: string, afterId: string, change: Partial<LeadRunRow>): Promise<boolean>;
  find(id: string, tx?: Tx): Promise<LeadRunRow | undefined>;
  /** Those of a client that say that they run. */
  running(kind: LeadRunKind, clientId: string, tx?: Tx): Promise<readonly LeadRunRow[]>;
  /** Those of a kind that say that they run, or that stopped for this reason; newest first. */
  unfinished(kind: LeadRunKind, reason: string): Promise<readonly LeadRunRow[]>;
  /** Newest first. */
  list(clientId: string, kind: LeadRunKind | undefined, limit: number): Promise<readonly LeadRunRow[]>;
  /** The leads of a client, or of one of its campaigns, in the order of their ids; merged ones are none. */
  leadIds(clientId: string, campaignId: string | null): Promise<string[]>;
}

/** Opens the store of passes. */
export function createLeadRunStore(handle: DbHandle<CamTables>): LeadRunStore {
  return {
    insert: async (tx, row) => void (await handle.in(tx).insertInto('camLeadRun').values(row).execute()),
    update: async (tx, id, change) =>
      void (await handle.in(tx).updateTable('camLeadRun').set(change).where('id', '=', id).execute()),
    advance: async (tx, id, afterId, change) => {
      const update = handle.in(tx).updateTable('camLeadRun').set(change);
      const { numUpdatedRows } = await update
        .where('id', '=', id)
        .where('afterId', '=', afterId)
        .where('status', '=', 'RUNNING')
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    find: (id, tx) => handle.in(tx).selectFrom('camLeadRun').selectAll().where('id', '=', id).executeTakeFirst(),
    running: (kind, clientId, tx) =>
      handle
        .in(tx)
        .selectFrom('camLeadRun')
        .selectAll()
        .where('clientId', '=', clientId)
        .where('kind', '=', kind)
        .where('status', '=', 'RUNNING')
        .execute(),
    unfinished: (kind, reason) =>
      handle
        .in()
        .selectFrom('camLeadRun')
        .selectAll()
        .where('kind', '=', kind)
        .where((is) =>
          is.or([is('status', '=', 'RUNNING'), is.and([is('status', '=', 'STOPPED'), is('error', '=', reason)])]),
        )
        .orderBy('startedAt', 'desc')
        .orderBy('id', 'desc')
        .limit(100)
        .execute(),
    list: (clientId, kind, limit) => {
      let query = handle.in().selectFrom('camLeadRun').selectAll().where('clientId', '=', clientId);
      if (kind !== undefined) query = query.where('kind', '=', kind);
      return query.orderBy('startedAt', 'desc').orderBy('id', 'desc').limit(limit).execute();
    },
    leadIds: async (clientId, campaignId) => {
      let query = handle.in().selectFrom('camLead').select('id').where('mergedInto', 'is', null);
      if (campaignId === null) query = query.where('clientId', '=', clientId);
      else query = query.where('campaignId', '=', campaignId);
      const rows = await query.execute();
      // Sorted here: an index that gives this order would cost every import more than this costs a pass.
      return rows.map(({ id }) => id).sort();
    },
  };
}
