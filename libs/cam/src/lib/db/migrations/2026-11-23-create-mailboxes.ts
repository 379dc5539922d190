import type { Migration } from '@aicmo/core-db';

/** Mailboxes of clients, with their secrets sealed. */
export const createMailboxes: Migration = {
  name: '2026-11-23-create-mailboxes',
  up: async ({ schema, columns }) => {
    await schema
      .createTable('cam_mailbox')
      .addColumn('id', columns.id, (column) => column.primaryKey())
      .addColumn('client_id', columns.id, (column) => column.notNull())
      .addColumn('address', columns.text, (column) => column.notNull())
      .addColumn('address_key', columns.text, (column) => column.unique())
      .addColumn('sender_name', columns.text, (column) => column.notNull())
      .addColumn('reply_to', columns.text, (column) => column.notNull())
      .addColumn('signature', columns.text, (column) => column.notNull())
      .addColumn('postal_address', columns.text, (column) => column.notNull())
      .addColumn('provider_id', columns.text)
      .addColumn('smtp', columns.json, (column) => column.notNull())
      .addColumn('imap', columns.json)
      .addColumn('certificate', columns.text, (column) => column.notNull())
      .addColumn('limits', columns.json, (column) => column.notNull())
      .addColumn('smtp_secret', columns.text)
      .addColumn('imap_secret', columns.text)
      .addColumn('dkim_selector', columns.text)
      .addColumn('dkim_secret', columns.text)
      .addColumn('status', columns.text, (column) => column.notNull())
      .addColumn('status_reason', columns.text, (column) => column.notNull())
      .addColumn('test', columns.json)
      .addColumn('report', columns.json)
      .addColumn('failing_since', columns.instant)
      .addColumn('version', columns.integer, (column) => column.notNull())
      .addColumn('created_by', columns.text, (column) => column.notNull())
      .addColumn('created_at', columns.instant, (column) => column.notNull())
      .addColumn('updated_at', columns.instant, (column) => column.notNull())
      .execute();
    await schema.createIndex('cam_mailbox_by_client').on('cam_mailbox').columns(['client_id', 'id']).execute();
  },
};
