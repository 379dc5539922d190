import type { DbHandle, Tx } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { OperatorTask } from '../../contract/operator-task.ts';
import type { CampaignOpsTables, TaskRow } from '../db/campaign-ops-tables.ts';
import { proofExample } from './proof-rules.ts';
import { duenessOf, movesOf } from './task-rules.ts';

/** Which tasks are asked for; an empty filter asks for all. */
export interface TaskFilter {
  readonly clientId?: string;
  readonly campaignId?: string;
  readonly states?: readonly OperatorTask['state'][];
  readonly kinds?: readonly OperatorTask['kind'][];
  /** Due at or after. */
  readonly from?: Instant;
  /** Due before. */
  readonly before?: Instant;
}

/** A task as it is stored, for its first save. */
export type NewTask = Pick<
  TaskRow,
  | 'id'
  | 'uniqueKey'
  | 'clientId'
  | 'campaignId'
  | 'kind'
  | 'platform'
  | 'slotKey'
  | 'title'
  | 'dueAt'
  | 'timeZone'
  | 'followsTaskId'
> & { readonly steps: readonly string[]; readonly copy: string };

/** The columns that a change of a task may write. */
export type TaskPatch = Partial<
  Pick<
    TaskRow,
    | 'state'
    | 'reason'
    | 'proofUrl'
    | 'proofNote'
    | 'uniqueKey'
    | 'dueAt'
    | 'title'
    | 'copy'
    | 'timeZone'
    | 'touchedAt'
    | 'steps'
  >
>;

/** Rows of one statement: far below SQLite's limit of parameters. */
const batchSize = 500;

/** Every query about tasks. */
export function createTaskStore(handle: DbHandle<CampaignOpsTables>) {
  return {
    /** Adds what does not exist yet, by unique key; gives the number of rows that are new. */
    addMissing: async (tx: Tx, tasks: readonly NewTask[], now: Instant): Promise<number> => {
      let added = 0;
      for (let start = 0; start < tasks.length; start += batchSize) {
        const rows = tasks.slice(start, start + batchSize).map((task) => toRow(task, now));
        const result = await handle
          .in(tx)
          .insertInto('campaignOpsTask')
          .values(rows)
          .onConflict((on) => on.column('uniqueKey').doNothing())
          .executeTakeFirst();
        added += Number(result.numInsertedOrUpdatedRows ?? 0n);
      }
      return added;
    },
    find: async (id: string, tx?: Tx): Promise<TaskRow | undefined> =>
      handle.in(tx).selectFrom('campaignOpsTask').selectAll().where('id', '=', id).executeTakeFirst(),
    findByKey: async (tx: Tx, uniqueKey: string): Promise<TaskRow | undefined> =>
      handle.in(tx).selectFrom('campaignOpsTask').selectAll().where('uniqueKey', '=', uniqueKey).executeTakeFirst(),
    /** Deletes tasks by their unique keys; gives the ids of those that were there. */
    removeByKeys: async (tx: Tx, keys: readonly string[]): Promise<readonly string[]> => {
      const ids: string[] = [];
      for (let start = 0; start < keys.length; start += batchSize) {
        const some = keys.slice(start, start + batchSize);
        const found = handle.in(tx).selectFrom('campaignOpsTask').select('id').where('uniqueKey', 'in', some);
        ids.push(...(await found.execute()).map(({ id }) => id));
        await handle.in(tx).deleteFrom('campaignOpsTask').where('uniqueKey', 'in', some).execute();
      }
      return ids;
    },
    list: async (filter: TaskFilter, limit: number, tx?: Tx): Promise<readonly TaskRow[]> =>
      filtered(handle, filter, tx).selectAll().orderBy('dueAt').orderBy('id').limit(limit).execute(),
    count: async (filter: TaskFilter): Promise<number> => {
      const row = await filtered(handle, filter)
        .select((of) => of.fn.countAll<number>().as('count'))
        .executeTakeFirst();
      return Number(row?.count ?? 0);
    },
    /** The slots that planning once made for a campaign. */
    slots: async (campaignId: string, tx?: Tx): Promise<readonly TaskRow[]> =>
      handle
        .in(tx)
        .selectFrom('campaignOpsTask')
        .selectAll()
        .where('campaignId', '=', campaignId)
        .where('slotKey', 'is not', null)
        .execute(),
    /** Writes a change of a task that still is in the state it was read in; false when it is not. */
    change: async (
      tx: Tx,
      task: Pick<TaskRow, 'id' | 'state' | 'changedAt'>,
      patch: TaskPatch,
      now: Instant,
    ): Promise<boolean> => {
      const result = await handle
        .in(tx)
        .updateTable('campaignOpsTask')
        .set({ ...patch, changedAt: now })
        .where('id', '=', task.id)
        .where('state', '=', task.state)
        .where('changedAt', '=', task.changedAt)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
    /** Moves a slot that is still untouched. */
    moveSlot: async (tx: Tx, id: string, dueAt: Instant, timeZone: string, now: Instant): Promise<void> => {
      await handle
        .in(tx)
        .updateTable('campaignOpsTask')
        .set({ dueAt, timeZone, changedAt: now })
        .where('id', '=', id)
        .where('state', '=', 'OPEN')
        .where('touchedAt', 'is', null)
        .execute();
    },
    /** Removes slots that are still untouched. */
    removeSlots: async (tx: Tx, ids: readonly string[]): Promise<void> => {
      for (let start = 0; start < ids.length; start += batchSize) {
        await handle
          .in(tx)
          .deleteFrom('campaignOpsTask')
          .where('id', 'in', ids.slice(start, start + batchSize))
          .where('state', '=', 'OPEN')
          .where('touchedAt', 'is', null)
          .execute();
      }
    },
  };
}
export type TaskStore = ReturnType<typeof createTaskStore>;

/** A row as the contract shows it, with what only the clock knows. */
export function toTask(row: TaskRow, now: Instant): OperatorTask {
  const { id, clientId, campaignId, title, copy, dueAt, timeZone, reason, followsTaskId, createdAt, changedAt } = row;
  const state = OperatorTask.shape.state.parse(row.state);
  const kind = OperatorTask.shape.kind.parse(row.kind);
  const platform = OperatorTask.shape.platform.parse(row.platform);
  return {
    id,
    clientId,
    campaignId,
    kind,
    platform,
    title,
    steps: z.array(z.string()).parse(JSON.parse(row.steps)),
    copy,
    dueAt,
    timeZone,
    state,
    dueness: duenessOf(state, dueAt as Instant, now), // instants are written by us alone
    reason,
    proof: row.proofNote === null ? null : { url: row.proofUrl, note: row.proofNote },
    proofExample: kind === 'POST' && platform ? proofExample(platform) : null,
    moves: [...movesOf(state)],
    followsTaskId,
    createdAt,
    changedAt,
  };
}

function filtered(handle: DbHandle<CampaignOpsTables>, filter: TaskFilter, tx?: Tx) {
  let query = handle.in(tx).selectFrom('campaignOpsTask');
  if (filter.clientId !== undefined) query = query.where('clientId', '=', filter.clientId);
  if (filter.campaignId !== undefined) query = query.where('campaignId', '=', filter.campaignId);
  if (filter.states) query = query.where('state', 'in', filter.states);
  if (filter.kinds) query = query.where('kind', 'in', filter.kinds);
  if (filter.from) query = query.where('dueAt', '>=', filter.from);
  if (filter.before) query = query.where('dueAt', '<', filter.before);
  return query;
}

const toRow = (task: NewTask, now: Instant): TaskRow => ({
  ...task,
  steps: JSON.stringify(task.steps),
  state: 'OPEN',
  reason: '',
  proofUrl: null,
  proofNote: null,
  touchedAt: null,
  createdAt: now,
  changedAt: now,
});
