import type { Migration, MigrationContext } from '@aicmo/core-db';

/** Every question to a language model with its cost, and what a day has used up of its budgets. */
export const createAsks: Migration = {
  name: '2026-11-22-create-asks',
  up: async (m) => {
    await createAskTable(m);
    await m.schema.createIndex('core_effects_ask_by_time').on('core_effects_ask').columns(['at', 'id']).execute();
    await m.schema
      .createTable('core_effects_ask_spend')
      .addColumn('day', m.columns.text, (column) => column.notNull())
      .addColumn('client_id', m.columns.id, (column) => column.notNull())
      .addColumn('tokens', m.columns.integer, (column) => column.notNull())
      .addColumn('micro_usd', m.columns.integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('core_effects_ask_spend_key', ['day', 'client_id'])
      .execute();
  },
};

async function createAskTable({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('core_effects_ask')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('question_id', columns.id, (column) => column.notNull())
    .addColumn('at', columns.instant, (column) => column.notNull())
    .addColumn('provider', columns.text, (column) => column.notNull())
    .addColumn('model', columns.text, (column) => column.notNull())
    .addColumn('prompt_name', columns.text)
    .addColumn('prompt_version', columns.integer)
    .addColumn('input_hashes', columns.json, (column) => column.notNull())
    .addColumn('asked_by', columns.text, (column) => column.notNull())
    .addColumn('purpose', columns.text, (column) => column.notNull())
    .addColumn('client_id', columns.id)
    .addColumn('estimate_tokens', columns.integer, (column) => column.notNull())
    .addColumn('estimate_micro_usd', columns.integer)
    .addColumn('request', columns.text)
    .addColumn('outcome', columns.text, (column) => column.notNull())
    .addColumn('code', columns.text)
    .addColumn('tokens_in', columns.integer, (column) => column.notNull())
    .addColumn('tokens_out', columns.integer, (column) => column.notNull())
    .addColumn('is_estimated', columns.boolean, (column) => column.notNull())
    .addColumn('micro_usd', columns.integer)
    .addColumn('latency_ms', columns.integer, (column) => column.notNull())
    .addColumn('attempts', columns.integer, (column) => column.notNull())
    .addColumn('reply', columns.text)
    .execute();
}
