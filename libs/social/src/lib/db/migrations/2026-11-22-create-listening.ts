import type { Migration, MigrationContext } from '@aicmo/core-db';

/** Sources, what they carried, and the reports made of it. */
export const createListening: Migration = {
  name: '2026-11-22-create-listening',
  up: async (m) => {
    await createSources(m);
    await createMentions(m);
    await createReports(m);
  },
};

async function createSources({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('social_source')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('name', columns.text, (column) => column.notNull())
    .addColumn('url', columns.text)
    .addColumn('identity', columns.text, (column) => column.notNull())
    .addColumn('format', columns.text)
    .addColumn('failure', columns.text)
    .addColumn('read_at', columns.instant)
    .addColumn('tried_at', columns.instant)
    .addColumn('created_at', columns.instant, (column) => column.notNull())
    .addColumn('archived_at', columns.instant)
    .execute();
  await schema.createIndex('social_source_by_client').on('social_source').columns(['client_id', 'identity']).execute();
}

async function createMentions({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('social_mention')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('source_id', columns.id, (column) => column.notNull())
    .addColumn('identity', columns.text, (column) => column.notNull())
    .addColumn('url', columns.text)
    .addColumn('title', columns.text, (column) => column.notNull())
    .addColumn('text', columns.text, (column) => column.notNull())
    .addColumn('author', columns.text)
    .addColumn('language', columns.text)
    .addColumn('published_at', columns.instant)
    .addColumn('seen_at', columns.instant, (column) => column.notNull())
    .addColumn('label', columns.text, (column) => column.notNull())
    .addColumn('sentiment', columns.json, (column) => column.notNull())
    .addColumn('corrected_by', columns.text)
    .addColumn('corrected_at', columns.instant)
    .addUniqueConstraint('social_mention_once', ['source_id', 'identity'])
    .execute();
  await schema
    .createIndex('social_mention_by_client')
    .on('social_mention')
    .columns(['client_id', 'published_at'])
    .execute();
}

async function createReports({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('social_report')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('made_at', columns.instant, (column) => column.notNull())
    .addColumn('made_by', columns.text, (column) => column.notNull())
    .addColumn('report', columns.json, (column) => column.notNull())
    .execute();
  await schema.createIndex('social_report_by_client').on('social_report').columns(['client_id', 'made_at']).execute();
}
