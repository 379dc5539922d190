import type { Migration, MigrationContext } from '@aicmo/core-db';

/**
 * Reservations with their lease, one attempt for a thing at a time, and a chain of hashes over everything that the
 * ledger says: a row that was changed or taken out behind our back shows. Rows of before stand outside the chain.
 */
export const chainLedger: Migration = {
  name: '2026-11-23-chain-ledger',
  up: async (m) => {
    await addReservation(m);
    await createChain(m);
  },
};

async function addReservation({ schema, columns }: MigrationContext): Promise<void> {
  const { sql } = await import('kysely');
  for (const name of ['worker', 'salt', 'seal'] as const) {
    await schema
      .alterTable('core_effects_ledger')
      .addColumn(name, columns.text, (column) => column.notNull().defaultTo(''))
      .execute();
  }
  await schema
    .alterTable('core_effects_ledger')
    .addColumn('evidence', columns.json, (column) => column.notNull().defaultTo('[]'))
    .execute();
  await schema
    .alterTable('core_effects_ledger')
    .addColumn('fence', columns.integer, (column) => column.notNull().defaultTo(0))
    .execute();
  for (const name of ['lease_until', 'settled_at'] as const) {
    await schema.alterTable('core_effects_ledger').addColumn(name, columns.instant).execute();
  }
  await schema
    .createIndex('core_effects_ledger_once')
    .unique()
    .on('core_effects_ledger')
    .column('subject_ref')
    .where(sql<boolean>`mode = 'LIVE' and kind <> 'ask' and outcome in ('RESERVED', 'SENT', 'UNCERTAIN')`)
    .execute();
  await schema
    .createIndex('core_effects_ledger_by_outcome')
    .on('core_effects_ledger')
    .columns(['outcome', 'lease_until'])
    .execute();
}

async function createChain({ schema, columns, run }: MigrationContext): Promise<void> {
  const { sql } = await import('kysely');
  await schema
    .createTable('core_effects_chain')
    .addColumn('name', columns.text, (column) => column.primaryKey())
    .addColumn('length', columns.integer, (column) => column.notNull())
    .execute();
  await run(sql`insert into core_effects_chain (name, length) values ('ledger', 0)`);
  await schema
    .createTable('core_effects_link')
    .addColumn('position', columns.integer, (column) => column.primaryKey())
    .addColumn('ledger_id', columns.id, (column) => column.notNull())
    .addColumn('what', columns.text, (column) => column.notNull())
    .addColumn('at', columns.instant, (column) => column.notNull())
    .addColumn('seal', columns.text, (column) => column.notNull())
    .addColumn('hash', columns.text, (column) => column.notNull())
    .execute();
  await schema.createIndex('core_effects_link_by_row').on('core_effects_link').column('ledger_id').execute();
}
