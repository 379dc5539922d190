import type { Migration, MigrationContext } from '@aicmo/core-db';

/** A client's own scoring rules by version, passes over many leads, what is known of mail domains, and what was filled in. */
export const createScoringAndChecks: Migration = {
  name: '2026-11-23-create-scoring-and-checks',
  up: async (m) => {
    await createRules(m);
    await createRuns(m);
    await createDomains(m);
    await createEnrichments(m);
  },
};

async function createRules({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_scoring_rules')
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('version', columns.integer, (column) => column.notNull())
    .addColumn('rules', columns.json, (column) => column.notNull())
    .addColumn('why', columns.text, (column) => column.notNull())
    .addColumn('created_by', columns.text, (column) => column.notNull())
    .addColumn('created_at', columns.instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('cam_scoring_rules_key', ['client_id', 'version'])
    .execute();
}

async function createRuns({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_lead_run')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('kind', columns.text, (column) => column.notNull())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('campaign_id', columns.id)
    .addColumn('status', columns.text, (column) => column.notNull())
    .addColumn('why', columns.text, (column) => column.notNull())
    .addColumn('total', columns.integer, (column) => column.notNull())
    .addColumn('done', columns.integer, (column) => column.notNull())
    .addColumn('changed', columns.integer, (column) => column.notNull())
    .addColumn('counts', columns.json, (column) => column.notNull())
    .addColumn('after_id', columns.text, (column) => column.notNull())
    .addColumn('error', columns.text, (column) => column.notNull())
    .addColumn('started_by', columns.text, (column) => column.notNull())
    .addColumn('started_at', columns.instant, (column) => column.notNull())
    .addColumn('heartbeat_at', columns.instant, (column) => column.notNull())
    .addColumn('ended_at', columns.instant)
    .execute();
  await schema.createIndex('cam_lead_run_by_client').on('cam_lead_run').columns(['client_id', 'started_at']).execute();
}

async function createDomains({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_domain_check')
    .addColumn('domain', columns.text, (column) => column.primaryKey())
    .addColumn('result', columns.text, (column) => column.notNull())
    .addColumn('checked_at', columns.instant, (column) => column.notNull())
    .addColumn('expires_at', columns.instant, (column) => column.notNull())
    .execute();
}

async function createEnrichments({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_enrichment')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('lead_id', columns.id, (column) => column.notNull())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('field', columns.text, (column) => column.notNull())
    .addColumn('value', columns.text, (column) => column.notNull())
    .addColumn('source', columns.text, (column) => column.notNull())
    .addColumn('run_id', columns.id)
    .addColumn('filled_by', columns.text, (column) => column.notNull())
    .addColumn('filled_at', columns.instant, (column) => column.notNull())
    .addColumn('undone_at', columns.instant)
    .execute();
  await schema.createIndex('cam_enrichment_by_lead').on('cam_enrichment').columns(['lead_id']).execute();
}
