import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { invalid, systemClock, unavailable, type Clock } from '@aicmo/core-kernel';
import { parseDatabaseUrl } from '../database-url.ts';
import type { MigrationName, MigrationSet } from '../define-migrations.ts';
import { backupFolder, backupName, databaseName } from './backup-place.ts';
import { refuse } from './refuse.ts';
import { removeRemnants } from './remove-remnants.ts';

/** What to back up, and where to. */
export interface BackupOptions {
  readonly url: string;
  /** What this code knows: PostgreSQL's tables are made from it in the file. */
  readonly migrations: readonly MigrationSet[];
  /** The file to make; it must not exist. By default a name with the time in `folder`. */
  readonly target?: string;
  /** Default: `backups` beside the SQLite file; for PostgreSQL `backups` in the working directory. */
  readonly folder?: string;
  readonly clock?: Clock;
  /** Told what is being done, in words for a person. */
  readonly onStep?: (step: string) => void;
}

/** A backup that was made, read again and found good. Holds no secret. */
export interface BackupReport {
  /** Masked. */
  readonly databaseUrl: string;
  readonly dbType: 'sqlite' | 'postgres';
  /** The whole path of the file: an ordinary AICMO database of SQLite. Its manifest lies beside it, as `<file>.json`. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly madeAt: string;
  /** Rows for each table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly migrations: readonly MigrationName[];
  /** Tables of PostgreSQL that no migration of ours made: they are not in it. */
  readonly leftBehind: readonly string[];
  readonly tookMs: number;
}

/**
 * Makes a verified backup of a database that others may go on using: one moment of it, as a SQLite file with mode 0600
 * and a manifest beside it. A SQLite database is copied by SQLite itself; PostgreSQL is streamed out of one snapshot, table by table,
 * and each is counted and hashed on both sides. Nothing is ever deleted: how many backups to keep is the owner's to say.
 *
 * Throws `db-no-file`, `db-no-schema`, `backup-not-ours` and the driver's other AppErrors when there is nothing to back up, `conflict` (`backup-exists`) when the
 * target is there, `unavailable` (`backup-failed`) with what the disk or the database said. Then no file is left behind.
 */
export async function backupDatabase(options: BackupOptions): Promise<BackupReport> {
  const started = performance.now();
  const { url, migrations: sets, clock = systemClock, onStep = () => undefined } = options;
  const parsed = parseDatabaseUrl(url);
  if (parsed.dialect === 'sqlite' && parsed.file === ':memory:') throw inMemory();
  const madeAt = clock.now();
  const folder = options.folder ?? backupFolder(url);
  const target = path.resolve(options.target ?? backupName(url, folder, madeAt));
  const { copySource, describeCopy, refuseNothingOfOurs } = await import('./backup-source.ts');
  if (parsed.dialect === 'sqlite' && !existsSync(parsed.file)) throw noFile(parsed.file);
  await makeFolder(path.dirname(target));
  await removeRemnants(path.join(path.dirname(target), databaseName(parsed)));
  const leftBehind = await copySource({ url, target, migrations: sets, onStep });
  onStep('Reading the backup again');
  const manifest = await describeCopy(target, url, madeAt);
  await refuseNothingOfOurs(target, manifest);
  const { dbType, databaseUrl, bytes, sha256, rows, migrations } = manifest;
  const tookMs = Math.round(performance.now() - started);
  return { databaseUrl, dbType, file: target, bytes, sha256, madeAt, rows, migrations, leftBehind, tookMs };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw refuse(unavailable, {
      code: 'backup-failed',
      found: `The folder ${folder} cannot be made, so no backup was made.`,
      remedy: { text: 'Make it, or say where the backup goes:', commands: ['npx aicmo db backup <file>'] },
      cause,
    });
  }
}

const noFile = (file: string) =>
  refuse(unavailable, {
    code: 'db-no-file',
    found: `There is no database at ${file}, so there is nothing to back up.`,
    remedy: { text: 'Make it, or correct DATABASE_URL:', commands: ['npx aicmo db bootstrap'] },
  });

const inMemory = () =>
  refuse(invalid, {
    code: 'backup-memory',
    found: 'The database is in the memory of one process, and is gone with it: there is nothing to back up.',
    remedy: { text: 'Use a file:', commands: ['export DATABASE_URL=sqlite:/path/to/aicmo.db'] },
  });
