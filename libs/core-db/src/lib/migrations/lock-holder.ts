import { CompiledQuery } from 'kysely';
import { readFile, stat } from 'node:fs/promises';
import type { PlainConnection } from './journal-row.ts';

/** Who holds the lock that a bootstrap waits for. */
export interface LockHolder {
  /** On PostgreSQL the server's number of that session; on SQLite the process. */
  readonly pid: number;
  /** In words: `session 4711 of the server, "aicmo bootstrap on web-1, process 99", begun 12 s ago`. */
  readonly text: string;
  /** What ends it, where it hangs. */
  readonly command: string;
}

/** Any number that only we use: all migrators of this house wait for each other on it, older versions too. */
export const migrationLockKey = 4_202_601;

/** Who else holds the migration lock of a PostgreSQL database; null when nobody does. */
export async function postgresLockHolder(db: PlainConnection): Promise<LockHolder | null> {
  const { rows } = await db.executeQuery<{ pid: number; name: string; seconds: number }>(
    CompiledQuery.raw(`
      select activity.pid, activity.application_name as name,
        round(extract(epoch from clock_timestamp() - activity.backend_start))::int as seconds
      from pg_locks held join pg_stat_activity activity on activity.pid = held.pid
      where held.locktype = 'advisory' and held.granted and held.pid <> pg_backend_pid()
        and held.database = (select oid from pg_database where datname = current_database())
        and held.classid = 0 and held.objid = ${String(migrationLockKey)} and held.objsubid = 1`),
  );
  const [row] = rows;
  if (!row) return null;
  const { pid, name, seconds } = row;
  return {
    pid,
    text: `session ${String(pid)} of the server ("${name}", begun ${String(seconds)} s ago)`,
    command: `psql -c 'select pg_terminate_backend(${String(pid)})'`,
  };
}

/** The byte of the file `-shm` that a writer locks (https://www.sqlite.org/walformat.html, "WAL locks"). */
const writeLockByte = '120';

/**
 * Which process writes to a SQLite file right now, as far as Linux tells (proc_locks(5)); null elsewhere. Looks at
 * names and numbers only: opening the file here would drop this process's own locks on it.
 */
export async function sqliteLockHolder(file: string): Promise<LockHolder | null> {
  try {
    const inode = String((await stat(`${file}-shm`)).ino);
    const line = (await readFile('/proc/locks', 'utf8')).split('\n').find((each) => {
      const [, , , kind, , place = '', from] = each.trim().split(/\s+/);
      return kind === 'WRITE' && place.endsWith(`:${inode}`) && from === writeLockByte;
    });
    const pid = Number(line?.trim().split(/\s+/)[4] ?? 0);
    if (pid <= 0) return null;
    const name = (await readFile(`/proc/${String(pid)}/comm`, 'utf8')).trim();
    return { pid, text: `process ${String(pid)} (${name})`, command: `kill ${String(pid)}` };
  } catch {
    return null; // not Linux, or that process has just ended
  }
}
