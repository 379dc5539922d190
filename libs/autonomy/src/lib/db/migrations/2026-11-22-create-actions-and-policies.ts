import type { Migration, MigrationContext } from '@aicmo/core-db';

/** Actions, policies, and the record of both. */
export const createActionsAndPolicies: Migration = {
  name: '2026-11-22-create-actions-and-policies',
  up: async (m) => {
    await createAction(m);
    await createPolicy(m);
    await createEvent(m);
  },
};

async function createAction({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('autonomy_action')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('unique_key', columns.text, (column) => column.notNull())
    .addColumn('kind', columns.text, (column) => column.notNull())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('campaign_id', columns.id)
    .addColumn('title', columns.text, (column) => column.notNull())
    .addColumn('why', columns.text, (column) => column.notNull())
    .addColumn('evidence', columns.json, (column) => column.notNull())
    .addColumn('input', columns.json, (column) => column.notNull())
    .addColumn('state', columns.text, (column) => column.notNull())
    .addColumn('decision', columns.text)
    .addColumn('decided_by', columns.text)
    .addColumn('decided_at', columns.instant)
    .addColumn('decision_reason', columns.text, (column) => column.notNull())
    .addColumn('not_before', columns.instant, (column) => column.notNull())
    .addColumn('failures', columns.integer, (column) => column.notNull())
    .addColumn('last_error', columns.text, (column) => column.notNull())
    .addColumn('result', columns.json)
    .addColumn('lease_owner', columns.text)
    .addColumn('lease_until', columns.instant)
    .addColumn('fence', columns.integer, (column) => column.notNull())
    .addColumn('proposed_at', columns.instant, (column) => column.notNull())
    .addColumn('changed_at', columns.instant, (column) => column.notNull())
    .execute();
  const index = (name: string) => schema.createIndex(name).on('autonomy_action');
  await index('autonomy_action_once').column('unique_key').unique().execute();
  await index('autonomy_action_by_state').columns(['state', 'not_before']).execute();
  await index('autonomy_action_by_client').columns(['client_id', 'changed_at']).execute();
}

async function createPolicy({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('autonomy_policy')
    .addColumn('client_id', columns.id, (column) => column.primaryKey())
    .addColumn('mode', columns.text, (column) => column.notNull())
    .addColumn('narrower', columns.json, (column) => column.notNull())
    .addColumn('version', columns.integer, (column) => column.notNull())
    .addColumn('changed_by', columns.text, (column) => column.notNull())
    .addColumn('changed_at', columns.instant, (column) => column.notNull())
    .addColumn('reason', columns.text, (column) => column.notNull())
    .execute();
  await schema
    .createTable('autonomy_engine')
    .addColumn('name', columns.text, (column) => column.primaryKey())
    .addColumn('claims', columns.integer, (column) => column.notNull())
    .execute();
}

async function createEvent({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('autonomy_event')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('action_id', columns.id)
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('at', columns.instant, (column) => column.notNull())
    .addColumn('who', columns.text, (column) => column.notNull())
    .addColumn('what', columns.text, (column) => column.notNull())
    .addColumn('why', columns.text, (column) => column.notNull())
    .execute();
  await schema.createIndex('autonomy_event_by_action').on('autonomy_event').columns(['action_id', 'at']).execute();
  await schema.createIndex('autonomy_event_by_client').on('autonomy_event').columns(['client_id', 'at']).execute();
}
