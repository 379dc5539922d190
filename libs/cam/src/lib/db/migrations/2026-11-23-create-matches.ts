import type { Migration, MigrationContext } from '@aicmo/core-db';

/** Leads that may be one person, what people said to that, and merges that can be taken back. */
export const createMatches: Migration = {
  name: '2026-11-23-create-matches',
  up: async (m) => {
    await createSuggestions(m);
    await createRuns(m);
    await createMerges(m);
  },
};

async function createSuggestions({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_match_suggestion')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('kind', columns.text, (column) => column.notNull())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('lead_a', columns.id, (column) => column.notNull())
    .addColumn('lead_b', columns.id, (column) => column.notNull())
    .addColumn('sureness', columns.real, (column) => column.notNull())
    .addColumn('evidence', columns.json, (column) => column.notNull())
    .addColumn('status', columns.text, (column) => column.notNull())
    .addColumn('merge_id', columns.id)
    .addColumn('made_by_merge', columns.id)
    .addColumn('created_at', columns.instant, (column) => column.notNull())
    .addColumn('decided_at', columns.instant)
    .addColumn('decided_by', columns.text, (column) => column.notNull())
    .addUniqueConstraint('cam_match_suggestion_pair', ['lead_a', 'lead_b'])
    .execute();
  const list = schema.createIndex('cam_match_suggestion_list').on('cam_match_suggestion');
  await list.columns(['status', 'sureness', 'id']).execute();
  await schema.createIndex('cam_match_suggestion_by_b').on('cam_match_suggestion').columns(['lead_b']).execute();
}

async function createRuns({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('cam_match_run')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id)
    .addColumn('scope', columns.text, (column) => column.notNull())
    .addColumn('status', columns.text, (column) => column.notNull())
    .addColumn('share', columns.real, (column) => column.notNull())
    .addColumn('leads', columns.integer, (column) => column.notNull())
    .addColumn('compared', columns.integer, (column) => column.notNull())
    .addColumn('found', columns.integer, (column) => column.notNull())
    .addColumn('upto_id', columns.text, (column) => column.notNull())
    .addColumn('error', columns.text, (column) => column.notNull())
    .addColumn('started_by', columns.text, (column) => column.notNull())
    .addColumn('started_at', columns.instant, (column) => column.notNull())
    .addColumn('heartbeat_at', columns.instant, (column) => column.notNull())
    .addColumn('ended_at', columns.instant)
    .execute();
  await schema.createIndex('cam_match_run_by_start').on('cam_match_run').columns(['started_at', 'id']).execute();
}

async function createMerges({ schema, columns }: MigrationContext): Promise<void> {
  const { sql } = await import('kysely');
  await schema
    .createTable('cam_lead_merge')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('kept_id', columns.id, (column) => column.notNull())
    .addColumn('absorbed_id', columns.id, (column) => column.notNull())
    .addColumn('changes', columns.json, (column) => column.notNull())
    .addColumn('merged_by', columns.text, (column) => column.notNull())
    .addColumn('merged_at', columns.instant, (column) => column.notNull())
    .addColumn('undone_at', columns.instant)
    .addColumn('undone_by', columns.text, (column) => column.notNull())
    .execute();
  await schema.createIndex('cam_lead_merge_by_kept').on('cam_lead_merge').columns(['kept_id', 'merged_at']).execute();
  await schema.createIndex('cam_lead_merge_by_absorbed').on('cam_lead_merge').columns(['absorbed_id']).execute();
  await schema
    .createTable('cam_lead_merge_moved')
    .addColumn('merge_id', columns.id, (column) => column.notNull())
    .addColumn('place', columns.text, (column) => column.notNull())
    .addColumn('row_id', columns.text, (column) => column.notNull())
    .addColumn('lead_id', columns.id, (column) => column.notNull())
    .addColumn('before', columns.text, (column) => column.notNull())
    .addPrimaryKeyConstraint('cam_lead_merge_moved_key', ['merge_id', 'place', 'row_id'])
    .execute();
  await schema.createIndex('cam_lead_merge_moved_by_lead').on('cam_lead_merge_moved').columns(['lead_id']).execute();
  const absorbed = schema.createIndex('cam_lead_absorbed').on('cam_lead').columns(['merged_into']);
  await absorbed.where(sql<boolean>`merged_into is not null`).execute();
}
