import { existsSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { conflict, invalid, isAppError, notFound, unavailable } from '@aicmo/core-kernel';
import type { MigrationName, MigrationSet } from '../define-migrations.ts';
import { fileHash, manifestFile, readManifest, type BackupManifest } from './backup-manifest.ts';
import { lookInto, type Contents } from './look-into.ts';
import { refuse } from './refuse.ts';

/** A backup that can be restored. */
export interface InspectedBackup extends Contents {
  /** Its whole path. */
  readonly file: string;
  readonly bytes: number;
  readonly manifest: BackupManifest | null;
  /** What the code has and the backup has not: to be applied after a restore. */
  readonly pending: readonly MigrationName[];
  /** What could not be checked, in words. */
  readonly notes: readonly string[];
}

const another = {
  text: 'Take another one. What there is:',
  commands: ['npx aicmo db backup --list'],
};

/**
 * Looks whether a backup can be restored by this code; changes nothing. Throws `backup-missing` (not-found), `backup-damaged`
 * (unavailable: not a database, truncated, changed since it was made, pages or indexes broken), `backup-not-ours` (invalid: a database
 * without our journal) and `backup-newer` (conflict: it has migrations that this code does not know).
 */
export async function inspectBackup(backup: string, sets: readonly MigrationSet[]): Promise<InspectedBackup> {
  const file = path.resolve(backup);
  if (!existsSync(file)) {
    throw refuse(notFound, { code: 'backup-missing', found: `There is no file ${file}.`, remedy: another });
  }
  const notes: string[] = [];
  const manifest = await checkAgainstManifest(file, notes);
  if (await isOfRunningDatabase(file)) notes.push(wasRunning);
  const contents = await readContents(file);
  const { migrations, rows, dangling } = contents;
  notes.push(...dangling);
  if (migrations.length === 0) {
    throw refuse(invalid, {
      code: 'backup-not-ours',
      found: `${file} is a database without AICMO's journal (tables: ${Object.keys(rows).slice(0, 5).join(', ') || 'none'}).`,
      remedy: another,
    });
  }
  const known = sets.flatMap(({ scope, list }) => list.map(({ name }) => ({ scope, name })));
  refuseNewer(
    file,
    manifest,
    migrations.filter((each) => !has(known, each)),
  );
  const pending = known.filter((each) => !has(migrations, each));
  return { ...contents, file, bytes: (await stat(file)).size, manifest, pending, notes };
}

const wasRunning =
  'It was not made by AICMO but copied from a running database: what stood in that one’s -wal file is in it only if that file lies beside it.';

async function checkAgainstManifest(file: string, notes: string[]): Promise<BackupManifest | null> {
  const manifest = await readManifest(file);
  if (!manifest) {
    notes.push(
      `Beside it there is no ${path.basename(manifestFile(file))}: that nobody has changed it could not be checked.`,
    );
    return null;
  }
  const { size } = await stat(file);
  const found =
    size === manifest.bytes
      ? (await fileHash(file)) === manifest.sha256
        ? null
        : 'it was changed since it was made (its SHA-256 is another one)'
      : `it has ${size} bytes, and had ${manifest.bytes} when it was made`;
  if (found !== null) throw damagedBackup(file, found);
  return manifest;
}

async function readContents(file: string): Promise<Contents> {
  try {
    return await lookInto(file, 'to be checked');
  } catch (error) {
    const isDamage = isAppError(error) && ['db-corrupt', 'db-not-a-database'].includes(error.code);
    throw isDamage ? damagedBackup(file, error.message, error) : error;
  }
}

const damagedBackup = (file: string, found: string, cause?: unknown) =>
  refuse(unavailable, { code: 'backup-damaged', found: `${file} is damaged: ${found}.`, remedy: another, cause });

/** SQLite notes in bytes 18 and 19 whether a file has a write-ahead log; what `db backup` makes has none. */
async function isOfRunningDatabase(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(20), 0, 20, 0);
    return buffer[18] === 2 || buffer[19] === 2;
  } finally {
    await handle.close();
  }
}

function refuseNewer(file: string, manifest: BackupManifest | null, unknown: readonly MigrationName[]): void {
  const [first] = unknown;
  if (!first) return;
  throw refuse(conflict, {
    code: 'backup-newer',
    found: `${file} was made by a newer version${manifest ? ` (AICMO ${manifest.aicmoVersion})` : ''}: it has the migration ${first.scope}/${first.name}, which this version does not know.`,
    remedy: {
      text: 'Go back to that version first, or take an older backup:',
      commands: ['npx aicmo db backup --list'],
    },
  });
}

const has = (list: readonly MigrationName[], { scope, name }: MigrationName): boolean =>
  list.some((each) => each.scope === scope && each.name === name);
