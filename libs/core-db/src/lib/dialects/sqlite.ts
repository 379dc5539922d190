import { SqliteAdapter, SqliteIntrospector, type Dialect } from 'kysely';
import { existsSync, statSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { unavailable } from '@aicmo/core-kernel';
import { sqliteBulkStatement } from '../bulk/sqlite-bulk.ts';
import { sqliteColumns } from '../columns.ts';
import { translateDriverError } from '../driver-errors.ts';
import { HouseSqliteCompiler } from '../portable/house-compilers.ts';
import type { ConnectionSource } from './connection.ts';
import type { DatabaseDialect } from './dialect.ts';
import { LeasingDriver } from './leasing-driver.ts';
import { SqliteConnection, type RawSqlite } from './sqlite-connection.ts';
import { SqliteSource } from './sqlite-source.ts';

/** How a SQLite file is opened. */
export interface SqliteOpening {
  readonly file: string;
  /** Throw `db-no-file` instead of making a new, empty file. */
  readonly mustExist: boolean;
  readonly readOnly: boolean;
  /** Leave the file in the journal mode that it has; by default it is changed to WAL. */
  readonly keepJournalMode?: boolean;
  /** How long a statement waits for another connection's lock; 5 s by default. */
  readonly lockTimeoutMs?: number;
  /** `full` waits for the disk at each commit; `normal`, the default, may lose the last ones when the power fails. */
  readonly durability?: 'normal' | 'full';
  /** The write-ahead log is emptied when it is longer; 64 MiB by default. */
  readonly walLimitBytes?: number;
  /** How much of the file stays in memory; SQLite's own 2 MB by default. */
  readonly cacheBytes?: number;
  /** Called before each lease of the connection; may throw. */
  readonly beforeLease?: () => void;
  /** What stands between the connections and whoever uses them. */
  readonly around?: (source: ConnectionSource) => ConnectionSource;
}

const defaults = { lockTimeoutMs: 5000, durability: 'normal', walLimitBytes: 64 * 1024 * 1024 } as const;
/** SQLite's own waiting blocks the process, so it is short; the rest of the waiting is done with timers. */
const waitInsideMs = 20;
const betweenTriesMs = 10;
const writesBetweenLooks = 16;

/** SQLite through better-sqlite3, which is loaded at the first statement; the only file that imports it. */
export function sqliteDialect(opening: SqliteOpening): DatabaseDialect {
  const reading = { ...opening, mustExist: true, readOnly: true };
  const doors = {
    open: () => openPatiently(opening),
    openReader: opening.file === ':memory:' ? null : () => openPatiently(reading),
  };
  const { around = (source) => source, beforeLease } = opening;
  const driver = new LeasingDriver(around(new SqliteSource(doors)), beforeLease);
  const kysely: Dialect = {
    createAdapter: () => new SharingSqliteAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new HouseSqliteCompiler(),
  };
  return {
    name: 'sqlite',
    kysely,
    compiler: (watch) => new HouseSqliteCompiler(watch),
    driver,
    columns: sqliteColumns,
    listTablesSql: `select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name`,
    migrationLockSql: null,
    bulk: { rowsAtOnce: 500, statement: sqliteBulkStatement },
  };
}

/** The source itself lets one caller after the other have the connection. */
class SharingSqliteAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

async function openPatiently(opening: SqliteOpening): Promise<SqliteConnection> {
  const started = performance.now();
  for (;;) {
    try {
      return await openFile(opening);
    } catch (error) {
      const found = translateDriverError(error);
      const waited = performance.now() - started;
      if (found.code !== 'db-busy' || waited >= (opening.lockTimeoutMs ?? defaults.lockTimeoutMs)) throw found;
      await pause(betweenTriesMs);
    }
  }
}

async function openFile(opening: SqliteOpening): Promise<SqliteConnection> {
  const { file, mustExist, readOnly, lockTimeoutMs, durability, walLimitBytes } = { ...defaults, ...opening };
  if (mustExist && file !== ':memory:' && !existsSync(file)) {
    throw unavailable({
      code: 'db-no-file',
      message: 'There is no database yet. Run: npx aicmo db bootstrap',
      details: { file, remedy: { text: 'Make it.', commands: ['npx aicmo db bootstrap'] } },
    });
  }
  const { default: BetterSqlite } = await import('better-sqlite3');
  if (!mustExist && file !== ':memory:') await makeFile(path.resolve(file));
  // Not opened as read-only: SQLite would then leave the files of its write-ahead log behind.
  const raw = new BetterSqlite(file, { fileMustExist: mustExist, timeout: waitInsideMs });
  try {
    if (readOnly) raw.pragma('query_only = ON');
    else if (!opening.keepJournalMode) raw.pragma('journal_mode = WAL');
    raw.pragma(`synchronous = ${durability}`);
    raw.pragma('foreign_keys = ON');
    // LIKE tells upper from lower case, as PostgreSQL's does.
    raw.pragma('case_sensitive_like = ON');
    raw.pragma(`journal_size_limit = ${walLimitBytes}`);
    if (opening.cacheBytes !== undefined) raw.pragma(`cache_size = ${-Math.ceil(opening.cacheBytes / 1024)}`);
  } catch (error) {
    raw.close();
    throw error;
  }
  const afterWrite = readOnly || file === ':memory:' ? () => undefined : logKeeper(raw, `${file}-wal`, walLimitBytes);
  return new SqliteConnection(raw, { lockTimeoutMs, durability, readOnly, afterWrite });
}

/** An empty file that only its owner may read, before SQLite makes one that everybody may: it holds addresses of people. */
async function makeFile(file: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  try {
    await (await open(file, 'wx', 0o600)).close(); // a new file, on which nobody can have a lock that closing would drop
  } catch (error) {
    // It is there already, or cannot be made: SQLite says so in its own words.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}

/**
 * SQLite empties its write-ahead log only in a moment when nobody reads from it, so readers that overlap let it grow
 * for ever. After every so many writes its length is looked at (`stat` takes no lock), and when it is over the limit,
 * SQLite is asked to finish it without waiting; where a reader is in the way, the next look tries again.
 */
function logKeeper(raw: RawSqlite, log: string, limitBytes: number): () => void {
  let writes = 0;
  return () => {
    writes += 1;
    if (writes % writesBetweenLooks !== 0) return;
    const bytes = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
    if (bytes <= limitBytes) return;
    raw.pragma('busy_timeout = 0');
    raw.pragma('wal_checkpoint(TRUNCATE)');
    raw.pragma(`busy_timeout = ${waitInsideMs}`);
  };
}
