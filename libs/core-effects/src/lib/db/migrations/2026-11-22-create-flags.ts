import type { Migration } from '@aicmo/core-db';

/** Each change of the control flags is a row; the last one holds. */
export const createFlags: Migration = {
  name: '2026-11-22-create-flags',
  up: async ({ schema, columns }) => {
    await schema
      .createTable('core_effects_flag_change')
      .addColumn('seq', columns.sequence)
      .addColumn('paused', columns.boolean, (column) => column.notNull())
      .addColumn('killed', columns.boolean, (column) => column.notNull())
      .addColumn('proof_mode', columns.boolean, (column) => column.notNull())
      .addColumn('reason', columns.text, (column) => column.notNull())
      .addColumn('changed_by', columns.text, (column) => column.notNull())
      .addColumn('changed_at', columns.instant, (column) => column.notNull())
      .execute();
  },
};
