import type { Migration, MigrationContext } from '@aicmo/core-db';

/**
 * What a lead is sorted by, which person it is, what checking its address gave, and by which rules it was scored. An
 * identity belongs to a person of the whole workspace now: one who is a lead of two clients is one person.
 */
export const addLeadColumns: Migration = {
  name: '2026-11-23-add-lead-columns',
  up: async (m) => {
    await addColumns(m);
    await rebuildIdentities(m);
  },
};

async function addColumns({ schema, columns, run }: MigrationContext): Promise<void> {
  const { sql } = await import('kysely');
  for (const name of ['person_id', 'sort_name', 'sort_company', 'email_check_why']) {
    await schema
      .alterTable('cam_lead')
      .addColumn(name, columns.text, (column) => column.notNull().defaultTo(''))
      .execute();
  }
  await schema
    .alterTable('cam_lead')
    .addColumn('email_check', columns.text, (column) => column.notNull().defaultTo('UNCHECKED'))
    .execute();
  for (const name of ['email_checked_at', 'review_since']) {
    await schema.alterTable('cam_lead').addColumn(name, columns.instant).execute();
  }
  await schema.alterTable('cam_lead').addColumn('merged_into', columns.id).execute();
  await schema.alterTable('cam_lead').addColumn('score_version', columns.integer).execute();
  await run(sql`
    update cam_lead set
      person_id = id,
      sort_name = lower(case when full_name <> '' then full_name when email <> '' then email else company end),
      sort_company = lower(company),
      review_since = case when needs_review = 1 then updated_at end`);
}

/** The key begins with what is looked for: a person is found in every client's leads with one probe. */
async function rebuildIdentities({ schema, columns, run }: MigrationContext): Promise<void> {
  const { sql } = await import('kysely');
  await schema
    .createTable('cam_identity')
    .addColumn('kind', columns.text, (column) => column.notNull())
    .addColumn('value', columns.text, (column) => column.notNull())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('lead_id', columns.id, (column) => column.notNull())
    .addPrimaryKeyConstraint('cam_identity_key', ['kind', 'value', 'client_id'])
    .execute();
  await run(sql`
    insert into cam_identity (kind, value, client_id, lead_id)
    select kind, value, client_id, lead_id from cam_lead_identity`);
  await schema.createIndex('cam_identity_by_lead').on('cam_identity').columns(['lead_id']).execute();
  await schema.dropTable('cam_lead_identity').execute();
  await schema.createIndex('cam_lead_by_person').on('cam_lead').columns(['person_id']).execute();
}
