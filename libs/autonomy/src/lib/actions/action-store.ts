import type { DbHandle, Tx } from '@aicmo/core-db';
import { plusMs, type Instant } from '@aicmo/core-kernel';
import type { ActionRow, AutonomyTables } from '../db/autonomy-tables.ts';
import { leaseMs, type ActionState } from './action-rules.ts';

/** Which actions are asked for; an empty filter asks for all. */
export interface ActionFilter {
  readonly clientId?: string;
  readonly campaignId?: string;
  readonly states?: readonly ActionState[];
  /** True: nobody has answered yet. */
  readonly isUndecided?: boolean;
}

/** The columns that a change of an action may write. */
export type ActionPatch = Partial<
  Omit<ActionRow, 'id' | 'uniqueKey' | 'kind' | 'clientId' | 'campaignId' | 'input' | 'proposedAt' | 'changedAt'>
>;

/** Every query about actions. */
export function createActionStore(handle: DbHandle<AutonomyTables>) {
  const actions = (tx?: Tx) => handle.in(tx).selectFrom('autonomyAction');
  return {
    /** Adds it unless its key is there already; whether it was added. */
    add: async (tx: Tx, row: ActionRow): Promise<boolean> => {
      const result = await handle
        .in(tx)
        .insertInto('autonomyAction')
        .values(row)
        .onConflict((on) => on.column('uniqueKey').doNothing())
        .executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    },
    find: async (id: string, tx?: Tx): Promise<ActionRow | undefined> =>
      actions(tx).selectAll().where('id', '=', id).executeTakeFirst(),
    findByKey: async (tx: Tx, uniqueKey: string): Promise<ActionRow | undefined> =>
      actions(tx).selectAll().where('uniqueKey', '=', uniqueKey).executeTakeFirst(),
    /** The latest change first. */
    list: async (filter: ActionFilter, limit: number): Promise<readonly ActionRow[]> =>
      filtered(handle, filter).selectAll().orderBy('changedAt', 'desc').orderBy('id', 'desc').limit(limit).execute(),
    count: async (filter: ActionFilter): Promise<number> => {
      const row = await filtered(handle, filter)
        .select((of) => of.fn.countAll<number>().as('count'))
        .executeTakeFirst();
      return Number(row?.count ?? 0);
    },
    /** What the engine may look at now, the longest waiting first. */
    due: async (now: Instant, limit: number, tx?: Tx): Promise<readonly ActionRow[]> =>
      actions(tx)
        .selectAll()
        .where('notBefore', '<=', now)
        .where((where) =>
          where.or([
            where('state', 'in', ['PENDING', 'RETRY_SCHEDULED']),
            where.and([where('state', '=', 'AWAITING_APPROVAL'), where('decision', '=', 'APPROVED')]),
          ]),
        )
        .orderBy('notBefore')
        .orderBy('id')
        .limit(limit)
        .execute(),
    /** Running, but nobody renews the claim any more: the worker died. */
    abandoned: async (now: Instant, tx?: Tx): Promise<readonly ActionRow[]> =>
      actions(tx).selectAll().where('state', '=', 'RUNNING').where('leaseUntil', '<=', now).execute(),
    inFlight: async (now: Instant, tx: Tx): Promise<number> => {
      const row = await actions(tx)
        .select((of) => of.fn.countAll<number>().as('count'))
        .where('state', '=', 'RUNNING')
        .where('leaseUntil', '>', now)
        .executeTakeFirst();
      return Number(row?.count ?? 0);
    },
    /** Makes claims happen one after the other until the end of the transaction. */
    lockClaims: async (tx: Tx): Promise<void> => {
      await handle
        .in(tx)
        .insertInto('autonomyEngine')
        .values({ name: 'engine', claims: 0 })
        .onConflict((on) => on.column('name').doNothing())
        .execute();
      await handle
        .in(tx)
        .updateTable('autonomyEngine')
        .set((of) => ({ claims: of('claims', '+', 1) }))
        .where('name', '=', 'engine')
        .execute();
    },
    /** Writes a change of an action that is as it was read: same state, same fence, no decision in between. */
    change: async (tx: Tx, seen: ActionRow, patch: ActionPatch, now: Instant): Promise<boolean> => {
      const result = await handle
        .in(tx)
        .updateTable('autonomyAction')
        .set({ ...patch, changedAt: now })
        .where('id', '=', seen.id)
        .where('state', '=', seen.state)
        .where('fence', '=', seen.fence)
        .where('decision', seen.decision === null ? 'is' : '=', seen.decision)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
    /** Keeps a claim alive; false when it was lost. */
    renew: async (id: string, fence: number, now: Instant): Promise<boolean> => {
      const result = await handle
        .in()
        .updateTable('autonomyAction')
        .set({ leaseUntil: plusMs(now, leaseMs) })
        .where('id', '=', id)
        .where('fence', '=', fence)
        .where('state', '=', 'RUNNING')
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
  };
}
export type ActionStore = ReturnType<typeof createActionStore>;

function filtered(handle: DbHandle<AutonomyTables>, filter: ActionFilter) {
  let query = handle.in().selectFrom('autonomyAction');
  if (filter.clientId !== undefined) query = query.where('clientId', '=', filter.clientId);
  if (filter.campaignId !== undefined) query = query.where('campaignId', '=', filter.campaignId);
  if (filter.states) query = query.where('state', 'in', filter.states);
  if (filter.isUndecided) query = query.where('decision', 'is', null);
  return query;
}
