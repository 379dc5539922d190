import { CompiledQuery, SqliteAdapter, SqliteDriver, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { DatabaseConnection, Dialect, SqliteDatabase, SqliteStatement } from 'kysely';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAppError, unavailable } from '@aicmo/core-kernel';
import { BulkRows } from '../bulk/bulk-rows.ts';
import { runSqliteBulk, sqliteBulkStatement } from '../bulk/sqlite-bulk.ts';
import { sqliteColumns } from '../columns.ts';
import { translateDriverError } from '../driver-errors.ts';
import { translatingConnection, type DatabaseDialect } from './dialect.ts';

/** How a SQLite file is opened. */
export interface SqliteOpening {
  readonly file: string;
  /** Throw `db-no-file` instead of making a new, empty file. */
  readonly mustExist: boolean;
  readonly readOnly: boolean;
}

const cachedStatements = 500;
/** How long a statement waits for another connection's lock: in all, between two tries, and inside of SQLite itself. */
const busyMs = { atMost: 5000, pause: 10, inside: 20 } as const;

/** SQLite through better-sqlite3, which is loaded at the first statement; the only file that imports it. */
export function sqliteDialect(opening: SqliteOpening): DatabaseDialect {
  const kysely: Dialect = {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new ImmediateSqliteDriver({ database: () => openFile(opening) }),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
  return {
    name: 'sqlite',
    kysely,
    columns: sqliteColumns,
    listTablesSql: `select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name`,
    migrationLockSql: null,
    bulk: { rowsAtOnce: 500, statement: sqliteBulkStatement },
  };
}

/** Takes the write lock at the beginning: a transaction that upgraded later could not wait, and would fail half-way. */
class ImmediateSqliteDriver extends SqliteDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    return patientConnection(translatingConnection(await super.acquireConnection()));
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

const patient = new WeakSet<DatabaseConnection>();

/**
 * Waits for another connection's lock without blocking this process: SQLite's own waiting would stop every request,
 * and for ever where the other connection is ours. Inside of a transaction nothing waits, for it has the lock already.
 */
function patientConnection(connection: DatabaseConnection): DatabaseConnection {
  if (patient.has(connection)) return connection;
  patient.add(connection);
  const execute = connection.executeQuery.bind(connection);
  connection.executeQuery = async (query, options) => {
    const started = performance.now();
    for (;;) {
      try {
        return await execute(query, options);
      } catch (error) {
        const isBusy = isAppError(error) && error.code === 'db-busy';
        if (!isBusy || performance.now() - started > busyMs.atMost) throw error;
        await pause(busyMs.pause);
      }
    }
  };
  return connection;
}

async function openFile({ file, mustExist, readOnly }: SqliteOpening): Promise<SqliteDatabase> {
  if (mustExist && file !== ':memory:' && !existsSync(file)) {
    throw unavailable({
      code: 'db-no-file',
      message: 'There is no database yet. Run: npx aicmo db bootstrap',
      details: { file },
    });
  }
  const { default: BetterSqlite } = await import('better-sqlite3');
  try {
    if (!mustExist && file !== ':memory:') await mkdir(path.dirname(path.resolve(file)), { recursive: true });
    const raw = new BetterSqlite(file, { fileMustExist: mustExist, readonly: readOnly, timeout: busyMs.inside });
    if (!readOnly) raw.pragma('journal_mode = WAL');
    raw.pragma('synchronous = NORMAL');
    raw.pragma('foreign_keys = ON');
    raw.pragma('journal_size_limit = 67108864');
    return { prepare: cachedPrepare((text) => bulkAware(raw.prepare(text))), close: () => void raw.close() };
  } catch (error) {
    throw translateDriverError(error);
  }
}

/** A bounded cache of prepared statements: preparing costs several times what running does. */
function cachedPrepare(prepare: (text: string) => SqliteStatement): (text: string) => SqliteStatement {
  const cache = new Map<string, SqliteStatement>();
  return (text) => {
    const known = cache.get(text);
    if (known) {
      cache.delete(text);
      cache.set(text, known);
      return known;
    }
    const statement = prepare(text);
    cache.set(text, statement);
    const oldest = cache.size > cachedStatements ? cache.keys().next().value : undefined;
    if (oldest !== undefined) cache.delete(oldest);
    return statement;
  };
}

/** A statement that also takes many rows as its one parameter. */
function bulkAware(statement: SqliteStatement): SqliteStatement {
  const run = statement.run.bind(statement);
  statement.run = (parameters) => {
    const [first] = parameters;
    if (!(first instanceof BulkRows)) return run(parameters);
    return { changes: runSqliteBulk(run, first), lastInsertRowid: 0 };
  };
  return statement;
}
