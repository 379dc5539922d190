import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, realpath, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { invalid, isAppError, systemClock } from '@aicmo/core-kernel';
import { inShell } from '../schema/sql-command.ts';
import { backupDatabase } from './backup-database.ts';
import { backupFolder, backupName } from './backup-place.ts';
import { lookInto } from './look-into.ts';
import { refuse } from './refuse.ts';
import { removeRemnants } from './remove-remnants.ts';
import {
  refuseUnlessReplace,
  refuseUnlessSame,
  restoreFailed,
  type Restored,
  type RestoreTask,
} from './restore-task.ts';
import { makeSqliteBackup } from './sqlite-backup.ts';
import { putInPlace, setAside } from './swap-files.ts';
import { lockForSwap, type SwapLock } from './swap-lock.ts';

/** What stands where the backup is to go. */
type Found =
  | { readonly state: 'nothing' }
  /** One of ours; its rows can be backed up and restored. */
  | { readonly state: 'ours'; readonly said: string }
  /** Damaged, or without our journal: it is kept as it is. */
  | { readonly state: 'strange'; readonly said: string; readonly isReadable: boolean };

/** Restores into a SQLite file; see `restoreDatabase`. */
export async function restoreSqlite(file: string, task: RestoreTask): Promise<Restored> {
  const target = existsSync(file) ? await realpath(file) : path.resolve(file);
  await refuseItself(target, task.backup.file);
  await removeRemnants(target);
  const found = await lookAt(target);
  if (found.state !== 'nothing') refuseUnlessReplace(task, `${target} ${found.said}`);
  const isReadable = found.state !== 'strange' || found.isReadable;
  const lock = existsSync(target) ? await lockForSwap(target, isReadable) : null;
  const copy = `${target}.restore-${process.pid}`;
  try {
    await prepareCopy(copy, target, task);
    const before = await exchange({ target, copy, task, found, lock });
    task.onStep('Reading the restored database');
    const { rows } = await lookInto(target, 'known to be whole');
    return { before, rows };
  } finally {
    await lock?.close();
    await rm(copy, { force: true });
  }
}

async function refuseItself(target: string, backup: string): Promise<void> {
  if (
    !existsSync(target) ||
    (await stat(target)).ino !== (await stat(backup)).ino ||
    (await stat(target)).dev !== (await stat(backup)).dev
  )
    return;
  throw refuse(invalid, {
    code: 'restore-itself',
    found: `${backup} is the database itself, not a backup of it.`,
    remedy: { text: 'Name one of these:', commands: ['npx aicmo db backup --list'] },
  });
}

async function lookAt(target: string): Promise<Found> {
  if (!existsSync(target) || (await stat(target)).size === 0) return { state: 'nothing' };
  try {
    const { rows, migrations } = await lookInto(target, 'to be checked');
    const tables = Object.keys(rows);
    const count = Object.values(rows).reduce((sum, each) => sum + each, 0);
    if (migrations.length > 0) return { state: 'ours', said: `with ${tables.length} tables and ${count} rows` };
    const some = tables.slice(0, 3).join(', ') || 'none';
    return { state: 'strange', said: `without AICMO's journal (tables: ${some})`, isReadable: true };
  } catch (error) {
    const isDamage = isAppError(error) && ['db-corrupt', 'db-not-a-database'].includes(error.code);
    if (!isDamage) throw error;
    const said = error.cause instanceof Error ? error.cause.message : error.message;
    return { state: 'strange', said: `which is damaged (${said})`, isReadable: false };
  }
}

/** A whole and checked copy beside its later place, so that the exchange itself is one rename. */
async function prepareCopy(copy: string, target: string, task: RestoreTask): Promise<void> {
  task.onStep('Copying the backup beside the database');
  try {
    await mkdir(path.dirname(copy), { recursive: true });
    await rm(copy, { force: true });
    await makeSqliteBackup({ file: task.backup.file, target: copy });
    await ownedLike(copy, target);
  } catch (error) {
    throw restoreFailed(error instanceof Error ? error.message : String(error), error);
  }
  refuseUnlessSame(task.backup.rows, (await lookInto(copy, 'known to be whole')).rows);
}

/** A restore by root must not lock out the user that AICMO runs as. */
async function ownedLike(copy: string, target: string): Promise<void> {
  if (existsSync(target)) await chmod(copy, (await stat(target)).mode & 0o777);
  const { uid, gid } = await stat(existsSync(target) ? target : path.dirname(target));
  if (process.getuid?.() === 0) await chown(copy, uid, gid);
}

interface Exchange {
  readonly target: string;
  readonly copy: string;
  readonly task: RestoreTask;
  readonly found: Found;
  readonly lock: SwapLock | null;
}

/** Nothing but the disk can stop it now, and where that does, the old database is still there. */
async function exchange(parts: Exchange): Promise<Restored['before']> {
  try {
    return parts.found.state === 'ours' ? await replaceOurs(parts) : await replaceOthers(parts);
  } catch (error) {
    throw isAppError(error) ? error : restoreFailed(error instanceof Error ? error.message : String(error), error);
  }
}

async function replaceOurs({ target, copy, task, lock }: Exchange): Promise<Restored['before']> {
  task.onStep('Backing up what is there');
  const folder = task.folder ?? backupFolder(task.url);
  const name = backupName(task.url, folder, (task.clock ?? systemClock).now(), 'before-restore-');
  const { file } = await backupDatabase({ ...task, target: name });
  await lock?.takeAll();
  await putInPlace(copy, target, 'ours');
  const text = 'To have it back, in the version of AICMO that it was used with:';
  return { file, kind: 'backup', undo: { text, commands: [`npx aicmo db restore ${inShell(file)} --replace`] } };
}

async function replaceOthers({ target, copy, task, lock }: Exchange): Promise<Restored['before']> {
  await lock?.takeAll();
  const aside = `${target}.before-restore-${(task.clock ?? systemClock).now().slice(0, 19).replaceAll(':', '-')}Z`;
  const moved = await setAside(target, aside, lock === null ? 'only what is beside it' : 'all');
  await putInPlace(copy, target, lock === null ? 'nothing' : 'kept');
  if (moved.length === 0) return null;
  const commands = moved.map((end) => `mv ${inShell(aside + end)} ${inShell(target + end)}`);
  return { file: aside, kind: 'set-aside', undo: { text: 'To have it back, with AICMO stopped:', commands } };
}
