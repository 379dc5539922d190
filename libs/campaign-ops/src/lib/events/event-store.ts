import type { DbHandle, Tx } from '@aicmo/core-db';
import { newId, type Clock } from '@aicmo/core-kernel';
import type { OpsEvent } from '../../contract/operator-task.ts';
import type { CampaignOpsTables } from '../db/campaign-ops-tables.ts';

/** Something that happened to a task, or to a campaign's calendar. */
export interface NewEvent {
  readonly taskId: string | null;
  readonly campaignId: string | null;
  readonly who: string;
  readonly what: string;
  readonly why?: string;
}

/** Every query about the story of tasks and calendars. */
export function createEventStore(handle: DbHandle<CampaignOpsTables>, clock: Clock) {
  return {
    add: async (tx: Tx, { why = '', ...event }: NewEvent): Promise<void> => {
      await handle
        .in(tx)
        .insertInto('campaignOpsEvent')
        .values({ id: newId(clock), at: clock.now(), why, ...event })
        .execute();
    },
    removeOfTasks: async (tx: Tx, taskIds: readonly string[]): Promise<void> => {
      for (let start = 0; start < taskIds.length; start += 500) {
        const some = taskIds.slice(start, start + 500);
        await handle.in(tx).deleteFrom('campaignOpsEvent').where('taskId', 'in', some).execute();
      }
    },
    /** Newest first. */
    ofTask: async (taskId: string): Promise<readonly OpsEvent[]> =>
      handle
        .in()
        .selectFrom('campaignOpsEvent')
        .select(['at', 'who', 'what', 'why'])
        .where('taskId', '=', taskId)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .execute(),
    /** Newest first: what planning did, not what became of single tasks. */
    ofCalendar: async (campaignId: string): Promise<readonly OpsEvent[]> =>
      handle
        .in()
        .selectFrom('campaignOpsEvent')
        .select(['at', 'who', 'what', 'why'])
        .where('campaignId', '=', campaignId)
        .where('taskId', 'is', null)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .execute(),
  };
}
export type EventStore = ReturnType<typeof createEventStore>;
