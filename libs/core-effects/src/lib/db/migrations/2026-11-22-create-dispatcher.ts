import type { Migration } from '@aicmo/core-db';

/** Work that is due at a time, claimed by one worker at a time. */
export const createDispatcher: Migration = {
  name: '2026-11-22-create-dispatcher',
  up: async ({ schema, columns }) => {
    await schema
      .createTable('core_effects_job')
      .addColumn('id', columns.id, (column) => column.primaryKey())
      .addColumn('topic', columns.text, (column) => column.notNull())
      .addColumn('key', columns.text, (column) => column.notNull())
      .addColumn('payload', columns.json, (column) => column.notNull())
      .addColumn('status', columns.text, (column) => column.notNull())
      .addColumn('run_at', columns.instant, (column) => column.notNull())
      .addColumn('lease_until', columns.instant)
      .addColumn('worker', columns.text)
      .addColumn('fence', columns.integer, (column) => column.notNull())
      .addColumn('attempts', columns.integer, (column) => column.notNull())
      .addColumn('last_error', columns.text)
      .addColumn('at', columns.instant, (column) => column.notNull())
      .addUniqueConstraint('core_effects_job_once', ['topic', 'key'])
      .execute();
    await schema
      .createIndex('core_effects_job_due')
      .on('core_effects_job')
      .columns(['topic', 'status', 'run_at'])
      .execute();
  },
};
