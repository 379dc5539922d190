import type { Migration } from '@aicmo/core-db';

/** What checks found and what people decided, each about exactly one content. */
export const createDecisions: Migration = {
  name: '2026-11-22-create-decisions',
  up: async ({ schema, columns }) => {
    await schema
      .createTable('delivery_approval')
      .addColumn('seq', columns.sequence)
      .addColumn('subject_kind', columns.text, (column) => column.notNull())
      .addColumn('subject_id', columns.text, (column) => column.notNull())
      .addColumn('decision', columns.text, (column) => column.notNull())
      .addColumn('hash', columns.text, (column) => column.notNull())
      .addColumn('field_hashes', columns.json, (column) => column.notNull())
      .addColumn('by', columns.text, (column) => column.notNull())
      .addColumn('why', columns.text)
      .addColumn('at', columns.instant, (column) => column.notNull())
      .execute();
    await schema
      .createIndex('delivery_approval_by_subject')
      .on('delivery_approval')
      .columns(['subject_kind', 'subject_id', 'seq'])
      .execute();
    await schema
      .createTable('delivery_qc')
      .addColumn('seq', columns.sequence)
      .addColumn('subject_kind', columns.text, (column) => column.notNull())
      .addColumn('subject_id', columns.text, (column) => column.notNull())
      .addColumn('hash', columns.text, (column) => column.notNull())
      .addColumn('verdict', columns.text, (column) => column.notNull())
      .addColumn('score', columns.real, (column) => column.notNull())
      .addColumn('checks', columns.json, (column) => column.notNull())
      .addColumn('at', columns.instant, (column) => column.notNull())
      .execute();
    await schema
      .createIndex('delivery_qc_by_subject')
      .on('delivery_qc')
      .columns(['subject_kind', 'subject_id', 'seq'])
      .execute();
  },
};
