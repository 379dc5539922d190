import type { SqliteBackup } from '../backup/sqlite-backup.ts';
import type { BootstrapBackup, BootstrapReport, PlannedMigration } from '../bootstrap.ts';
import type { AppliedMigration, MigrationName } from '../define-migrations.ts';
import type { OpenedDatabase } from '../open-with-parts.ts';
import type { CompiledMigration } from './compile-migrations.ts';
import type { MigrationStatus } from './read-migration-status.ts';
import { restoreCommand } from './restore-command.ts';
import { withLiterals } from './with-literals.ts';

/** What a bootstrap did, or in a dry run would do. */
interface Deeds {
  readonly applied?: readonly AppliedMigration[];
  readonly adopted?: readonly MigrationName[];
  readonly backup?: SqliteBackup | null;
  readonly planned?: readonly CompiledMigration[];
  readonly indexesRestored?: readonly string[];
}

/** Puts a report together out of what was seen before and after. */
export function reportBootstrap(
  { url, dialect }: OpenedDatabase,
  before: MigrationStatus,
  after: MigrationStatus,
  { applied = [], adopted = [], backup = null, planned = [], indexesRestored = [] }: Deeds,
): BootstrapReport {
  return {
    databaseUrl: url,
    dbType: dialect,
    databaseVersion: after.databaseVersion === '' ? null : after.databaseVersion,
    tablesBefore: before.tables,
    tablesAfter: after.tables,
    applied,
    upToDate: after.applied.filter(
      ({ scope, name }) => !applied.some((each) => each.scope === scope && each.name === name),
    ),
    adopted,
    foreignTables: after.foreignTables,
    backup: backup && toldBackup(backup),
    planned: planned.map(toldPlan),
    indexesRestored,
    lastRun: after.lastRun,
    tookMs: 0,
  };
}

/** A backup, and what brings it back. */
export const toldBackup = ({ target, bytes, tookMs }: SqliteBackup): BootstrapBackup => ({
  file: target,
  bytes,
  tookMs,
  restoreCommand: restoreCommand(target),
});

const toldPlan = ({ scope, name, statements, data, isTransactional }: CompiledMigration): PlannedMigration => ({
  scope,
  name,
  sql: statements.map(withLiterals),
  dataStep: data?.version ?? null,
  isTransactional,
});
