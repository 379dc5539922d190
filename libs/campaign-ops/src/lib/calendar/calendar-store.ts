import type { DbHandle, Tx } from '@aicmo/core-db';
import { CalendarPlan, type SavedCalendar } from '../../contract/calendar-plan.ts';
import type { CampaignOpsTables } from '../db/campaign-ops-tables.ts';

/** Every query about the plans of calendars. */
export function createCalendarStore(handle: DbHandle<CampaignOpsTables>) {
  return {
    find: async (campaignId: string, tx?: Tx): Promise<SavedCalendar | undefined> => {
      const row = await handle
        .in(tx)
        .selectFrom('campaignOpsCalendar')
        .select(['campaignId', 'version', 'plan', 'savedBy', 'savedAt'])
        .where('campaignId', '=', campaignId)
        .executeTakeFirst();
      return row && { ...row, plan: CalendarPlan.parse(JSON.parse(row.plan)) };
    },
    /** Saves the next version after `edited` (0: there is none yet); false when somebody else saved in between. */
    save: async (
      tx: Tx,
      edited: number,
      { plan, version, ...rest }: SavedCalendar & { readonly clientId: string },
    ): Promise<boolean> => {
      const values = { ...rest, version, plan: JSON.stringify(plan) };
      if (edited === 0) {
        const first = await handle
          .in(tx)
          .insertInto('campaignOpsCalendar')
          .values(values)
          .onConflict((on) => on.column('campaignId').doNothing())
          .executeTakeFirst();
        return first.numInsertedOrUpdatedRows === 1n;
      }
      const next = await handle
        .in(tx)
        .updateTable('campaignOpsCalendar')
        .set(values)
        .where('campaignId', '=', values.campaignId)
        .where('version', '=', edited)
        .executeTakeFirst();
      return next.numUpdatedRows === 1n;
    },
  };
}
export type CalendarStore = ReturnType<typeof createCalendarStore>;
