import type { Migration } from '@aicmo/core-db';

/** Lists that are found again under a name, and what leads were before an act on many of them. */
export const saveViews: Migration = {
  name: '2026-11-23-save-views',
  up: async ({ schema, columns }) => {
    await schema
      .createTable('cam_saved_view')
      .addColumn('id', columns.id, (column) => column.primaryKey())
      .addColumn('client_id', columns.id)
      .addColumn('name', columns.text, (column) => column.notNull())
      .addColumn('query', columns.text, (column) => column.notNull())
      .addColumn('created_by', columns.text, (column) => column.notNull())
      .addColumn('created_at', columns.instant, (column) => column.notNull())
      .addColumn('updated_at', columns.instant, (column) => column.notNull())
      .execute();
    await schema
      .createTable('cam_bulk_change')
      .addColumn('bulk_id', columns.id, (column) => column.notNull())
      .addColumn('lead_id', columns.id, (column) => column.notNull())
      .addColumn('before', columns.json, (column) => column.notNull())
      .addColumn('after', columns.json, (column) => column.notNull())
      .addPrimaryKeyConstraint('cam_bulk_change_key', ['bulk_id', 'lead_id'])
      .execute();
    await schema.createIndex('cam_bulk_change_by_lead').on('cam_bulk_change').columns(['lead_id']).execute();
  },
};
