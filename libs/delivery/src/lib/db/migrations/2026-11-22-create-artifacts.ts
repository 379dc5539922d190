import type { Migration, MigrationContext } from '@aicmo/core-db';

/** Documents in versions, each version with its story. */
export const createArtifacts: Migration = {
  name: '2026-11-22-create-artifacts',
  up: async (m) => {
    await createTables(m);
    await createEvents(m);
  },
};

async function createTables({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('delivery_artifact')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('campaign_id', columns.id)
    .addColumn('kind', columns.text, (column) => column.notNull())
    .addColumn('name', columns.text, (column) => column.notNull())
    .addColumn('version', columns.integer, (column) => column.notNull())
    .addColumn('created_at', columns.instant, (column) => column.notNull())
    .execute();
  await schema.createIndex('delivery_artifact_by_client').on('delivery_artifact').columns(['client_id']).execute();
  await schema
    .createTable('delivery_artifact_version')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('artifact_id', columns.id, (column) => column.notNull())
    .addColumn('number', columns.integer, (column) => column.notNull())
    .addColumn('state', columns.text, (column) => column.notNull())
    .addColumn('payload', columns.json, (column) => column.notNull())
    .addColumn('hash', columns.text, (column) => column.notNull())
    .addColumn('depends_on', columns.json, (column) => column.notNull())
    .addColumn('saved_by', columns.text, (column) => column.notNull())
    .addColumn('saved_at', columns.instant, (column) => column.notNull())
    .addUniqueConstraint('delivery_artifact_version_once', ['artifact_id', 'number'])
    .execute();
}

async function createEvents({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('delivery_version_event')
    .addColumn('seq', columns.sequence)
    .addColumn('version_id', columns.id, (column) => column.notNull())
    .addColumn('at', columns.instant, (column) => column.notNull())
    .addColumn('by', columns.text, (column) => column.notNull())
    .addColumn('what', columns.text, (column) => column.notNull())
    .addColumn('why', columns.text)
    .execute();
  await schema
    .createIndex('delivery_version_event_by_version')
    .on('delivery_version_event')
    .columns(['version_id', 'seq'])
    .execute();
}
