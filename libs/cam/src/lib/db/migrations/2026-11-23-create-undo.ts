import type { Migration } from '@aicmo/core-db';

/** Acts that can be taken back for a while. */
export const createUndo: Migration = {
  name: '2026-11-23-create-undo',
  up: async ({ schema, columns }) => {
    await schema
      .createTable('cam_undo')
      .addColumn('id', columns.id, (column) => column.primaryKey())
      .addColumn('client_id', columns.id, (column) => column.notNull())
      .addColumn('kind', columns.text, (column) => column.notNull())
      .addColumn('what', columns.text, (column) => column.notNull())
      .addColumn('data', columns.json, (column) => column.notNull())
      .addColumn('made_by', columns.text, (column) => column.notNull())
      .addColumn('made_at', columns.instant, (column) => column.notNull())
      .addColumn('until', columns.instant, (column) => column.notNull())
      .addColumn('undone_at', columns.instant)
      .addColumn('undone_by', columns.text, (column) => column.notNull())
      .execute();
    await schema.createIndex('cam_undo_by_end').on('cam_undo').columns(['until']).execute();
  },
};
