import type { Clock } from '@aicmo/core-kernel';
import type { MigrationName, MigrationSet } from '../define-migrations.ts';
import type { Remedy } from '../finding.ts';

/** What to restore, and where. */
export interface RestoreOptions {
  readonly url: string;
  /** A file that `backupDatabase` made, of either database, or any SQLite file with our journal. */
  readonly backup: string;
  /** What this code knows; a backup with more is refused. */
  readonly migrations: readonly MigrationSet[];
  /** Put it in the place of what is there, of which a backup is made first. Default false: only an empty place is filled. */
  readonly replace?: boolean;
  /** Where the backup of what is there goes; see `backupDatabase`. */
  readonly folder?: string;
  readonly clock?: Clock;
  /** Told what is being done, in words for a person. */
  readonly onStep?: (step: string) => void;
}

/** What was kept of the database that stood there before. */
export interface KeptBefore {
  /** A verified backup; or, of what no backup can be made of (damaged, or without our journal), the file itself under another name. */
  readonly file: string;
  readonly kind: 'backup' | 'set-aside';
  /** How to have it back. */
  readonly undo: Remedy;
}

/** What a restore did. Holds no secret. */
export interface RestoreReport {
  /** Masked. */
  readonly databaseUrl: string;
  readonly dbType: 'sqlite' | 'postgres';
  /** The whole path of the backup; it stays where it is. */
  readonly backup: string;
  /** When and by which AICMO it was made; null for one without manifest. */
  readonly madeAt: string | null;
  readonly aicmoVersion: string | null;
  /** Rows for each table, counted in the restored database. */
  readonly rows: Readonly<Record<string, number>>;
  /** Migrations that this code has and the backup has not. */
  readonly pending: readonly MigrationName[];
  /** Null when there was nothing, or an empty file, before. */
  readonly before: KeptBefore | null;
  /** What could not be checked, and other things worth knowing. */
  readonly notes: readonly string[];
  readonly tookMs: number;
}

/**
 * Puts a backup in the place of a database, whole or not at all: a SQLite file is exchanged by one rename under an
 * exclusive lock, PostgreSQL is filled in one transaction. The result is read again and counted before it is called done.
 *
 * Throws, with the database as it was: what `inspectBackup` throws (`backup-missing`, `backup-damaged`, `backup-not-ours`,
 * `backup-newer`); `conflict` `restore-not-empty` without `replace`, `restore-in-use` while another program has it open;
 * `unavailable` `restore-failed` with what the disk or the server said, and what `backupDatabase` throws.
 */
export async function restoreDatabase(options: RestoreOptions): Promise<RestoreReport> {
  const { inspectBackup } = await import('./inspect-backup.ts');
  const { parseDatabaseUrl } = await import('../database-url.ts');
  const { maskUrl } = await import('../mask-url.ts');
  const started = performance.now();
  const { url, onStep = () => undefined } = options;
  const parsed = parseDatabaseUrl(url);
  onStep('Checking the backup');
  const backup = await inspectBackup(options.backup, options.migrations);
  const task = { ...options, onStep, backup };
  const { before, rows } =
    parsed.dialect === 'sqlite'
      ? await (await import('./restore-sqlite.ts')).restoreSqlite(parsed.file, task)
      : await (await import('./restore-postgres.ts')).restorePostgres(task);
  return {
    databaseUrl: maskUrl(url),
    dbType: parsed.dialect,
    backup: backup.file,
    madeAt: backup.manifest?.madeAt ?? null,
    aicmoVersion: backup.manifest?.aicmoVersion ?? null,
    rows,
    pending: backup.pending,
    before,
    notes: backup.notes,
    tookMs: Math.round(performance.now() - started),
  };
}
