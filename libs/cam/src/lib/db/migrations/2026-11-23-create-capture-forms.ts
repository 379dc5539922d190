import type { Migration, MigrationContext } from '@aicmo/core-db';

/** Forms on the web, and what people sent by them. */
export const createCaptureForms: Migration = {
  name: '2026-11-23-create-capture-forms',
  up: async (m) => {
    await createForm(m);
    await createSubmission(m);
  },
};

async function createForm({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_capture_form')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('campaign_id', columns.id)
    .addColumn('key', columns.text, (column) => column.notNull().unique())
    .addColumn('name', columns.text, (column) => column.notNull())
    .addColumn('title', columns.text, (column) => column.notNull())
    .addColumn('intro', columns.text, (column) => column.notNull())
    .addColumn('fields', columns.json, (column) => column.notNull())
    .addColumn('consent_text', columns.text, (column) => column.notNull())
    .addColumn('sites', columns.json, (column) => column.notNull())
    .addColumn('status', columns.text, (column) => column.notNull())
    .addColumn('version', columns.integer, (column) => column.notNull())
    .addColumn('created_by', columns.text, (column) => column.notNull())
    .addColumn('created_at', columns.instant, (column) => column.notNull())
    .addColumn('updated_at', columns.instant, (column) => column.notNull())
    .execute();
  await schema.createIndex('cam_capture_form_by_client').on('cam_capture_form').columns(['client_id', 'id']).execute();
}

async function createSubmission({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_capture_submission')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('form_id', columns.id, (column) => column.notNull())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('page_nonce', columns.text, (column) => column.notNull())
    .addColumn('answers', columns.json, (column) => column.notNull())
    .addColumn('email_key', columns.text, (column) => column.notNull())
    .addColumn('consent_text', columns.text, (column) => column.notNull())
    .addColumn('status', columns.text, (column) => column.notNull())
    .addColumn('status_reason', columns.text, (column) => column.notNull())
    .addColumn('received_at', columns.instant, (column) => column.notNull())
    .addColumn('expires_at', columns.instant, (column) => column.notNull())
    .addColumn('confirmed_at', columns.instant)
    .addColumn('lead_id', columns.id)
    .addColumn('ledger_id', columns.id)
    .addColumn('message_state', columns.text, (column) => column.notNull())
    .addUniqueConstraint('cam_capture_submission_once', ['form_id', 'page_nonce'])
    .execute();
  await schema
    .createIndex('cam_capture_submission_by_time')
    .on('cam_capture_submission')
    .columns(['status', 'received_at', 'id'])
    .execute();
  await schema
    .createIndex('cam_capture_submission_by_email')
    .on('cam_capture_submission')
    .columns(['email_key', 'received_at'])
    .execute();
  await schema
    .createIndex('cam_capture_submission_by_lead')
    .on('cam_capture_submission')
    .columns(['lead_id'])
    .execute();
}
