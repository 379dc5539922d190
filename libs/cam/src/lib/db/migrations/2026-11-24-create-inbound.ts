import type { Migration } from '@aicmo/core-db';

type Parts = Parameters<Migration['up']>[0];

/** What comes in: answers, bounces and complaints, how far mailboxes are read, and what guardrails did. */
export const createInbound: Migration = {
  name: '2026-11-24-create-inbound',
  up: async (parts) => {
    await createMessages(parts);
    await indexMessages(parts);
    await createMarks(parts);
    await createGuardrails(parts);
  },
};

const createMessages = ({ schema, columns }: Parts): Promise<void> =>
  schema
    .createTable('cam_inbound')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('mailbox_id', columns.id, (column) => column.notNull())
    .addColumn('folder', columns.text, (column) => column.notNull())
    .addColumn('message_id', columns.text, (column) => column.notNull())
    .addColumn('digest', columns.text, (column) => column.notNull())
    .addColumn('received_at', columns.instant, (column) => column.notNull())
    .addColumn('from_address', columns.text, (column) => column.notNull())
    .addColumn('from_key', columns.text, (column) => column.notNull())
    .addColumn('from_name', columns.text, (column) => column.notNull())
    .addColumn('subject', columns.text, (column) => column.notNull())
    .addColumn('text', columns.text, (column) => column.notNull())
    .addColumn('thread', columns.json, (column) => column.notNull())
    .addColumn('bytes', columns.integer, (column) => column.notNull())
    .addColumn('kind', columns.text, (column) => column.notNull())
    .addColumn('machine_kind', columns.text, (column) => column.notNull())
    .addColumn('confidence', columns.real, (column) => column.notNull())
    .addColumn('evidence', columns.json, (column) => column.notNull())
    .addColumn('permanent', columns.boolean, (column) => column.notNull())
    .addColumn('bounce_reason', columns.text, (column) => column.notNull())
    .addColumn('bounce_status', columns.text, (column) => column.notNull())
    .addColumn('about_key', columns.text, (column) => column.notNull())
    .addColumn('returns_on', columns.text)
    .addColumn('matched_by', columns.text, (column) => column.notNull())
    .addColumn('attempt_id', columns.id)
    .addColumn('enrolment_id', columns.id)
    .addColumn('campaign_id', columns.id)
    .addColumn('lead_id', columns.id)
    .addColumn('state', columns.text, (column) => column.notNull())
    .addColumn('waits_since', columns.instant)
    .addColumn('snoozed_until', columns.instant)
    .addColumn('assigned_to', columns.text, (column) => column.notNull())
    .addColumn('outcome', columns.text)
    .addColumn('done_at', columns.instant)
    .addColumn('done_by', columns.text, (column) => column.notNull())
    .addColumn('effects', columns.json, (column) => column.notNull())
    .addColumn('version', columns.integer, (column) => column.notNull())
    .addColumn('created_at', columns.instant, (column) => column.notNull())
    .addColumn('updated_at', columns.instant, (column) => column.notNull())
    .execute();

async function indexMessages({ schema }: Parts): Promise<void> {
  const index = (name: string, columns: string[]) => schema.createIndex(name).on('cam_inbound').columns(columns);
  await index('cam_inbound_once', ['mailbox_id', 'digest']).unique().execute();
  await index('cam_inbound_by_message', ['mailbox_id', 'message_id']).execute();
  await index('cam_inbound_waiting', ['waits_since', 'id']).execute();
  await index('cam_inbound_waiting_of_client', ['client_id', 'waits_since', 'id']).execute();
  await index('cam_inbound_by_time', ['received_at', 'id']).execute();
  await index('cam_inbound_by_client', ['client_id', 'received_at', 'id']).execute();
  await index('cam_inbound_by_lead', ['lead_id', 'received_at']).execute();
  await index('cam_inbound_by_attempt', ['attempt_id']).execute();
  await index('cam_inbound_by_campaign', ['campaign_id', 'kind', 'received_at']).execute();
  await index('cam_inbound_about', ['about_key', 'received_at']).execute();
}

async function createMarks({ schema, columns }: Parts): Promise<void> {
  await schema
    .createTable('cam_inbound_mark')
    .addColumn('mailbox_id', columns.id, (column) => column.notNull())
    .addColumn('folder', columns.text, (column) => column.notNull())
    .addColumn('uid_validity', columns.text, (column) => column.notNull())
    .addColumn('last_uid', columns.integer, (column) => column.notNull())
    .addColumn('updated_at', columns.instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('cam_inbound_mark_key', ['mailbox_id', 'folder'])
    .execute();
  await schema
    .createTable('cam_inbound_reading')
    .addColumn('mailbox_id', columns.id, (column) => column.primaryKey())
    .addColumn('read_at', columns.instant)
    .addColumn('failing_since', columns.instant)
    .addColumn('failures', columns.integer, (column) => column.notNull())
    .addColumn('failure', columns.text, (column) => column.notNull())
    .addColumn('next_try_at', columns.instant)
    .addColumn('seen', columns.integer, (column) => column.notNull())
    .addColumn('kept', columns.integer, (column) => column.notNull())
    .execute();
}

async function createGuardrails({ schema, columns }: Parts): Promise<void> {
  await schema
    .createTable('cam_guardrail_event')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('campaign_id', columns.id, (column) => column.notNull())
    .addColumn('kind', columns.text, (column) => column.notNull())
    .addColumn('reason', columns.text, (column) => column.notNull())
    .addColumn('figures', columns.json, (column) => column.notNull())
    .addColumn('at', columns.instant, (column) => column.notNull())
    .addColumn('seen_at', columns.instant)
    .addColumn('seen_by', columns.text, (column) => column.notNull())
    .execute();
  await schema
    .createTable('cam_guardrail_setting')
    .addColumn('campaign_id', columns.id, (column) => column.primaryKey())
    .addColumn('bounce_limit', columns.real, (column) => column.notNull())
    .addColumn('complaint_limit', columns.real, (column) => column.notNull())
    .addColumn('from_sends', columns.integer, (column) => column.notNull())
    .addColumn('goal_kind', columns.text)
    .addColumn('goal_target', columns.integer)
    .addColumn('version', columns.integer, (column) => column.notNull())
    .addColumn('changed_by', columns.text, (column) => column.notNull())
    .addColumn('changed_at', columns.instant, (column) => column.notNull())
    .execute();
  const index = (name: string, columns: string[]) =>
    schema.createIndex(name).on('cam_guardrail_event').columns(columns).execute();
  await index('cam_guardrail_event_by_campaign', ['campaign_id', 'at']);
  await index('cam_guardrail_event_unseen', ['seen_at', 'at']);
}
