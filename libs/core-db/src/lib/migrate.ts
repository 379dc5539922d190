import { CompiledQuery, sql, type Kysely } from 'kysely';
import { conflict, internal, isAppError, type Clock } from '@aicmo/core-kernel';
import type { Columns } from './columns.ts';
import type { AppliedMigration, Migration, MigrationName, MigrationSet, MigrationStatus } from './define-migrations.ts';
import type { OpenedDatabase } from './open-with-parts.ts';
import { tablePrefix } from './scope-guard.ts';

const historyTable = 'core_db_migration';

/** The tables of a database, in order. */
export async function listTables(db: OpenedDatabase): Promise<readonly string[]> {
  const { rows } = await db.raw.executeQuery<{ name: string }>(CompiledQuery.raw(db.dialectFacts.listTablesSql));
  return rows.map((row) => row.name);
}

/** Compares a database with the code, reading only: it makes no table, not even its own. */
export async function readMigrationStatus(db: OpenedDatabase, sets: readonly MigrationSet[]): Promise<MigrationStatus> {
  const tables = await listTables(db);
  const applied = tables.includes(historyTable) ? await readHistory(db.raw) : [];
  const known = sets.flatMap(({ scope, list }) => list.map(({ name }) => ({ scope, name })));
  return {
    applied,
    pending: known.filter((entry) => !has(applied, entry)),
    unknown: applied.filter((entry) => !has(known, entry)),
    tables,
  };
}

/**
 * Applies what is pending, all in one transaction under a lock: two at once wait for each other, and a failure leaves
 * the database as it was. Throws `conflict` (code `db-newer`) on a database that a newer version has migrated.
 */
export async function applyMigrations(
  db: OpenedDatabase,
  sets: readonly MigrationSet[],
  clock: Clock,
  onStep: (step: AppliedMigration) => void = () => undefined,
): Promise<readonly AppliedMigration[]> {
  const { migrationLockSql, columns } = db.dialectFacts;
  return db.raw.transaction().execute(async (tx) => {
    if (migrationLockSql) await tx.executeQuery(CompiledQuery.raw(migrationLockSql));
    await createHistory(tx, columns);
    const history = await readHistory(tx);
    refuseNewer(history, sets);
    const done: AppliedMigration[] = [];
    for (const { scope, list } of sets) {
      for (const migration of list) {
        if (has(history, { scope, name: migration.name })) continue;
        const step = await applyOne(tx, { scope, migration, columns, clock });
        done.push(step);
        onStep(step);
      }
    }
    return done;
  });
}

interface Step {
  readonly scope: string;
  readonly migration: Migration;
  readonly columns: Columns;
  readonly clock: Clock;
}

async function applyOne(tx: Kysely<Record<string, Record<string, unknown>>>, step: Step): Promise<AppliedMigration> {
  const { scope, migration, columns, clock } = step;
  const started = performance.now();
  const before = new Set((await tx.introspection.getTables()).map((table) => table.name));
  try {
    await migration.up({ schema: tx.schema, columns, run: async (statement) => void (await statement.execute(tx)) });
  } catch (error) {
    const found = isAppError(error) && error.cause instanceof Error ? error.cause.message : String(error);
    throw internal({
      code: 'migration-failed',
      message: `The migration ${scope}/${migration.name} failed and was rolled back: ${found}`,
      cause: error,
    });
  }
  for (const { name } of await tx.introspection.getTables()) {
    if (before.has(name) || name.startsWith(tablePrefix(scope))) continue;
    throw internal({
      code: 'migration-foreign-table',
      message: `The migration ${scope}/${migration.name} made the table ${name}, which is not of its scope.`,
    });
  }
  await tx.insertInto(historyTable).values({ scope, name: migration.name, applied_at: clock.now() }).execute();
  return { scope, name: migration.name, tookMs: Math.round(performance.now() - started) };
}

async function createHistory(tx: Kysely<Record<string, Record<string, unknown>>>, columns: Columns): Promise<void> {
  await tx.schema
    .createTable(historyTable)
    .ifNotExists()
    .addColumn('scope', columns.text, (column) => column.notNull())
    .addColumn('name', columns.text, (column) => column.notNull())
    .addColumn('applied_at', columns.instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('core_db_migration_key', ['scope', 'name'])
    .execute();
}

async function readHistory(db: Kysely<Record<string, Record<string, unknown>>>): Promise<readonly MigrationName[]> {
  const { rows } = await sql<{ scope: string; name: string }>`
    select scope, name from core_db_migration order by applied_at, scope, name`.execute(db);
  return rows.map(({ scope, name }) => ({ scope, name }));
}

function refuseNewer(history: readonly MigrationName[], sets: readonly MigrationSet[]): void {
  const strange = history.find(
    ({ scope, name }) => !sets.some((set) => set.scope === scope && set.list.some((each) => each.name === name)),
  );
  if (!strange) return;
  throw conflict({
    code: 'db-newer',
    message: `The database has the migration ${strange.scope}/${strange.name}, which this version of AICMO does not know. Start the newer version that made it.`,
  });
}

const has = (list: readonly MigrationName[], { scope, name }: MigrationName): boolean =>
  list.some((entry) => entry.scope === scope && entry.name === name);
