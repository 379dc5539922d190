import type { Clock } from '@aicmo/core-kernel';
import type { AppliedMigration, MigrationName, MigrationSet } from './define-migrations.ts';
import type { BootstrapStep } from './migrations/bootstrap-step.ts';
import type { LastRun } from './migrations/compare-migrations.ts';
import type { MigrationDecisions } from './migrations/judge-migrations.ts';
import type { MigrationStatus } from './migrations/read-migration-status.ts';

export type { BootstrapStep } from './migrations/bootstrap-step.ts';

/** What {@link bootstrapDatabaseSchema} needs. */
export interface BootstrapOptions extends MigrationDecisions {
  readonly url: string;
  /** Every scope's migrations, in the order in which the scopes are to be made. */
  readonly migrations: readonly MigrationSet[];
  /** The machine's by default. */
  readonly clock?: Clock;
  /** Told what happens while it happens. */
  readonly onStep?: (step: BootstrapStep) => void;
  /** Say what would be done (`planned`), and change nothing: no file is made. Default false. */
  readonly dryRun?: boolean;
  /** How long to wait for another bootstrap, in milliseconds. Default 60 000. */
  readonly lockWaitMs?: number;
  /** Ends the wait, or the run before its next migration; what is not committed is rolled back. */
  readonly signal?: AbortSignal;
}

/** A migration that a dry run would apply. */
export interface PlannedMigration extends MigrationName {
  /** Its statements, as they would be executed. */
  readonly sql: readonly string[];
  /** The version of its data step, whose statements depend on the rows; null without one. */
  readonly dataStep: number | null;
  /** False: it would run alone, outside of the transaction. */
  readonly isTransactional: boolean;
}

/** The copy of a SQLite file that was made before it was changed. */
export interface BootstrapBackup {
  readonly file: string;
  readonly bytes: number;
  readonly tookMs: number;
  /** What brings it back. */
  readonly restoreCommand: string;
}

/** What a bootstrap found and did. Everything in it was read from the database afterwards. */
export interface BootstrapReport {
  /** Masked. */
  readonly databaseUrl: string;
  readonly dbType: 'sqlite' | 'postgres';
  /** SQLite's or the server's version; null for a file that does not exist yet, in a dry run. */
  readonly databaseVersion: string | null;
  readonly tablesBefore: readonly string[];
  readonly tablesAfter: readonly string[];
  /** In the order in which they were applied. */
  readonly applied: readonly AppliedMigration[];
  /** Those that were there already. */
  readonly upToDate: readonly MigrationName[];
  /** Those that were applied without a checksum, with another one, or without a journal, and have this code's now. */
  readonly adopted: readonly MigrationName[];
  /** Somebody else's tables, beside which ours stand. */
  readonly foreignTables: readonly string[];
  /** Null when the file had no rows, nothing was to be done, or the database is PostgreSQL (use pg_dump there). */
  readonly backup: BootstrapBackup | null;
  /** What a dry run would do, in order; empty otherwise. */
  readonly planned: readonly PlannedMigration[];
  /** Indexes that a long insert had taken away and not brought back: see `deferIndexes`. */
  readonly indexesRestored: readonly string[];
  /** Who changed the schema last. */
  readonly lastRun: LastRun | null;
  readonly tookMs: number;
}

/**
 * Brings a database to this version's schema: the explicit step, never taken by an import or a server's start.
 * A second call changes nothing and says so; several at once wait for one another, and one of them does the work.
 *
 * Before a SQLite file with rows is changed, a verified copy is made beside it. Migrations are applied in one
 * transaction as far as they allow; nothing is reported that was not read again through a new connection.
 *
 * Throws the driver's AppError (`db-…`); a refusal (`conflict`), where nothing was changed: `db-newer`, `migration-changed`, `migration-missing`,
 * `migration-reordered`, `migration-inserted`, `migration-interrupted`, `migration-no-journal`, `migration-journal-damaged`,
 * `migration-none`, `migration-adopt-differs`, `db-foreign-tables`, `db-tables-missing`; `unavailable`: `migration-lock-timeout`, `migration-aborted`, `backup-failed`,
 * `db-full`, `db-read-only`; or `internal` with what was and was not applied in `details`: `migration-failed`, `migration-foreign-table`, `migration-foreign-keys`, `migration-not-verified`.
 */
export async function bootstrapDatabaseSchema(options: BootstrapOptions): Promise<BootstrapReport> {
  // The query builder comes with the first question, not with the import.
  const { runBootstrap } = await import('./migrations/run-bootstrap.ts');
  return runBootstrap(options);
}

/**
 * Compares a database with the code without changing it: what is applied, waits, changed, is missing, stands in
 * another place or was interrupted, and in `finding` what that means and what to type. A SQLite file that does not exist
 * is not made: `db-no-file` is thrown.
 * @param options.unreadable scopes whose library cannot be imported: what they have applied is not a newer version's.
 */
export async function migrationStatus(
  url: string,
  migrations: readonly MigrationSet[],
  options: { readonly unreadable?: readonly string[] } = {},
): Promise<MigrationStatus> {
  const { lookAtDatabase } = await import('./migrations/look-at-database.ts');
  return lookAtDatabase(url, migrations, options.unreadable);
}
