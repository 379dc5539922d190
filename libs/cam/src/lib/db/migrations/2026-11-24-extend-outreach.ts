import type { Migration, MigrationContext } from '@aicmo/core-db';

/**
 * From which mailbox a lead is written to, what a message is besides its text, who let it go, and the order of first
 * messages kept with the enrolment, so that finding what is due stays one range of an index however many leads there are.
 */
export const extendOutreach: Migration = {
  name: '2026-11-24-extend-outreach',
  up: async (m) => {
    await m.schema
      .alterTable('cam_campaign')
      .addColumn('approve_first', m.columns.integer, (column) => column.notNull().defaultTo(10))
      .execute();
    await extendEnrolments(m);
    await extendAttempts(m);
  },
};

async function extendEnrolments({ schema, columns, run }: MigrationContext): Promise<void> {
  const { sql } = await import('kysely');
  await schema.alterTable('cam_enrolment').addColumn('mailbox_id', columns.id).execute();
  await schema
    .alterTable('cam_enrolment')
    .addColumn('rank', columns.real, (column) => column.notNull().defaultTo(1))
    .execute();
  await run(sql`
    update cam_enrolment
    set rank = 1 - coalesce((select score from cam_lead where cam_lead.id = cam_enrolment.lead_id), 0)`);
  for (const mode of ['simulation', 'proof', 'live']) {
    await schema.dropIndex(`cam_enrolment_due_${mode}`).execute();
    await schema
      .createIndex(`cam_enrolment_due_${mode}`)
      .on('cam_enrolment')
      .columns(['campaign_id', 'status', `due_${mode}`, 'rank', 'id'])
      .execute();
  }
  await schema.createIndex('cam_enrolment_by_mailbox').on('cam_enrolment').columns(['mailbox_id', 'status']).execute();
}

async function extendAttempts({ schema, columns }: MigrationContext): Promise<void> {
  const { sql } = await import('kysely');
  const added = {
    ...{ body_html: columns.text, variant_id: columns.id, mailbox_id: columns.id, message_id: columns.text },
    ...{ task_id: columns.id, approved_by: columns.text, approved_at: columns.instant, approved_hash: columns.text },
    ...{ next_try_at: columns.instant },
  };
  for (const [name, type] of Object.entries(added))
    await schema.alterTable('cam_outreach_attempt').addColumn(name, type).execute();
  await schema
    .createIndex('cam_outreach_attempt_by_mailbox')
    .on('cam_outreach_attempt')
    .columns(['mailbox_id', 'mode', 'settled_at'])
    .execute();
  await schema
    .createIndex('cam_outreach_attempt_by_message')
    .on('cam_outreach_attempt')
    .columns(['message_id'])
    .where(sql<boolean>`message_id is not null`)
    .execute();
}
