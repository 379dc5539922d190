import type { MigrationName, MigrationSet } from '../define-migrations.ts';

/** Which backup to check, and what this code knows. */
export interface CheckBackupOptions {
  readonly backup: string;
  readonly migrations: readonly MigrationSet[];
}

/** A backup that this code can restore. */
export interface BackupCheck {
  /** Its whole path. */
  readonly file: string;
  readonly bytes: number;
  /** An `Instant`; null without a manifest. */
  readonly madeAt: string | null;
  /** Which AICMO made it; null without a manifest. */
  readonly aicmoVersion: string | null;
  /** Rows for each table. */
  readonly rows: Readonly<Record<string, number>>;
  /** Migrations that this code has and the backup has not. */
  readonly pending: readonly MigrationName[];
  /** What could not be checked, in words. */
  readonly notes: readonly string[];
}

/**
 * Reads a backup as a restore would, without restoring it: its hash, every page and index, the references between its
 * rows, its journal. Throws `backup-missing` (not-found), `backup-damaged` (unavailable), `backup-not-ours` (invalid) and
 * `backup-newer` (conflict), each with what to type.
 */
export async function checkBackup({ backup, migrations }: CheckBackupOptions): Promise<BackupCheck> {
  const { inspectBackup } = await import('./inspect-backup.ts');
  const { file, bytes, manifest, rows, pending, notes } = await inspectBackup(backup, migrations);
  const { madeAt = null, aicmoVersion = null } = manifest ?? {};
  return { file, bytes, madeAt, aicmoVersion, rows, pending, notes };
}
