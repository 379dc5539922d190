import type { Migration } from '@aicmo/core-db';

/** Which texts of a campaign were read before it went LIVE, and who let it. */
export const watchGoingLive: Migration = {
  name: '2026-11-24-watch-going-live',
  up: async ({ schema, columns }) => {
    await schema
      .createTable('cam_go_live')
      .addColumn('campaign_id', columns.id, (column) => column.primaryKey())
      .addColumn('read_wording', columns.text, (column) => column.notNull())
      .addColumn('read_by', columns.text, (column) => column.notNull())
      .addColumn('read_at', columns.instant)
      .addColumn('live_by', columns.text, (column) => column.notNull())
      .addColumn('live_sentence', columns.text, (column) => column.notNull())
      .addColumn('live_at', columns.instant)
      .execute();
  },
};
