import type { Migration } from '@aicmo/core-db';

/** What a person chose for the columns of a list, so that the next list with the same columns is not asked again. */
export const createImportShapes: Migration = {
  name: '2026-11-23-create-import-shapes',
  up: async ({ schema, columns }) => {
    await schema
      .createTable('cam_import_shape')
      .addColumn('client_id', columns.id, (column) => column.notNull())
      .addColumn('shape_key', columns.text, (column) => column.notNull())
      .addColumn('choices', columns.json, (column) => column.notNull())
      .addColumn('file_name', columns.text, (column) => column.notNull())
      .addColumn('chosen_by', columns.text, (column) => column.notNull())
      .addColumn('chosen_at', columns.instant, (column) => column.notNull())
      .addPrimaryKeyConstraint('cam_import_shape_key', ['client_id', 'shape_key'])
      .execute();
    await schema
      .createIndex('cam_import_shape_by_key')
      .on('cam_import_shape')
      .columns(['shape_key', 'chosen_at'])
      .execute();
  },
};
