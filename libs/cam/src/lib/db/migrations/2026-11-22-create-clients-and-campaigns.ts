import type { Migration, MigrationContext } from '@aicmo/core-db';

/** Clients and their campaigns. */
export const createClientsAndCampaigns: Migration = {
  name: '2026-11-22-create-clients-and-campaigns',
  up: async (m) => {
    await createClient(m);
    await createCampaign(m);
  },
};

async function createClient({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_client')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('name', columns.text, (column) => column.notNull())
    .addColumn('is_agency', columns.boolean, (column) => column.notNull())
    .addColumn('time_zone', columns.text, (column) => column.notNull())
    .addColumn('sender_name', columns.text, (column) => column.notNull())
    .addColumn('sender_address', columns.text, (column) => column.notNull())
    .addColumn('postal_address', columns.text, (column) => column.notNull())
    .addColumn('brand_kit', columns.json, (column) => column.notNull())
    .addColumn('created_at', columns.instant, (column) => column.notNull())
    .addColumn('updated_at', columns.instant, (column) => column.notNull())
    .addColumn('archived_at', columns.instant)
    .execute();
}

async function createCampaign({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_campaign')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('name', columns.text, (column) => column.notNull())
    .addColumn('objective', columns.text, (column) => column.notNull())
    .addColumn('channels', columns.json, (column) => column.notNull())
    .addColumn('starts_on', columns.text)
    .addColumn('ends_on', columns.text)
    .addColumn('cadence', columns.text, (column) => column.notNull())
    .addColumn('call_to_action', columns.text, (column) => column.notNull())
    .addColumn('reason_for_contact', columns.text, (column) => column.notNull())
    .addColumn('budget_cents', columns.integer)
    .addColumn('currency', columns.text, (column) => column.notNull())
    .addColumn('icp', columns.json, (column) => column.notNull())
    .addColumn('limits', columns.json, (column) => column.notNull())
    .addColumn('lowest_score', columns.real)
    .addColumn('holidays', columns.json, (column) => column.notNull())
    .addColumn('sequence_by_tier', columns.json, (column) => column.notNull())
    .addColumn('sender_name', columns.text)
    .addColumn('sender_address', columns.text)
    .addColumn('mode', columns.text, (column) => column.notNull())
    .addColumn('status', columns.text, (column) => column.notNull())
    .addColumn('status_reason', columns.text, (column) => column.notNull())
    .addColumn('status_at', columns.instant, (column) => column.notNull())
    .addColumn('created_at', columns.instant, (column) => column.notNull())
    .addColumn('updated_at', columns.instant, (column) => column.notNull())
    .execute();
  await schema.createIndex('cam_campaign_by_client').on('cam_campaign').columns(['client_id', 'status']).execute();
}
