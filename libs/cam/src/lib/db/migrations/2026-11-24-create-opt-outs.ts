import type { Migration } from '@aicmo/core-db';

/** Who asked not to be contacted any more, how, and what that changed. */
export const createOptOuts: Migration = {
  name: '2026-11-24-create-opt-outs',
  up: async ({ schema, columns }) => {
    await schema
      .createTable('cam_opt_out')
      .addColumn('id', columns.id, (column) => column.primaryKey())
      .addColumn('client_id', columns.id, (column) => column.notNull())
      .addColumn('lead_id', columns.id)
      .addColumn('attempt_id', columns.id)
      .addColumn('address_key', columns.text, (column) => column.notNull())
      .addColumn('source', columns.text, (column) => column.notNull())
      .addColumn('words', columns.text, (column) => column.notNull())
      .addColumn('actor', columns.text, (column) => column.notNull())
      .addColumn('effects', columns.json, (column) => column.notNull())
      .addColumn('at', columns.instant, (column) => column.notNull())
      .addColumn('asked_back_at', columns.instant)
      .addColumn('lifted_at', columns.instant)
      .addColumn('lifted_by', columns.text, (column) => column.notNull())
      .addColumn('lifted_reason', columns.text, (column) => column.notNull())
      .execute();
    await schema.createIndex('cam_opt_out_by_lead').on('cam_opt_out').columns(['lead_id', 'at']).execute();
    await schema.createIndex('cam_opt_out_by_address').on('cam_opt_out').columns(['address_key', 'at']).execute();
    await schema.createIndex('cam_opt_out_by_attempt').on('cam_opt_out').columns(['attempt_id']).execute();
    await schema.createIndex('cam_opt_out_asked_back').on('cam_opt_out').columns(['asked_back_at', 'id']).execute();
  },
};
