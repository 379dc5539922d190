import type { Migration, MigrationContext } from '@aicmo/core-db';

/** Answers that people write to what came in: drafts, and those that were sent. */
export const createInbox: Migration = {
  name: '2026-11-24-create-inbox',
  up: async (m) => {
    await createDrafts(m);
    await createAnswers(m);
    await m.schema
      .createIndex('cam_inbound_by_sender')
      .on('cam_inbound')
      .columns(['mailbox_id', 'from_key', 'received_at'])
      .execute();
  },
};

const createDrafts = ({ schema, columns }: MigrationContext): Promise<void> =>
  schema
    .createTable('cam_inbox_draft')
    .addColumn('inbound_id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('lead_id', columns.id)
    .addColumn('recipient_key', columns.text, (column) => column.notNull())
    .addColumn('text', columns.text, (column) => column.notNull())
    .addColumn('written_by', columns.text, (column) => column.notNull())
    .addColumn('version', columns.integer, (column) => column.notNull())
    .addColumn('created_at', columns.instant, (column) => column.notNull())
    .addColumn('updated_at', columns.instant, (column) => column.notNull())
    .execute();

async function createAnswers({ schema, columns }: MigrationContext): Promise<void> {
  const { sql } = await import('kysely');
  await schema
    .createTable('cam_inbox_answer')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('inbound_id', columns.id, (column) => column.notNull())
    .addColumn('lead_id', columns.id)
    .addColumn('mailbox_id', columns.id, (column) => column.notNull())
    .addColumn('recipient', columns.text, (column) => column.notNull())
    .addColumn('recipient_key', columns.text, (column) => column.notNull())
    .addColumn('recipient_name', columns.text, (column) => column.notNull())
    .addColumn('subject', columns.text, (column) => column.notNull())
    .addColumn('text', columns.text, (column) => column.notNull())
    .addColumn('message_id', columns.text, (column) => column.notNull())
    .addColumn('thread', columns.json, (column) => column.notNull())
    .addColumn('state', columns.text, (column) => column.notNull())
    .addColumn('reasons', columns.json, (column) => column.notNull())
    .addColumn('evidence', columns.json, (column) => column.notNull())
    .addColumn('tries', columns.integer, (column) => column.notNull())
    .addColumn('next_try_at', columns.instant)
    .addColumn('ledger_id', columns.id)
    .addColumn('written_by', columns.text, (column) => column.notNull())
    .addColumn('created_at', columns.instant, (column) => column.notNull())
    .addColumn('settled_at', columns.instant)
    .addColumn('updated_at', columns.instant, (column) => column.notNull())
    .execute();
  const index = (name: string, names: readonly string[]) =>
    schema
      .createIndex(name)
      .on('cam_inbox_answer')
      .columns([...names]);
  await index('cam_inbox_answer_by_inbound', ['inbound_id', 'created_at']).execute();
  await index('cam_inbox_answer_by_lead', ['lead_id', 'created_at']).execute();
  await index('cam_inbox_answer_by_message', ['message_id']).execute();
  await index('cam_inbox_answer_by_mailbox', ['mailbox_id', 'created_at']).execute();
  // Those that are not at their end, oldest first: what the worker looks at, and a person decides.
  await index('cam_inbox_answer_open', ['created_at', 'id'])
    .where(sql<boolean>`state in ('SENDING', 'RETRY_SCHEDULED', 'UNCERTAIN')`)
    .execute();
}
