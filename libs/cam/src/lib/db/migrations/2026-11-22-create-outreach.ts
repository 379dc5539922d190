import type { Migration, MigrationContext } from '@aicmo/core-db';

/** Sequences, enrolments, attempts and the runs that make them. */
export const createOutreach: Migration = {
  name: '2026-11-22-create-outreach',
  up: async (m) => {
    await createSequence(m);
    await createEnrolment(m);
    await createAttempt(m);
    await createRun(m);
  },
};

async function createSequence({ schema, columns }: MigrationContext): Promise<void> {
  const { sql } = await import('kysely');
  await schema
    .createTable('cam_sequence')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id)
    .addColumn('key', columns.text, (column) => column.notNull())
    .addColumn('name', columns.text, (column) => column.notNull())
    .addColumn('goal', columns.text, (column) => column.notNull())
    .addColumn('tier', columns.text)
    .addColumn('version', columns.integer, (column) => column.notNull())
    .addColumn('created_at', columns.instant, (column) => column.notNull())
    .addColumn('updated_at', columns.instant, (column) => column.notNull())
    .addColumn('archived_at', columns.instant)
    .execute();
  await schema
    .createIndex('cam_sequence_built_in')
    .unique()
    .on('cam_sequence')
    .columns(['key'])
    .where(sql<boolean>`client_id is null`)
    .execute();
  await schema
    .createTable('cam_sequence_step')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('sequence_id', columns.id, (column) => column.notNull())
    .addColumn('position', columns.integer, (column) => column.notNull())
    .addColumn('day', columns.integer, (column) => column.notNull())
    .addColumn('channel', columns.text, (column) => column.notNull())
    .addColumn('subject_template', columns.text, (column) => column.notNull())
    .addColumn('body_template', columns.text, (column) => column.notNull())
    .addUniqueConstraint('cam_sequence_step_once', ['sequence_id', 'position'])
    .execute();
}

async function createEnrolment({ schema, columns }: MigrationContext): Promise<void> {
  const { sql } = await import('kysely');
  await schema
    .createTable('cam_enrolment')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('campaign_id', columns.id, (column) => column.notNull())
    .addColumn('lead_id', columns.id, (column) => column.notNull())
    .addColumn('sequence_id', columns.id, (column) => column.notNull())
    .addColumn('tier', columns.text)
    .addColumn('status', columns.text, (column) => column.notNull())
    .addColumn('status_reason', columns.text, (column) => column.notNull())
    .addColumn('paused_until', columns.instant)
    .addColumn('started_at', columns.instant, (column) => column.notNull())
    .addColumn('ended_at', columns.instant)
    .addColumn('created_by', columns.text, (column) => column.notNull())
    .addColumn('created_at', columns.instant, (column) => column.notNull())
    .addColumn('updated_at', columns.instant, (column) => column.notNull())
    .execute();
  await schema
    .createIndex('cam_enrolment_current')
    .unique()
    .on('cam_enrolment')
    .columns(['campaign_id', 'lead_id'])
    .where(sql<boolean>`status in ('ACTIVE', 'PAUSED')`)
    .execute();
  await schema
    .createIndex('cam_enrolment_due')
    .on('cam_enrolment')
    .columns(['campaign_id', 'status', 'started_at', 'id'])
    .execute();
  await schema.createIndex('cam_enrolment_by_lead').on('cam_enrolment').columns(['lead_id']).execute();
}

async function createAttempt({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_outreach_attempt')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('campaign_id', columns.id, (column) => column.notNull())
    .addColumn('lead_id', columns.id, (column) => column.notNull())
    .addColumn('enrolment_id', columns.id, (column) => column.notNull())
    .addColumn('sequence_id', columns.id, (column) => column.notNull())
    .addColumn('step_id', columns.id, (column) => column.notNull())
    .addColumn('step', columns.integer, (column) => column.notNull())
    .addColumn('mode', columns.text, (column) => column.notNull())
    .addColumn('channel', columns.text, (column) => column.notNull())
    .addColumn('status', columns.text, (column) => column.notNull())
    .addColumn('not_before', columns.instant)
    .addColumn('reasons', columns.json, (column) => column.notNull())
    .addColumn('recipient', columns.text, (column) => column.notNull())
    .addColumn('subject', columns.text, (column) => column.notNull())
    .addColumn('body', columns.text, (column) => column.notNull())
    .addColumn('ledger_id', columns.id)
    .addColumn('run_id', columns.id)
    .addColumn('fencing_token', columns.integer)
    .addColumn('retry_count', columns.integer, (column) => column.notNull())
    .addColumn('evidence', columns.json, (column) => column.notNull())
    .addColumn('planned_at', columns.instant, (column) => column.notNull())
    .addColumn('settled_at', columns.instant)
    .addColumn('created_at', columns.instant, (column) => column.notNull())
    .addColumn('updated_at', columns.instant, (column) => column.notNull())
    .addUniqueConstraint('cam_outreach_attempt_once', ['enrolment_id', 'step', 'mode'])
    .execute();
  await schema
    .createIndex('cam_outreach_attempt_by_state')
    .on('cam_outreach_attempt')
    .columns(['campaign_id', 'mode', 'status', 'settled_at'])
    .execute();
  await schema.createIndex('cam_outreach_attempt_by_lead').on('cam_outreach_attempt').columns(['lead_id']).execute();
  await schema.createIndex('cam_outreach_attempt_by_run').on('cam_outreach_attempt').columns(['run_id']).execute();
}

async function createRun({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_orchestrator_run')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('campaign_id', columns.id, (column) => column.notNull())
    .addColumn('mode', columns.text, (column) => column.notNull())
    .addColumn('status', columns.text, (column) => column.notNull())
    .addColumn('worker', columns.text, (column) => column.notNull())
    .addColumn('lease_until', columns.instant, (column) => column.notNull())
    .addColumn('fencing_token', columns.integer, (column) => column.notNull())
    .addColumn('counters', columns.json, (column) => column.notNull())
    .addColumn('outcome', columns.text, (column) => column.notNull())
    .addColumn('error', columns.text, (column) => column.notNull())
    .addColumn('started_by', columns.text, (column) => column.notNull())
    .addColumn('started_at', columns.instant, (column) => column.notNull())
    .addColumn('heartbeat_at', columns.instant, (column) => column.notNull())
    .addColumn('ended_at', columns.instant)
    .execute();
  await schema
    .createIndex('cam_orchestrator_run_by_campaign')
    .on('cam_orchestrator_run')
    .columns(['campaign_id', 'started_at'])
    .execute();
  await schema
    .createTable('cam_orchestrator_claim')
    .addColumn('campaign_id', columns.id, (column) => column.notNull())
    .addColumn('run_id', columns.id, (column) => column.notNull())
    .addColumn('worker', columns.text, (column) => column.notNull())
    .addColumn('lease_until', columns.instant, (column) => column.notNull())
    .addColumn('fencing_token', columns.integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('cam_orchestrator_claim_key', ['campaign_id'])
    .execute();
}
