import { constants } from 'node:fs';
import { access, readdir, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { unavailable, type Clock } from '@aicmo/core-kernel';
import { makeSqliteBackup, type SqliteBackup } from '../backup/sqlite-backup.ts';

/** Room for the write-ahead log of the migrations themselves. */
const marginBytes = 16 * 1024 * 1024;

/**
 * Whether a SQLite file can be migrated at all, before anything is tried: it and its folder can be written, and the
 * disk has room for a copy of it and a rewrite. Throws `unavailable`: `db-read-only` or `db-full`. It opens nothing: reading a
 * SQLite file with `fs` would drop this process's locks on it.
 */
export async function preflightSqlite(file: string, readFree = freeBytesAt): Promise<void> {
  const bytes = (await sizeOf(file)) + (await sizeOf(`${file}-wal`));
  if (bytes === 0) return;
  for (const place of [file, path.dirname(file)]) await refuseUnwritable(place);
  const needed = 2 * bytes + marginBytes;
  const free = await readFree(path.dirname(file));
  if (free >= needed) return;
  throw unavailable({
    code: 'db-full',
    message: `The disk of ${file} has ${inMegabytes(free)} free; a backup and the migrations need ${inMegabytes(needed)}. Nothing was changed. Free some space and try again.`,
    details: { freeBytes: free, neededBytes: needed },
  });
}

async function freeBytesAt(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

async function refuseUnwritable(place: string): Promise<void> {
  try {
    await access(place, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw unavailable({
      code: 'db-read-only',
      message: `This user cannot write to ${place}, and a migration must. Nothing was changed. Type: ls -ld ${place}`,
      cause: error,
      details: { place },
    });
  }
}

/**
 * A verified copy of the file beside it, with its manifest, named after how many migrations it has and will have, and the moment. What a
 * bootstrap that was killed left half-copied is removed first. Throws `unavailable` (`backup-failed`).
 */
export async function backupBefore(file: string, from: number, to: number, clock: Clock): Promise<SqliteBackup> {
  await removeRemnants(file);
  const moment = clock.now().replaceAll(/[:.]/g, '-');
  const name = `${file}.before-${String(from)}-to-${String(to)}.${moment}`;
  for (let copy = 1; ; copy += 1) {
    const target = `${name}${copy === 1 ? '' : `.${String(copy)}`}.db`;
    if (await isThere(target)) continue;
    const backup = await makeSqliteBackup({ file, target });
    // Loaded when there is a copy to describe: a bootstrap with nothing to do is fast.
    const { describeCopy } = await import('../backup/backup-source.ts');
    await describeCopy(target, `sqlite:${file}`, clock.now());
    return backup;
  }
}

/** Only under the migration lock: nobody else copies then. */
async function removeRemnants(file: string): Promise<void> {
  const folder = path.dirname(file);
  const remnant = /\.before-\d+-to-\d+\..*\.part-\d+(-journal|-wal|-shm)?$/;
  for (const name of await readdir(folder))
    if (name.startsWith(`${path.basename(file)}.before-`) && remnant.test(name)) await rm(path.join(folder, name));
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0, // not there yet
  );
}

const inMegabytes = (bytes: number): string => `${String(Math.ceil(bytes / 1024 / 1024))} MB`;
