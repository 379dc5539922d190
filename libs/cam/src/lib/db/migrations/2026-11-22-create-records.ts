import type { Migration, MigrationContext } from '@aicmo/core-db';

/** The log that answers "why" for every decision. */
export const createRecords: Migration = {
  name: '2026-11-22-create-records',
  up: async (m) => {
    await createRecord(m);
  },
};

async function createRecord({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_record')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('campaign_id', columns.id)
    .addColumn('subject_kind', columns.text, (column) => column.notNull())
    .addColumn('subject_id', columns.id, (column) => column.notNull())
    .addColumn('what', columns.text, (column) => column.notNull())
    .addColumn('why', columns.text, (column) => column.notNull())
    .addColumn('actor', columns.text, (column) => column.notNull())
    .addColumn('data', columns.json, (column) => column.notNull())
    .addColumn('at', columns.instant, (column) => column.notNull())
    .execute();
  await schema
    .createIndex('cam_record_by_subject')
    .on('cam_record')
    .columns(['subject_kind', 'subject_id', 'at'])
    .execute();
  await schema.createIndex('cam_record_by_campaign').on('cam_record').columns(['campaign_id', 'at']).execute();
}
