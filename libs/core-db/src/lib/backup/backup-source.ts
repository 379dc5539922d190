import { rm, stat } from 'node:fs/promises';
import { isAppError, unavailable, type Instant } from '@aicmo/core-kernel';
import { parseDatabaseUrl } from '../database-url.ts';
import { aicmoVersion } from '../migrations/aicmo-version.ts';
import { maskUrl } from '../mask-url.ts';
import { fileHash, manifestFile, writeManifest, type BackupManifest } from './backup-manifest.ts';
import { copyPostgres, type PostgresStream } from './copy-postgres.ts';
import { lookInto } from './look-into.ts';
import { refuse } from './refuse.ts';
import { makeSqliteBackup } from './sqlite-backup.ts';

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
    const { migrations, rows } = await lookInto(target, 'known to be whole');
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
