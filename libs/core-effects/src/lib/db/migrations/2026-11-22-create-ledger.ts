import type { Migration } from '@aicmo/core-db';

/** The egress ledger, and the counter of reads, which leave no ledger row. */
export const createLedger: Migration = {
  name: '2026-11-22-create-ledger',
  up: async ({ schema, columns }) => {
    await schema
      .createTable('core_effects_ledger')
      .addColumn('id', columns.id, (column) => column.primaryKey())
      .addColumn('kind', columns.text, (column) => column.notNull())
      .addColumn('mode', columns.text, (column) => column.notNull())
      .addColumn('outcome', columns.text, (column) => column.notNull())
      .addColumn('destination', columns.text, (column) => column.notNull())
      .addColumn('summary', columns.text, (column) => column.notNull())
      .addColumn('body', columns.text, (column) => column.notNull())
      .addColumn('body_hash', columns.text, (column) => column.notNull())
      .addColumn('subject_ref', columns.text, (column) => column.notNull())
      .addColumn('reasons', columns.json, (column) => column.notNull())
      .addColumn('at', columns.instant, (column) => column.notNull())
      .execute();
    await schema.createIndex('core_effects_ledger_by_time').on('core_effects_ledger').columns(['at', 'id']).execute();
    await schema
      .createIndex('core_effects_ledger_by_subject')
      .on('core_effects_ledger')
      .column('subject_ref')
      .execute();
    await schema
      .createTable('core_effects_read_count')
      .addColumn('host', columns.text, (column) => column.notNull())
      .addColumn('day', columns.text, (column) => column.notNull())
      .addColumn('reads', columns.integer, (column) => column.notNull())
      .addColumn('failures', columns.integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('core_effects_read_count_key', ['host', 'day'])
      .execute();
  },
};
