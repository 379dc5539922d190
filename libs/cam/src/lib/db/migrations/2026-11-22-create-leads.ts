import type { Migration, MigrationContext } from '@aicmo/core-db';

/** Leads, how they are recognised, where they came from, and who is never contacted. */
export const createLeads: Migration = {
  name: '2026-11-22-create-leads',
  up: async (m) => {
    await createLead(m);
    await createIdentity(m);
    await createBatch(m);
    await createBatchRows(m);
    await createSuppression(m);
  },
};

async function createLead({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_lead')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('campaign_id', columns.id)
    .addColumn('first_name', columns.text, (column) => column.notNull())
    .addColumn('last_name', columns.text, (column) => column.notNull())
    .addColumn('full_name', columns.text, (column) => column.notNull())
    .addColumn('title', columns.text, (column) => column.notNull())
    .addColumn('company', columns.text, (column) => column.notNull())
    .addColumn('company_domain', columns.text, (column) => column.notNull())
    .addColumn('industry', columns.text, (column) => column.notNull())
    .addColumn('employee_count', columns.integer)
    .addColumn('revenue_cents', columns.integer)
    .addColumn('location', columns.text, (column) => column.notNull())
    .addColumn('country', columns.text, (column) => column.notNull())
    .addColumn('email', columns.text, (column) => column.notNull())
    .addColumn('email_key', columns.text)
    .addColumn('linkedin', columns.text, (column) => column.notNull())
    .addColumn('linkedin_key', columns.text)
    .addColumn('phone', columns.text, (column) => column.notNull())
    .addColumn('phone_key', columns.text)
    .addColumn('time_zone', columns.text)
    .addColumn('language', columns.text, (column) => column.notNull())
    .addColumn('search_text', columns.text, (column) => column.notNull())
    .addColumn('signals', columns.json, (column) => column.notNull())
    .addColumn('budget_known', columns.boolean, (column) => column.notNull())
    .addColumn('timeline_known', columns.boolean, (column) => column.notNull())
    .addColumn('score', columns.real)
    .addColumn('fit', columns.real)
    .addColumn('opportunity', columns.real)
    .addColumn('tier', columns.text)
    .addColumn('grade', columns.text)
    .addColumn('factors', columns.json, (column) => column.notNull())
    .addColumn('scored_at', columns.instant)
    .addColumn('state', columns.text, (column) => column.notNull())
    .addColumn('state_reason', columns.text, (column) => column.notNull())
    .addColumn('consent', columns.text, (column) => column.notNull())
    .addColumn('consent_source', columns.text, (column) => column.notNull())
    .addColumn('consent_at', columns.instant)
    .addColumn('needs_review', columns.boolean, (column) => column.notNull())
    .addColumn('review_reason', columns.text, (column) => column.notNull())
    .addColumn('source', columns.text, (column) => column.notNull())
    .addColumn('batch_id', columns.id)
    .addColumn('batch_row', columns.integer)
    .addColumn('fields', columns.json, (column) => column.notNull())
    .addColumn('created_at', columns.instant, (column) => column.notNull())
    .addColumn('updated_at', columns.instant, (column) => column.notNull())
    .execute();
  await schema.createIndex('cam_lead_by_score').on('cam_lead').columns(['client_id', 'score', 'id']).execute();
  await schema.createIndex('cam_lead_by_state').on('cam_lead').columns(['client_id', 'state', 'score', 'id']).execute();
  await schema.createIndex('cam_lead_by_campaign').on('cam_lead').columns(['campaign_id', 'score', 'id']).execute();
  await schema.createIndex('cam_lead_by_batch').on('cam_lead').columns(['batch_id', 'batch_row']).execute();
}

async function createIdentity({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_lead_identity')
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('kind', columns.text, (column) => column.notNull())
    .addColumn('value', columns.text, (column) => column.notNull())
    .addColumn('lead_id', columns.id, (column) => column.notNull())
    .addPrimaryKeyConstraint('cam_lead_identity_key', ['client_id', 'kind', 'value'])
    .execute();
  await schema.createIndex('cam_lead_identity_by_lead').on('cam_lead_identity').columns(['lead_id']).execute();
}

async function createBatch({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_import_batch')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('campaign_id', columns.id)
    .addColumn('file_name', columns.text, (column) => column.notNull())
    .addColumn('sha256', columns.text, (column) => column.notNull())
    .addColumn('size_bytes', columns.integer, (column) => column.notNull())
    .addColumn('status', columns.text, (column) => column.notNull())
    .addColumn('policy', columns.text, (column) => column.notNull())
    .addColumn('encoding', columns.text, (column) => column.notNull())
    .addColumn('delimiter', columns.text, (column) => column.notNull())
    .addColumn('mapping', columns.json, (column) => column.notNull())
    .addColumn('rows_total', columns.integer, (column) => column.notNull())
    .addColumn('rows_done', columns.integer, (column) => column.notNull())
    .addColumn('imported', columns.integer, (column) => column.notNull())
    .addColumn('updated', columns.integer, (column) => column.notNull())
    .addColumn('duplicates', columns.integer, (column) => column.notNull())
    .addColumn('rejected', columns.integer, (column) => column.notNull())
    .addColumn('enrolled', columns.integer, (column) => column.notNull())
    .addColumn('error', columns.text, (column) => column.notNull())
    .addColumn('imported_by', columns.text, (column) => column.notNull())
    .addColumn('started_at', columns.instant, (column) => column.notNull())
    .addColumn('heartbeat_at', columns.instant, (column) => column.notNull())
    .addColumn('ended_at', columns.instant)
    .addUniqueConstraint('cam_import_batch_once', ['client_id', 'sha256'])
    .execute();
}

async function createBatchRows({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_import_rejection')
    .addColumn('batch_id', columns.id, (column) => column.notNull())
    .addColumn('row_number', columns.integer, (column) => column.notNull())
    .addColumn('raw', columns.text, (column) => column.notNull())
    .addColumn('code', columns.text, (column) => column.notNull())
    .addColumn('reason', columns.text, (column) => column.notNull())
    .addPrimaryKeyConstraint('cam_import_rejection_key', ['batch_id', 'row_number'])
    .execute();
  await schema
    .createTable('cam_import_conflict')
    .addColumn('batch_id', columns.id, (column) => column.notNull())
    .addColumn('row_number', columns.integer, (column) => column.notNull())
    .addColumn('lead_id', columns.id, (column) => column.notNull())
    .addColumn('field', columns.text, (column) => column.notNull())
    .addColumn('kept', columns.text, (column) => column.notNull())
    .addColumn('found', columns.text, (column) => column.notNull())
    .addPrimaryKeyConstraint('cam_import_conflict_key', ['batch_id', 'row_number', 'field'])
    .execute();
}

async function createSuppression({ schema, columns }: MigrationContext): Promise<void> {
  const { sql } = await import('kysely');
  await schema
    .createTable('cam_suppression')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('scope', columns.text, (column) => column.notNull())
    .addColumn('kind', columns.text, (column) => column.notNull())
    .addColumn('value', columns.text, (column) => column.notNull())
    .addColumn('reason', columns.text, (column) => column.notNull())
    .addColumn('source', columns.text, (column) => column.notNull())
    .addColumn('created_by', columns.text, (column) => column.notNull())
    .addColumn('created_at', columns.instant, (column) => column.notNull())
    .addColumn('removed_at', columns.instant)
    .addColumn('removed_by', columns.text, (column) => column.notNull())
    .addColumn('removed_reason', columns.text, (column) => column.notNull())
    .execute();
  await schema
    .createIndex('cam_suppression_once')
    .unique()
    .on('cam_suppression')
    .columns(['scope', 'kind', 'value'])
    .where(sql<boolean>`removed_at is null`)
    .execute();
  await schema.createIndex('cam_suppression_by_value').on('cam_suppression').columns(['kind', 'value']).execute();
}
