import { conflict } from '@aicmo/core-kernel';
import type { MigrationSet } from '../define-migrations.ts';
import type { DatabaseDialect } from '../dialects/dialect.ts';
import { describeSchema } from '../schema/describe-schema.ts';
import { schemaDifferences, type SchemaDifference } from '../schema/schema-differences.ts';
import type { SchemaDescription } from '../schema/schema-description.ts';
import { scratchSchema } from '../schema/scratch-schema.ts';
import { tablePrefix } from '../scope-guard.ts';
import type { CompiledMigration } from './compile-migrations.ts';
import type { PlainConnection } from './journal-row.ts';

/** Whose tables are to be recognised. */
export interface AdoptRequest {
  readonly url: string;
  readonly dialect: DatabaseDialect;
  readonly migrations: readonly MigrationSet[];
  readonly compiled: readonly CompiledMigration[];
}

/**
 * Finds out which migrations made the tables of a database that has lost its journal: of each scope the most that make
 * exactly the tables that it has. A scope without tables has had none. Throws `conflict` (`migration-adopt-differs`)
 * with the differences where the tables of a scope are those of no version. Rows are not looked at: what a data step
 * did is taken to have been done.
 */
export async function recogniseTables(
  db: PlainConnection,
  { url, dialect, migrations, compiled }: AdoptRequest,
): Promise<readonly CompiledMigration[]> {
  const live = await describeSchema(dialect.name, db);
  const had = new Map<string, number>();
  for (const set of migrations) {
    const prefix = tablePrefix(set.scope);
    const own = { ...live, others: [], tables: live.tables.filter(({ name }) => name.startsWith(prefix)) };
    had.set(set.scope, own.tables.length === 0 ? 0 : await versionOf(own, set, url));
  }
  const isOld = ({ scope, name }: CompiledMigration): boolean =>
    (migrations.find((set) => set.scope === scope)?.list ?? []).findIndex((each) => each.name === name) <
    (had.get(scope) ?? 0);
  return compiled.filter(isOld);
}

/** How many of a scope's migrations make exactly these tables. */
async function versionOf(own: SchemaDescription, { scope, list }: MigrationSet, url: string): Promise<number> {
  let nearest: readonly SchemaDifference[] | undefined;
  for (let count = list.length; count > 0; count -= 1) {
    const expected = await scratchSchema(url, [{ scope, list: list.slice(0, count) }]);
    const differences = schemaDifferences(own, { ...expected, others: [] }, (statement) => statement);
    if (differences.length === 0) return count;
    if (!nearest || differences.length < nearest.length) nearest = differences;
  }
  const first = nearest?.[0];
  throw conflict({
    code: 'migration-adopt-differs',
    message: `The tables of ${scope} are those of no version of AICMO: ${first?.message ?? 'they are other ones'} Nothing was changed. Repair that, or restore a backup. Type: npx aicmo db backup --list`,
    details: {
      differences: nearest?.map(({ code, message }) => ({ code, message })),
      remedy: {
        text: 'Repair what differs, or restore a backup.',
        commands: ['npx aicmo db backup --list', 'npx aicmo db restore <file> --replace'],
      },
    },
  });
}
