import type { Migration, MigrationContext } from '@aicmo/core-db';

/** Calendars, the tasks that they and people make, and the story of both. */
export const createCalendarsAndTasks: Migration = {
  name: '2026-11-22-create-calendars-and-tasks',
  up: async (m) => {
    await createCalendar(m);
    await createTask(m);
    await createEvent(m);
  },
};

async function createCalendar({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('campaign_ops_calendar')
    .addColumn('campaign_id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('version', columns.integer, (column) => column.notNull())
    .addColumn('plan', columns.json, (column) => column.notNull())
    .addColumn('saved_by', columns.text, (column) => column.notNull())
    .addColumn('saved_at', columns.instant, (column) => column.notNull())
    .execute();
}

async function createTask({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('campaign_ops_task')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('unique_key', columns.text)
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('campaign_id', columns.id)
    .addColumn('kind', columns.text, (column) => column.notNull())
    .addColumn('platform', columns.text)
    .addColumn('slot_key', columns.text)
    .addColumn('title', columns.text, (column) => column.notNull())
    .addColumn('steps', columns.json, (column) => column.notNull())
    .addColumn('copy', columns.text, (column) => column.notNull())
    .addColumn('due_at', columns.instant, (column) => column.notNull())
    .addColumn('time_zone', columns.text, (column) => column.notNull())
    .addColumn('state', columns.text, (column) => column.notNull())
    .addColumn('reason', columns.text, (column) => column.notNull())
    .addColumn('proof_url', columns.text)
    .addColumn('proof_note', columns.text)
    .addColumn('follows_task_id', columns.id)
    .addColumn('touched_at', columns.instant)
    .addColumn('created_at', columns.instant, (column) => column.notNull())
    .addColumn('changed_at', columns.instant, (column) => column.notNull())
    .execute();
  const index = (name: string) => schema.createIndex(name).on('campaign_ops_task');
  await index('campaign_ops_task_once').column('unique_key').unique().execute();
  await index('campaign_ops_task_by_state').columns(['state', 'due_at']).execute();
  await index('campaign_ops_task_by_client').columns(['client_id', 'due_at']).execute();
  await index('campaign_ops_task_by_campaign').columns(['campaign_id', 'due_at']).execute();
  await index('campaign_ops_task_by_origin').column('follows_task_id').execute();
}

async function createEvent({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('campaign_ops_event')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('task_id', columns.id)
    .addColumn('campaign_id', columns.id)
    .addColumn('at', columns.instant, (column) => column.notNull())
    .addColumn('who', columns.text, (column) => column.notNull())
    .addColumn('what', columns.text, (column) => column.notNull())
    .addColumn('why', columns.text, (column) => column.notNull())
    .execute();
  await schema.createIndex('campaign_ops_event_by_task').on('campaign_ops_event').columns(['task_id', 'at']).execute();
  await schema
    .createIndex('campaign_ops_event_by_campaign')
    .on('campaign_ops_event')
    .columns(['campaign_id', 'at'])
    .execute();
}
