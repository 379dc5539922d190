import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import path from 'node:path';
import { maskUrl } from '../mask-url.ts';

/** Another program that has a file open. */
export interface OpenedBy {
  readonly pid: number;
  /** Its first two words, masked. */
  readonly command: string;
}

/**
 * Which other programs have a file, or what SQLite keeps beside it, open. Only Linux says, and only of what this user
 * may see: an empty list proves nothing. The file itself is not opened, which would drop this process's locks on it.
 */
export async function programsWithFileOpen(file: string): Promise<readonly OpenedBy[]> {
  const real = await realpath(file).catch(() => path.resolve(file));
  const wanted = new Set(['', '-wal', '-shm', '-journal'].map((end) => real + end));
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/u.test(name)).map(Number);
  const found: OpenedBy[] = [];
  for (const pid of pids.filter((each) => each !== process.pid)) {
    if (await hasOneOpen(pid, wanted)) found.push({ pid, command: await commandOf(pid) });
  }
  return found;
}

/** A process that ends, or is somebody else's, while we look has nothing open that we could tell. */
async function hasOneOpen(pid: number, wanted: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  for (const name of await readdir(folder).catch(() => [])) {
    const target = await readlink(path.join(folder, name)).catch(() => '');
    if (wanted.has(target)) return true;
  }
  return false;
}

async function commandOf(pid: number): Promise<string> {
  const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
  return maskUrl(
    words
      .slice(0, 2)
      .map((word) => path.basename(word))
      .join(' ')
      .trim(),
  );
}
