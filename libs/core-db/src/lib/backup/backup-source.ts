import { rm, stat } from 'node:fs/promises';
import { isAppError, unavailable, type Instant } from '@aicmo/core-kernel';
import { parseDatabaseUrl } from '../database-url.ts';
import type { MigrationName } from '../define-migrations.ts';
import { listTables, readMigrationStatus } from '../migrate.ts';
import { aicmoVersion } from '../migrations/aicmo-version.ts';
import { maskUrl } from '../mask-url.ts';
import { openWithParts } from '../open-with-parts.ts';
import { integrityFindings } from '../schema/integrity.ts';
import { fileHash, manifestFile, writeManifest, type BackupManifest } from './backup-manifest.ts';
import { copyPostgres, type PostgresStream } from './copy-postgres.ts';
import { refuse } from './refuse.ts';
import { makeSqliteBackup } from './sqlite-backup.ts';
import { tableCounts } from './table-counts.ts';

/** What a SQLite file holds. */
export interface Contents {
  readonly migrations: readonly MigrationName[];
  readonly rows: Readonly<Record<string, number>>;
}

/** Makes the file of a backup out of what a URL names. Gives the tables that are not in it. */
export async function copySource(stream: PostgresStream): Promise<readonly string[]> {
  const parsed = parseDatabaseUrl(stream.url);
  if (parsed.dialect === 'postgres') return copyPostgres(stream);
  stream.onStep('Copying the database');
  await makeSqliteBackup({ file: parsed.file, target: stream.target });
  return [];
}

/**
 * Counts what is in a fresh copy of the database that `url` names, and writes its manifest beside it. When that fails the
 * copy is removed: a backup is whole, or there is none.
 */
export async function describeCopy(target: string, url: string, madeAt: Instant): Promise<BackupManifest> {
  try {
    const { migrations, rows } = await lookInto(target);
    const manifest: BackupManifest = {
      format: 1,
      madeAt,
      aicmoVersion: await aicmoVersion(),
      databaseUrl: maskUrl(url),
      dbType: parseDatabaseUrl(url).dialect,
      bytes: (await stat(target)).size,
      sha256: await fileHash(target),
      migrations: [...migrations],
      rows,
    };
    await writeManifest(target, manifest);
    return manifest;
  } catch (error) {
    await rm(target, { force: true });
    throw isAppError(error) ? error : cannotDescribe(target, error);
  }
}

/** Removes a copy without our journal, which no restore would take, and throws `db-no-schema` or `backup-not-ours` (unavailable). */
export async function refuseNothingOfOurs(target: string, manifest: BackupManifest): Promise<void> {
  if (manifest.migrations.length > 0) return;
  for (const each of [target, manifestFile(target)]) await rm(each, { force: true });
  const tables = Object.keys(manifest.rows);
  throw refuse(unavailable, {
    code: tables.length === 0 ? 'db-no-schema' : 'backup-not-ours',
    found: `${manifest.databaseUrl} has ${tables.length === 0 ? 'no tables' : `tables (${tables.slice(0, 3).join(', ')}), but none of AICMO's`}, so there is nothing to back up.`,
    remedy: { text: 'Correct DATABASE_URL, or make the tables:', commands: ['npx aicmo db bootstrap'] },
  });
}

const cannotDescribe = (target: string, cause: unknown) =>
  refuse(unavailable, {
    code: 'backup-failed',
    found: `No backup was made: ${manifestFile(target)} cannot be written (${cause instanceof Error ? cause.message : String(cause)}).`,
    remedy: { text: 'See how much room there is:', commands: ['df -h'] },
    cause,
  });

/** Reads what a SQLite file holds. Throws `db-corrupt` (unavailable) for one that is not whole. */
export async function lookInto(file: string): Promise<Contents> {
  const db = openWithParts(`sqlite:${file}`, { mustExist: true, readOnly: true });
  try {
    const damage = (await integrityFindings('sqlite', db.raw)).find(({ code }) => code === 'db-corrupt');
    if (damage) throw unavailable({ code: 'db-corrupt', message: damage.message });
    const { applied } = await readMigrationStatus(db, []);
    return { migrations: applied, rows: await tableCounts(db.raw, await listTables(db)) };
  } finally {
    await db.close();
  }
}
