import type { Migration } from '@aicmo/core-db';

/** Events that were written with the change they tell of, and who has been told. */
export const createOutboxTables: Migration = {
  name: '2026-11-22-create-outbox',
  up: async ({ schema, columns }) => {
    await schema
      .createTable('core_effects_event')
      .addColumn('seq', columns.sequence)
      .addColumn('topic', columns.text, (column) => column.notNull())
      .addColumn('subject', columns.text, (column) => column.notNull())
      .addColumn('payload', columns.json, (column) => column.notNull())
      .addColumn('at', columns.instant, (column) => column.notNull())
      .execute();
    await schema
      .createIndex('core_effects_event_by_topic')
      .on('core_effects_event')
      .columns(['topic', 'seq'])
      .execute();
    await schema
      .createTable('core_effects_delivery')
      .addColumn('consumer', columns.text, (column) => column.notNull())
      .addColumn('event_seq', columns.integer, (column) => column.notNull())
      .addColumn('at', columns.instant, (column) => column.notNull())
      .addPrimaryKeyConstraint('core_effects_delivery_key', ['consumer', 'event_seq'])
      .execute();
  },
};
