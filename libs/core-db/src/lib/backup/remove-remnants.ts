import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/** Names of what a backup or restore makes on its way: they end with the number of the process that does. */
const onTheWay = /\.(?:part|filling|restore)-(\d+)(?:-old|-journal|-wal|-shm)?$/u;

/**
 * Removes what a backup or restore that was killed left half-done of a file: as large as the database, and of use to
 * nobody. What a living process is making stays.
 * @param start the whole path that their names begin with
 */
export async function removeRemnants(start: string): Promise<void> {
  const folder = path.dirname(start);
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = onTheWay.exec(name)?.[1];
    if (pid === undefined || !name.startsWith(path.basename(start)) || isAlive(Number(pid))) continue;
    await rm(path.join(folder, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be asked, but it is there.
    return (error as { code?: unknown }).code === 'EPERM';
  }
}
