import { readMigrationStatus } from '../migrate.ts';
import type { MigrationState } from '../migrations/judge-migrations.ts';
import { appliedOf } from './applied-of.ts';
import type { OpenedDatabase } from '../open-with-parts.ts';
import { describeSchema } from './describe-schema.ts';
import { integrityFindings, noTables } from './integrity.ts';
import { schemaDifferences } from './schema-differences.ts';
import type { SchemaDescription } from './schema-description.ts';
import { scratchSchema } from './scratch-schema.ts';
import { sqlCommand } from './sql-command.ts';
import type { SchemaReport, VerifyOptions } from './verify-schema.ts';

export { damaged } from './integrity.ts';

/** States in which nobody knows what the schema is to be, or in which it is in the making. */
const incomparable: readonly MigrationState[] = ['none', 'running', 'newer', 'lost', 'foreign', 'no-journal'];

/** The part of {@link verifySchema} that needs the query builder. */
export async function compareSchema(db: OpenedDatabase, options: VerifyOptions): Promise<Partial<SchemaReport>> {
  const damage = await integrityFindings(db.dialect, db.raw);
  // In a damaged file the catalogue itself may lie; what it says is not compared.
  if (damage.some(({ code }) => code === 'db-corrupt')) return { state: 'damaged', integrity: damage };
  const status = await readMigrationStatus(db, options.migrations);
  const { applied, pending, state, finding, tables } = status;
  const found = {
    migrations: { state, finding },
    tables: tables.length,
    applied,
    pending,
    integrity: tables.length === 0 ? [...damage, noTables(db.dialect)] : damage,
  };
  if (incomparable.includes(state)) return { ...found, state: stateOf(found, []) };
  // Migrations that wait are not drift: the live schema is compared with what it says it is.
  const live = withoutJournal(await describeSchema(db.dialect, db.raw));
  const expected = withoutJournal(await scratchSchema(options.url, appliedOf(options.migrations, applied)));
  const differences = schemaDifferences(live, expected, sqlCommand(options.url));
  return { ...found, isCompared: true, differences, state: stateOf(found, differences) };
}

function stateOf(
  { integrity, migrations: { state } }: Pick<SchemaReport, 'integrity' | 'migrations'>,
  differences: SchemaReport['differences'],
): SchemaReport['state'] {
  if (integrity.some(({ code }) => code !== 'db-no-tables')) return 'damaged';
  if (differences.length > 0) return 'drift';
  return state === 'ok' || state === 'empty' || state === 'behind' ? state : 'refused';
}

const withoutJournal = (schema: SchemaDescription): SchemaDescription => ({
  ...schema,
  tables: schema.tables.filter(({ name }) => !name.startsWith('core_db_')),
});
