import type { Migration } from '@aicmo/core-db';

type MigrationTools = Parameters<Migration['up']>[0];

/** What each run did to each message, when an enrolment is due in each mode, and whose turn it is to book a place. */
export const createRunItems: Migration = {
  name: '2026-11-22-create-run-items',
  up: async (m) => {
    await createItem(m);
    await addDue(m);
    await createTurn(m);
  },
};

async function createItem({ schema, columns }: MigrationTools): Promise<void> {
  await schema
    .createTable('cam_orchestrator_run_item')
    .addColumn('run_id', columns.id, (column) => column.notNull())
    .addColumn('attempt_id', columns.id, (column) => column.notNull())
    .addColumn('outcome', columns.text, (column) => column.notNull())
    .addPrimaryKeyConstraint('cam_orchestrator_run_item_key', ['run_id', 'attempt_id'])
    .execute();
}

/** Null: not looked at yet in this mode. One column for each mode, so that finding due work stays one index range. */
async function addDue({ schema, columns }: MigrationTools): Promise<void> {
  for (const mode of ['simulation', 'proof', 'live']) {
    await schema.alterTable('cam_enrolment').addColumn(`due_${mode}`, columns.instant).execute();
    await schema
      .createIndex(`cam_enrolment_due_${mode}`)
      .on('cam_enrolment')
      .columns(['campaign_id', 'status', `due_${mode}`, 'id'])
      .execute();
  }
}

/** One row for each mode: whoever books a place counts it up, so that two workers book one after the other. */
async function createTurn({ schema, columns, run }: MigrationTools): Promise<void> {
  const { sql } = await import('kysely');
  await schema
    .createTable('cam_outreach_turn')
    .addColumn('mode', columns.text, (column) => column.primaryKey())
    .addColumn('turn', columns.integer, (column) => column.notNull())
    .execute();
  await run(sql`insert into cam_outreach_turn (mode, turn) values ('SIMULATION', 0), ('PROOF', 0), ('LIVE', 0)`);
  await schema
    .createIndex('cam_outreach_attempt_by_mode')
    .on('cam_outreach_attempt')
    .columns(['mode', 'status', 'settled_at'])
    .execute();
}
