import type { Migration, MigrationContext } from '@aicmo/core-db';

/**
 * An import of any size: where in the file it is, who works on it, what it changed about people who were known (so that
 * it can be undone), and which enrolments it made.
 */
export const extendImports: Migration = {
  name: '2026-11-23-extend-imports',
  up: async (m) => {
    await addBatchColumns(m);
    await createTouch(m);
    await m.schema.alterTable('cam_enrolment').addColumn('batch_id', m.columns.id).execute();
  },
};

async function addBatchColumns({ schema, columns }: MigrationContext): Promise<void> {
  for (const name of ['sheet', 'runner']) {
    await schema
      .alterTable('cam_import_batch')
      .addColumn(name, columns.text, (column) => column.notNull().defaultTo(''))
      .execute();
  }
  for (const name of ['last_row', 'bytes_done']) {
    await schema
      .alterTable('cam_import_batch')
      .addColumn(name, columns.integer, (column) => column.notNull().defaultTo(0))
      .execute();
  }
  await schema
    .alterTable('cam_import_batch')
    .addColumn('load_mode', columns.text, (column) => column.notNull().defaultTo('CALM'))
    .execute();
  await schema.alterTable('cam_import_batch').addColumn('undo', columns.json).execute();
}

async function createTouch({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_import_touch')
    .addColumn('batch_id', columns.id, (column) => column.notNull())
    .addColumn('row_number', columns.integer, (column) => column.notNull())
    .addColumn('lead_id', columns.id, (column) => column.notNull())
    .addColumn('outcome', columns.text, (column) => column.notNull())
    .addColumn('before', columns.json, (column) => column.notNull())
    .addColumn('after', columns.json, (column) => column.notNull())
    .addColumn('identities', columns.json, (column) => column.notNull())
    .addPrimaryKeyConstraint('cam_import_touch_key', ['batch_id', 'row_number'])
    .execute();
  await schema.createIndex('cam_import_touch_by_lead').on('cam_import_touch').columns(['lead_id']).execute();
}
