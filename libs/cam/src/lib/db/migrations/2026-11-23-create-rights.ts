import type { Migration, MigrationContext } from '@aicmo/core-db';

/** Where consent came from, what was erased and must not come back, and how long things are kept. */
export const createRights: Migration = {
  name: '2026-11-23-create-rights',
  up: async (m) => {
    await createConsentEvent(m);
    await createErasure(m);
    await createRetention(m);
    await m.schema
      .createIndex('cam_suppression_by_time')
      .on('cam_suppression')
      .columns(['removed_at', 'created_at', 'id'])
      .execute();
  },
};

async function createConsentEvent({ schema, columns, run }: MigrationContext): Promise<void> {
  const { sql } = await import('kysely');
  await schema
    .createTable('cam_consent_event')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('lead_id', columns.id, (column) => column.notNull())
    .addColumn('consent_before', columns.text, (column) => column.notNull())
    .addColumn('consent', columns.text, (column) => column.notNull())
    .addColumn('source', columns.text, (column) => column.notNull())
    .addColumn('why', columns.text, (column) => column.notNull())
    .addColumn('agreed_to', columns.text, (column) => column.notNull())
    .addColumn('actor', columns.text, (column) => column.notNull())
    .addColumn('at', columns.instant, (column) => column.notNull())
    .execute();
  await schema
    .createIndex('cam_consent_event_by_lead')
    .on('cam_consent_event')
    .columns(['lead_id', 'at', 'id'])
    .execute();
  await run(sql`
    insert into cam_consent_event
      (id, client_id, lead_id, consent_before, consent, source, why, agreed_to, actor, at)
    select id, client_id, id, 'UNKNOWN', consent, consent_source, 'As it stood before consent had a history.', '',
      consent_source, coalesce(consent_at, updated_at)
    from cam_lead where consent <> 'UNKNOWN'`);
}

async function createErasure({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_erasure')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('counts', columns.json, (column) => column.notNull())
    .addColumn('reason', columns.text, (column) => column.notNull())
    .addColumn('cause', columns.text, (column) => column.notNull())
    .addColumn('erased_by', columns.text, (column) => column.notNull())
    .addColumn('at', columns.instant, (column) => column.notNull())
    .execute();
  await schema
    .createTable('cam_erased_key')
    .addColumn('kind', columns.text, (column) => column.notNull())
    .addColumn('hash', columns.text, (column) => column.notNull())
    .addColumn('erasure_id', columns.id, (column) => column.notNull())
    .addColumn('at', columns.instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('cam_erased_key_key', ['kind', 'hash'])
    .execute();
  await schema
    .createTable('cam_secret')
    .addColumn('name', columns.text, (column) => column.primaryKey())
    .addColumn('value', columns.text, (column) => column.notNull())
    .addColumn('created_at', columns.instant, (column) => column.notNull())
    .execute();
}

async function createRetention({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_retention_rule')
    .addColumn('kind', columns.text, (column) => column.primaryKey())
    .addColumn('is_on', columns.boolean, (column) => column.notNull())
    .addColumn('days', columns.integer, (column) => column.notNull())
    .addColumn('changed_by', columns.text, (column) => column.notNull())
    .addColumn('changed_at', columns.instant, (column) => column.notNull())
    .execute();
  await schema
    .createTable('cam_retention_run')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('kind', columns.text, (column) => column.notNull())
    .addColumn('days', columns.integer, (column) => column.notNull())
    .addColumn('cutoff', columns.instant, (column) => column.notNull())
    .addColumn('removed', columns.integer, (column) => column.notNull())
    .addColumn('error', columns.text, (column) => column.notNull())
    .addColumn('started_by', columns.text, (column) => column.notNull())
    .addColumn('started_at', columns.instant, (column) => column.notNull())
    .addColumn('ended_at', columns.instant, (column) => column.notNull())
    .execute();
  await schema.createIndex('cam_retention_run_by_time').on('cam_retention_run').columns(['started_at', 'id']).execute();
}
