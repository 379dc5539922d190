import type { Migration } from '@aicmo/core-db';

/** Posts on their way to a platform, each with its story. */
export const createPosts: Migration = {
  name: '2026-11-22-create-posts',
  up: async ({ schema, columns }) => {
    await schema
      .createTable('social_post')
      .addColumn('id', columns.id, (column) => column.primaryKey())
      .addColumn('version', columns.integer, (column) => column.notNull())
      .addColumn('client_id', columns.id, (column) => column.notNull())
      .addColumn('campaign_id', columns.id)
      .addColumn('platform', columns.text, (column) => column.notNull())
      .addColumn('account', columns.text, (column) => column.notNull())
      .addColumn('text', columns.text, (column) => column.notNull())
      .addColumn('links', columns.json, (column) => column.notNull())
      .addColumn('media', columns.json, (column) => column.notNull())
      .addColumn('state', columns.text, (column) => column.notNull())
      .addColumn('planned_at', columns.instant)
      .addColumn('stopped_by', columns.json, (column) => column.notNull())
      .addColumn('ledger_id', columns.id)
      .addColumn('created_at', columns.instant, (column) => column.notNull())
      .addColumn('updated_at', columns.instant, (column) => column.notNull())
      .execute();
    await schema.createIndex('social_post_by_client').on('social_post').columns(['client_id', 'planned_at']).execute();
    await schema.createIndex('social_post_due').on('social_post').columns(['state', 'planned_at']).execute();
    await schema
      .createTable('social_post_event')
      .addColumn('seq', columns.sequence)
      .addColumn('post_id', columns.id, (column) => column.notNull())
      .addColumn('at', columns.instant, (column) => column.notNull())
      .addColumn('by', columns.text, (column) => column.notNull())
      .addColumn('what', columns.text, (column) => column.notNull())
      .addColumn('why', columns.text)
      .execute();
    await schema.createIndex('social_post_event_by_post').on('social_post_event').columns(['post_id', 'seq']).execute();
  },
};
