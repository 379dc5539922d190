import { createDatabaseWorker } from '../worker/create-database-worker.ts';
import type { CompactJobs } from './compact-jobs.program.ts';

/** Which database. */
export interface CompactOptions {
  readonly url: string;
  /** SQLite: a larger file is left as it is, because whoever writes would wait too long. Default: any size. */
  readonly atMostBytes?: number;
}

/** What became of what had been deleted. */
export interface CompactReport {
  /**
   * `gone`: the database's own files hold nothing of it any more. `unreadable`: no statement can read it, but a reader
   * or the server keeps bytes of it for a while (PostgreSQL's files and its log are the server's own). `kept`: the file
   * is larger than `atMostBytes`, and nothing was done.
   */
  readonly deleted: 'gone' | 'unreadable' | 'kept';
  readonly tookMs: number;
}

/**
 * Writes a database anew, without what was deleted. A delete alone leaves its bytes in free pages, in the gaps of pages
 * and in the write-ahead log, where anybody who has the file can read them. SQLite: `VACUUM`, and the log is emptied;
 * others can read meanwhile, and a write waits (5 s at most by default, then `db-busy`), 1 to 5 s for each 100 MB, by how busy the machine is.
 * PostgreSQL: `VACUUM`, which stops nobody. Works in a thread of its own. Backups are not touched.
 */
export async function compactDatabase({
  url,
  atMostBytes = Number.MAX_SAFE_INTEGER,
}: CompactOptions): Promise<CompactReport> {
  const started = performance.now();
  const worker = createDatabaseWorker<CompactJobs>({
    url,
    program: new URL('./compact-jobs.program.ts', import.meta.url),
    open: { mustExist: true, statementTimeoutMs: 3_600_000 },
  });
  try {
    const deleted = await worker.run('compact', atMostBytes);
    return { deleted, tookMs: Math.round(performance.now() - started) };
  } finally {
    await worker.close();
  }
}
