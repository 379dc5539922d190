import type { Migration, MigrationContext } from '@aicmo/core-db';

/** What people note, plan and decide about one lead, and the order of the review queue. */
export const createLeadWork: Migration = {
  name: '2026-11-23-create-lead-work',
  up: async (m) => {
    await createNote(m);
    await createTask(m);
    await createAppointment(m);
    await createWin(m);
    await createReview(m);
  },
};

async function createNote({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_lead_note')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('lead_id', columns.id, (column) => column.notNull())
    .addColumn('text', columns.text, (column) => column.notNull())
    .addColumn('made_by', columns.text, (column) => column.notNull())
    .addColumn('made_at', columns.instant, (column) => column.notNull())
    .addColumn('edited_at', columns.instant)
    .addColumn('removed_at', columns.instant)
    .execute();
  await schema.createIndex('cam_lead_note_by_lead').on('cam_lead_note').columns(['lead_id', 'made_at']).execute();
}

async function createTask({ schema, columns }: MigrationContext): Promise<void> {
  const { sql } = await import('kysely');
  await schema
    .createTable('cam_lead_task')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('lead_id', columns.id, (column) => column.notNull())
    .addColumn('title', columns.text, (column) => column.notNull())
    .addColumn('due_at', columns.instant, (column) => column.notNull())
    .addColumn('time_zone', columns.text, (column) => column.notNull())
    .addColumn('state', columns.text, (column) => column.notNull())
    .addColumn('outcome', columns.text, (column) => column.notNull())
    .addColumn('made_by', columns.text, (column) => column.notNull())
    .addColumn('made_at', columns.instant, (column) => column.notNull())
    .addColumn('updated_at', columns.instant, (column) => column.notNull())
    .addColumn('ended_at', columns.instant)
    .addColumn('ended_by', columns.text, (column) => column.notNull())
    .execute();
  await schema.createIndex('cam_lead_task_by_lead').on('cam_lead_task').columns(['lead_id', 'due_at']).execute();
  await schema
    .createIndex('cam_lead_task_open')
    .on('cam_lead_task')
    .columns(['due_at', 'id'])
    .where(sql<boolean>`state = 'OPEN'`)
    .execute();
}

async function createAppointment({ schema, columns }: MigrationContext): Promise<void> {
  const { sql } = await import('kysely');
  await schema
    .createTable('cam_appointment')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('lead_id', columns.id, (column) => column.notNull())
    .addColumn('title', columns.text, (column) => column.notNull())
    .addColumn('starts_at', columns.instant, (column) => column.notNull())
    .addColumn('ends_at', columns.instant, (column) => column.notNull())
    .addColumn('time_zone', columns.text, (column) => column.notNull())
    .addColumn('place', columns.text, (column) => column.notNull())
    .addColumn('state', columns.text, (column) => column.notNull())
    .addColumn('outcome', columns.text, (column) => column.notNull())
    .addColumn('made_by', columns.text, (column) => column.notNull())
    .addColumn('made_at', columns.instant, (column) => column.notNull())
    .addColumn('updated_at', columns.instant, (column) => column.notNull())
    .execute();
  await schema.createIndex('cam_appointment_by_lead').on('cam_appointment').columns(['lead_id', 'starts_at']).execute();
  await schema
    .createIndex('cam_appointment_planned')
    .on('cam_appointment')
    .columns(['ends_at', 'id'])
    .where(sql<boolean>`state = 'PLANNED'`)
    .execute();
}

async function createWin({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_lead_win')
    .addColumn('lead_id', columns.id, (column) => column.primaryKey())
    .addColumn('won_client_id', columns.id, (column) => column.notNull())
    .addColumn('is_new_client', columns.boolean, (column) => column.notNull())
    .addColumn('won_at', columns.instant, (column) => column.notNull())
    .addColumn('won_by', columns.text, (column) => column.notNull())
    .execute();
  await schema.createIndex('cam_lead_win_by_client').on('cam_lead_win').columns(['won_client_id']).execute();
}

/**
 * A lead stands in the queue for what is true of it, so the queue has no rows of its own but what people said to it. An
 * index holds only the leads that are in it, oldest first, for one client and for all.
 */
async function createReview({ schema, columns }: MigrationContext): Promise<void> {
  const { sql } = await import('kysely');
  await schema
    .createTable('cam_review_settled')
    .addColumn('lead_id', columns.id, (column) => column.notNull())
    .addColumn('kind', columns.text, (column) => column.notNull())
    .addColumn('until', columns.instant)
    .addColumn('settled_by', columns.text, (column) => column.notNull())
    .addColumn('settled_at', columns.instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('cam_review_settled_key', ['lead_id', 'kind'])
    .execute();
  const queues = [
    { name: 'review', since: 'review_since', where: sql<boolean>`needs_review = 1` },
    { name: 'address', since: 'email_checked_at', where: sql<boolean>`email_check = 'INVALID'` },
    { name: 'company', since: 'created_at', where: sql<boolean>`company = '' and tier in ('HOT', 'WARM')` },
  ] as const;
  for (const { name, since, where } of queues) {
    for (const client of [[], ['client_id']]) {
      await schema
        .createIndex(`cam_lead_queue_${name}${client.length === 0 ? '' : '_of_client'}`)
        .on('cam_lead')
        .columns([...client, since, 'id'])
        .where(where)
        .execute();
    }
  }
}
