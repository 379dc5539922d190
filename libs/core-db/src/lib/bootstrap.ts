import { systemClock, type Clock } from '@aicmo/core-kernel';
import type { AppliedMigration, MigrationName, MigrationSet, MigrationStatus } from './define-migrations.ts';

/** The query builder comes with the first question, not with the import. */
const loadParts = async () => ({ ...(await import('./migrate.ts')), ...(await import('./open-with-parts.ts')) });

/** What {@link bootstrapDatabaseSchema} needs. */
export interface BootstrapOptions {
  readonly url: string;
  /** Every scope's migrations, in the order in which the scopes are to be made. */
  readonly migrations: readonly MigrationSet[];
  readonly clock?: Clock;
  /** Told after each migration. */
  readonly onStep?: (step: AppliedMigration) => void;
}

/** What a bootstrap found and did. */
export interface BootstrapReport {
  /** Masked. */
  readonly databaseUrl: string;
  readonly dbType: 'sqlite' | 'postgres';
  readonly tablesBefore: readonly string[];
  readonly tablesAfter: readonly string[];
  readonly applied: readonly AppliedMigration[];
  /** Those that were there already. */
  readonly upToDate: readonly MigrationName[];
  readonly tookMs: number;
}

/**
 * Brings a database to this version's schema: the explicit step, never taken by an import or a server's start.
 * A second call changes nothing and says so. Throws the driver's AppError (`db-…`), `db-newer` or `migration-failed`;
 * then nothing was applied.
 */
export async function bootstrapDatabaseSchema(options: BootstrapOptions): Promise<BootstrapReport> {
  const { url, migrations, clock = systemClock, onStep } = options;
  const started = performance.now();
  const { applyMigrations, listTables, openWithParts, readMigrationStatus } = await loadParts();
  const db = openWithParts(url);
  try {
    const before = await readMigrationStatus(db, migrations);
    const applied = await applyMigrations(db, migrations, clock, onStep);
    return {
      databaseUrl: db.url,
      dbType: db.dialect,
      tablesBefore: before.tables,
      tablesAfter: await listTables(db),
      applied,
      upToDate: before.applied,
      tookMs: Math.round(performance.now() - started),
    };
  } finally {
    await db.close();
  }
}

/**
 * Compares a database with the code without changing it. A SQLite file that does not exist is not made:
 * `db-no-file` is thrown.
 */
export async function migrationStatus(url: string, migrations: readonly MigrationSet[]): Promise<MigrationStatus> {
  const { openWithParts, readMigrationStatus } = await loadParts();
  const db = openWithParts(url, { mustExist: true, readOnly: true });
  try {
    return await readMigrationStatus(db, migrations);
  } finally {
    await db.close();
  }
}
