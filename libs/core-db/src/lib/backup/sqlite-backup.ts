import { CompiledQuery, Kysely } from 'kysely';
import { existsSync } from 'node:fs';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { conflict, internal, isAppError, unavailable, type AppError } from '@aicmo/core-kernel';
import { sqliteDialect } from '../dialects/sqlite.ts';
import { messageOf } from '../migrations/message-of.ts';

/** Which file to back up, and where to. */
export interface SqliteBackupRequest {
  readonly file: string;
  /** The file to make; its folder must exist, and it must not exist itself. */
  readonly target: string;
}

/** A backup that was made, read again and found good. */
export interface SqliteBackup {
  readonly target: string;
  readonly bytes: number;
  /** How many tables it has. */
  readonly tables: number;
  readonly tookMs: number;
}

/**
 * Copies a SQLite file that others may be using: one moment of it, also of what still stands in its write-ahead log.
 * The copy is made by SQLite itself (`VACUUM INTO`), because reading the file with `fs` would drop this process's
 * locks on it. It is written beside the target with mode 0600, opened again, checked, flushed to the disk, and only then
 * given its name; a failure leaves nothing behind.
 *
 * Throws `conflict` (`backup-exists`) when the target is there, and `unavailable` (`backup-failed`) with what SQLite
 * or the disk said as its cause; then the source is as it was.
 */
export async function makeSqliteBackup({ file, target }: SqliteBackupRequest): Promise<SqliteBackup> {
  const started = performance.now();
  if (existsSync(target)) throw backupExists(target);
  const part = `${target}.part-${process.pid}`;
  let isOurs = false;
  try {
    // SQLite writes into an empty file as it stands, so the copy is private from its first byte.
    await (await open(part, 'wx', 0o600)).close();
    isOurs = true;
    await ask(file, `vacuum into '${part.replaceAll("'", "''")}'`);
    const tables = await verify(part);
    await flush(part);
    await giveName(part, target);
    await flush(path.dirname(target));
    const { size } = await stat(target);
    return { target, bytes: size, tables, tookMs: Math.round(performance.now() - started) };
  } catch (error) {
    if (isAppError(error) && error.code === 'backup-exists') throw error;
    throw backupFailed(file, target, error);
  } finally {
    if (isOurs) for (const end of ['', '-journal', '-wal', '-shm']) await rm(`${part}${end}`, { force: true });
  }
}

async function verify(copy: string): Promise<number> {
  const [found] = await ask(copy, 'pragma quick_check(1)');
  const said = Object.values(found ?? {})[0];
  if (said !== 'ok') throw internal({ code: 'db-corrupt', message: `The copy is damaged: ${String(said)}` });
  const [counted] = await ask(copy, "select count(*) as tables from sqlite_master where type = 'table'");
  return Number(counted?.['tables']);
}

async function ask(file: string, statement: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const db = new Kysely<unknown>({
    dialect: sqliteDialect({ file, mustExist: true, readOnly: false, keepJournalMode: true }).kysely,
  });
  try {
    return (await db.executeQuery<Record<string, unknown>>(CompiledQuery.raw(statement))).rows;
  } finally {
    await db.destroy();
  }
}

async function flush(place: string): Promise<void> {
  const handle = await open(place, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A second name and then the first removed: unlike a rename, that never replaces what somebody else put there meanwhile. */
async function giveName(part: string, target: string): Promise<void> {
  try {
    await link(part, target);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code; // what fs throws
    if (code === 'EEXIST') throw backupExists(target);
    // Some network and FAT file systems have no second names.
    await rename(part, target);
  }
}

const backupExists = (target: string): AppError =>
  conflict({
    code: 'backup-exists',
    message: `There is a file ${target} already. Choose another name, or move that file away.`,
    details: { target },
  });

function backupFailed(file: string, target: string, error: unknown): AppError {
  return unavailable({
    code: 'backup-failed',
    message: `The backup of ${file} failed, and nothing was changed: ${messageOf(error)}`,
    details: { file, target, found: isAppError(error) ? error.code : (error as NodeJS.ErrnoException).code },
    cause: error,
  });
}
