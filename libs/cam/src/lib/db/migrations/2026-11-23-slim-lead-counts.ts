import type { Migration } from '@aicmo/core-db';

const kinds = ['state', 'tier', 'grade', 'needs_review', 'consent', 'email_check'] as const;

/**
 * A count for each import and kind of lead was nearly as many rows as there are leads. The counts of kinds know
 * nothing of imports now, each import has a count of its own, and what the screens show is summed up beforehand.
 */
export const slimLeadCounts: Migration = {
  name: '2026-11-23-slim-lead-counts',
  up: async ({ schema, columns, run }) => {
    const { sql } = await import('kysely');
    await schema.dropTable('cam_lead_count').execute();
    await schema
      .createTable('cam_lead_count')
      .addColumn('client_id', columns.id, (column) => column.notNull())
      .addColumn('campaign_id', columns.id, (column) => column.notNull())
      .addColumn('state', columns.text, (column) => column.notNull())
      .addColumn('tier', columns.text, (column) => column.notNull())
      .addColumn('grade', columns.text, (column) => column.notNull())
      .addColumn('needs_review', columns.boolean, (column) => column.notNull())
      .addColumn('consent', columns.text, (column) => column.notNull())
      .addColumn('email_check', columns.text, (column) => column.notNull())
      .addColumn('leads', columns.integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('cam_lead_count_key', ['client_id', 'campaign_id', ...kinds])
      .execute();
    await schema
      .createTable('cam_lead_sum')
      .addColumn('client_id', columns.id, (column) => column.notNull())
      .addColumn('campaign_id', columns.id, (column) => column.notNull())
      .addColumn('state', columns.text, (column) => column.notNull())
      .addColumn('tier', columns.text, (column) => column.notNull())
      .addColumn('needs_review', columns.boolean, (column) => column.notNull())
      .addColumn('leads', columns.integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('cam_lead_sum_key', ['client_id', 'campaign_id', 'state', 'tier', 'needs_review'])
      .execute();
    await schema
      .createTable('cam_batch_count')
      .addColumn('batch_id', columns.id, (column) => column.primaryKey())
      .addColumn('leads', columns.integer, (column) => column.notNull())
      .execute();
    await run(sql`
      insert into cam_lead_count (client_id, campaign_id, state, tier, grade, needs_review, consent, email_check, leads)
      select client_id, coalesce(campaign_id, ''), state, coalesce(tier, ''), coalesce(grade, ''), needs_review, consent,
        email_check, count(*)
      from cam_lead where merged_into is null group by 1, 2, 3, 4, 5, 6, 7, 8`);
    await run(sql`
      insert into cam_lead_sum (client_id, campaign_id, state, tier, needs_review, leads)
      select client_id, campaign_id, state, tier, needs_review, sum(leads) from cam_lead_count group by 1, 2, 3, 4, 5`);
    await run(sql`
      insert into cam_batch_count (batch_id, leads)
      select batch_id, count(*) from cam_lead where merged_into is null and batch_id is not null group by 1`);
  },
};
