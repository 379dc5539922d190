import type { Migration, MigrationContext } from '@aicmo/core-db';

/** Directions in sets of three, with what they were composed from, and the choices of people. */
export const createDirections: Migration = {
  name: '2026-11-22-create-directions',
  up: async (m) => {
    await createSets(m);
    await createDirectionsOfSets(m);
    await createChoices(m);
  },
};

async function createSets({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('creative_direction_set')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('client_id', columns.id, (column) => column.notNull())
    .addColumn('source_kind', columns.text, (column) => column.notNull())
    .addColumn('source_id', columns.id, (column) => column.notNull())
    .addColumn('source_version', columns.integer, (column) => column.notNull())
    .addColumn('material', columns.json, (column) => column.notNull())
    .addColumn('inputs_hash', columns.text, (column) => column.notNull())
    .addColumn('composition_version', columns.text, (column) => column.notNull())
    .addColumn('composed_by', columns.text, (column) => column.notNull())
    .addColumn('composed_at', columns.instant, (column) => column.notNull())
    .execute();
  await schema
    .createIndex('creative_direction_set_once')
    .unique()
    .on('creative_direction_set')
    .columns(['client_id', 'source_id', 'inputs_hash'])
    .execute();
}

async function createDirectionsOfSets({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('creative_direction')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('set_id', columns.id, (column) => column.notNull())
    .addColumn('position', columns.integer, (column) => column.notNull())
    .addColumn('content', columns.json, (column) => column.notNull())
    .execute();
  await schema
    .createIndex('creative_direction_by_set')
    .unique()
    .on('creative_direction')
    .columns(['set_id', 'position'])
    .execute();
}

async function createChoices({ schema, columns }: MigrationContext): Promise<void> {
  await schema
    .createTable('creative_choice')
    .addColumn('id', columns.id, (column) => column.primaryKey())
    .addColumn('set_id', columns.id, (column) => column.notNull())
    .addColumn('direction_id', columns.id, (column) => column.notNull())
    .addColumn('chosen_by', columns.text, (column) => column.notNull())
    .addColumn('chosen_at', columns.instant, (column) => column.notNull())
    .addColumn('why', columns.text, (column) => column.notNull())
    .execute();
  await schema.createIndex('creative_choice_by_set').on('creative_choice').columns(['set_id', 'id']).execute();
}
