import { existsSync } from 'node:fs';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** What SQLite keeps beside a file, and would apply to whatever stands in its place; `-shm` is only an index of the first. */
const ends = ['-wal', '-journal'] as const;

/**
 * Gives a file, and what SQLite keeps beside it, other names; the file itself keeps its old name too (a second link), so
 * that there is no moment without one. An empty file is nothing. Gives the ends of the names that were there: '', '-wal', ….
 */
export async function setAside(
  file: string,
  aside: string,
  what: 'all' | 'only what is beside it',
): Promise<readonly string[]> {
  const moved: string[] = [];
  if (what === 'all' && existsSync(file) && (await stat(file)).size > 0) {
    await link(file, aside);
    moved.push('');
  }
  for (const end of ends) {
    const isWorthKeeping = existsSync(file + end) && (await stat(file + end)).size > 0;
    if (isWorthKeeping) {
      await rename(file + end, aside + end);
      moved.push(end);
    } else await rm(file + end, { force: true });
  }
  await rm(`${file}-shm`, { force: true });
  return moved;
}

/**
 * Exchanges a file by one rename, which either has happened or not, whatever is pulled out. The caller holds the old file
 * locked, with nothing of it left in a write-ahead log.
 * @param before what stands there: `ours`, of which there is a backup; something that is `kept` under another name; or
 * `nothing`, and then a file that came into being meanwhile is not replaced (`EEXIST`)
 */
export async function putInPlace(copy: string, target: string, before: 'ours' | 'kept' | 'nothing'): Promise<void> {
  const old = `${copy}-old`;
  try {
    if (before === 'ours') await link(target, old);
    if (before === 'nothing') await link(copy, target);
    else await rename(copy, target);
    if (before === 'ours') await makeUnreadable(old);
  } finally {
    await rm(old, { force: true });
  }
  const folder = await open(path.dirname(target), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/**
 * A program that had opened the old file and waits for our lock would go on in it, unseen by everybody, and what it
 * writes would be lost. With another first line it gets an error instead. (Opening the file here drops our lock on it; by then it
 * has done its work.)
 */
async function makeUnreadable(old: string): Promise<void> {
  const handle = await open(old, 'r+');
  try {
    await handle.write('replaced by a restore\0', 0);
  } finally {
    await handle.close();
  }
}
