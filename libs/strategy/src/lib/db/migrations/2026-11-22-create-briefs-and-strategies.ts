import type { Migration, MigrationContext } from '@aicmo/core-db';

/** Briefs and strategies, each with every version that was ever stored. */
export const createBriefsAndStrategies: Migration = {
  name: '2026-11-22-create-briefs-and-strategies',
  up: async (m) => {
    await createBriefs(m);
    await createStrategies(m);
  },
};

async function createBriefs({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('strategy_brief')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('version', columns.integer, (column) => column.notNull())
    .addColumn('created_at', columns.instant, (column) => column.notNull())
    .execute();
  await schema.createIndex('strategy_brief_by_client').on('strategy_brief').columns(['client_id']).execute();
  await schema
    .createTable('strategy_brief_version')
    .addColumn('brief_id', columns.id, (column) => column.notNull())
    .addColumn('version', columns.integer, (column) => column.notNull())
    .addColumn('content', columns.json, (column) => column.notNull())
    .addColumn('saved_by', columns.text, (column) => column.notNull())
    .addColumn('saved_at', columns.instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('strategy_brief_version_key', ['brief_id', 'version'])
    .execute();
}

async function createStrategies({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('strategy_document')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('brief_id', columns.id, (column) => column.notNull().unique())
    .addColumn('version', columns.integer, (column) => column.notNull())
    .addColumn('created_at', columns.instant, (column) => column.notNull())
    .execute();
  await schema.createIndex('strategy_document_by_client').on('strategy_document').columns(['client_id']).execute();
  await schema
    .createTable('strategy_document_version')
    .addColumn('strategy_id', columns.id, (column) => column.notNull())
    .addColumn('version', columns.integer, (column) => column.notNull())
    .addColumn('brief_version', columns.integer, (column) => column.notNull())
    .addColumn('state', columns.text, (column) => column.notNull())
    .addColumn('company', columns.text, (column) => column.notNull())
    .addColumn('layers', columns.json, (column) => column.notNull())
    .addColumn('hash', columns.text, (column) => column.notNull())
    .addColumn('made_by', columns.text, (column) => column.notNull())
    .addColumn('made_at', columns.instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('strategy_document_version_key', ['strategy_id', 'version'])
    .execute();
}
