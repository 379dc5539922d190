import type { Migration, MigrationContext } from '@aicmo/core-db';

/** What a list of leads is narrowed by in the order of an index without reading the rows themselves. */
const narrow = ['state', 'tier', 'grade', 'needs_review', 'consent', 'email_check'] as const;

/**
 * A million leads are listed, counted and searched without reading a million rows: an index for each order of the list,
 * one over everything that is counted, the counts themselves, and one for parts of names.
 */
export const indexLeads: Migration = {
  name: '2026-11-23-index-leads',
  up: async (m) => {
    await createCounts(m);
    await indexOrders(m);
    await indexCounted(m);
    await indexText(m);
  },
};

/** How many leads there are of each kind. What a lead lacks (campaign, batch, tier, grade) is the empty text. */
async function createCounts({ schema, columns, run }: MigrationContext): Promise<void> {
  const { sql } = await import('kysely');
  await schema
    .createTable('cam_lead_count')
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('campaign_id', columns.id, (column) => column.notNull())
    .addColumn('batch_id', columns.id, (column) => column.notNull())
    .addColumn('state', columns.text, (column) => column.notNull())
    .addColumn('tier', columns.text, (column) => column.notNull())
    .addColumn('grade', columns.text, (column) => column.notNull())
    .addColumn('needs_review', columns.boolean, (column) => column.notNull())
    .addColumn('consent', columns.text, (column) => column.notNull())
    .addColumn('email_check', columns.text, (column) => column.notNull())
    .addColumn('leads', columns.integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('cam_lead_count_key', ['client_id', 'campaign_id', 'batch_id', ...narrow])
    .execute();
  await run(sql`
    insert into cam_lead_count
      (client_id, campaign_id, batch_id, state, tier, grade, needs_review, consent, email_check, leads)
    select client_id, coalesce(campaign_id, ''), coalesce(batch_id, ''), state, coalesce(tier, ''), coalesce(grade, ''),
      needs_review, consent, email_check, count(*)
    from cam_lead where merged_into is null group by 1, 2, 3, 4, 5, 6, 7, 8, 9`);
}

async function indexOrders({ schema, run }: MigrationContext): Promise<void> {
  const { sql } = await import('kysely');
  // An index holds no text of any length; who is sorted by more than this many signs is a typing mistake.
  await run(sql`
    update cam_lead set sort_name = substr(sort_name, 1, 120), sort_company = substr(sort_company, 1, 120)
    where length(sort_name) > 120 or length(sort_company) > 120`);
  for (const name of ['score', 'state', 'campaign']) await schema.dropIndex(`cam_lead_by_${name}`).execute();
  const orders = { score: 'score', name: 'sort_name', company: 'sort_company', created: 'created_at' };
  for (const [name, column] of Object.entries(orders)) {
    await schema
      .createIndex(`cam_lead_by_${name}`)
      .on('cam_lead')
      .columns([column, 'id', ...narrow])
      .where(sql<boolean>`merged_into is null`)
      .execute();
  }
}

/** The same text as `countedKey` in lead-counts: an index over it finds any few leads by what they are. */
async function indexCounted({ run }: MigrationContext): Promise<void> {
  const { sql } = await import('kysely');
  await run(sql`
    create index cam_lead_by_counted on cam_lead ((
      client_id || '|' || coalesce(campaign_id, '') || '|' || state || '|' || coalesce(tier, '') || '|' ||
      coalesce(grade, '') || '|' || cast(needs_review as text) || '|' || consent || '|' || email_check
    )) where merged_into is null`);
}

/** With a space at both ends, so that the beginning of a word can be looked for. */
async function indexText({ run, textIndex }: MigrationContext): Promise<void> {
  const { sql } = await import('kysely');
  await run(sql`update cam_lead set search_text = ' ' || search_text || ' '`);
  await textIndex({ name: 'cam_lead_text', table: 'cam_lead', column: 'search_text' });
}
