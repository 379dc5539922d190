import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, open, readdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DrillPlace } from '../drill-place.ts';
import { unprivileged } from '../run-program.ts';
import { sqliteStatements } from './scripts.ts';

/** Writes bytes into a file that nobody has open. */
export async function overwrite(file: string, at: number, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.write(bytes, 0, bytes.length, at);
  await handle.close();
}

/** Cuts the end off a file that nobody has open. */
export async function cutEnd(file: string, bytes: (size: number) => number): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.truncate(bytes((await stat(file)).size));
  await handle.close();
}

/** Removes what SQLite keeps beside a file. */
export const loseLog = (file: string): Promise<unknown> =>
  Promise.all([rm(`${file}-wal`, { force: true }), rm(`${file}-shm`, { force: true })]);

/** The copy belongs to the user nobody when we are root; the file and its folder get these modes. */
export async function forNobody(
  place: DrillPlace,
  mode: { readonly file: number; readonly folder: number },
): Promise<void> {
  const { uid, gid } = unprivileged();
  const all = (await readdir(place.home, { recursive: true })).map((name) => path.join(place.home, name));
  if (uid !== undefined && gid !== undefined) for (const each of [place.home, ...all]) await chown(each, uid, gid);
  await chmod(place.file, mode.file);
  await chmod(place.home, mode.folder);
  place.undo(() => chmod(place.home, 0o755));
}

/** A disk of two megabytes with a database, full to the last block; gives its ballast, and points the copy at it. */
export async function fullDisk(place: DrillPlace): Promise<string> {
  const disk = path.join(place.folder, 'disk');
  await mkdir(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk], { stdio: 'pipe' });
  } catch {
    return place.cannotMake('this user may not mount a small disk');
  }
  place.undo(async () => void execFileSync('umount', [disk], { stdio: 'pipe' }));
  const file = path.join(disk, 'a.db');
  await (await place.other(sqliteStatements, file, 'create table note (text text)')).kill();
  const ballast = path.join(disk, 'ballast');
  const { bavail, bsize } = await statfs(disk);
  await writeFile(ballast, Buffer.alloc(bavail * bsize));
  place.settings['DATABASE_URL'] = `sqlite:${file}`;
  return ballast;
}

/** Enough rows that a page of them can be broken, and nothing else. */
export const manyNotes = [
  'create table note (text text)',
  `with recursive n (i) as (select 1 union all select i + 1 from n where i < 2000)
   insert into note select printf('%.100c', 'x') from n`,
];
