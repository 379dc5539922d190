import type { Migration } from '@aicmo/core-db';

/** Copy for posts, in variants, with who wrote it. */
export const storeCopies: Migration = {
  name: '2026-11-22-store-copies',
  up: async ({ schema, columns }) => {
    await schema
      .createTable('creative_copy_set')
      .addColumn('id', columns.id, (column) => column.primaryKey())
      .addColumn('client_id', columns.id, (column) => column.notNull())
      .addColumn('direction_id', columns.id, (column) => column.notNull())
      .addColumn('source_kind', columns.text, (column) => column.notNull())
      .addColumn('source_id', columns.id, (column) => column.notNull())
      .addColumn('source_version', columns.integer, (column) => column.notNull())
      .addColumn('platform', columns.text, (column) => column.notNull())
      .addColumn('variants', columns.json, (column) => column.notNull())
      .addColumn('provenance', columns.json, (column) => column.notNull())
      .addColumn('note', columns.text)
      .addColumn('written_by', columns.text, (column) => column.notNull())
      .addColumn('written_at', columns.instant, (column) => column.notNull())
      .execute();
    await schema
      .createIndex('creative_copy_set_by_direction')
      .on('creative_copy_set')
      .columns(['direction_id', 'written_at'])
      .execute();
  },
};
