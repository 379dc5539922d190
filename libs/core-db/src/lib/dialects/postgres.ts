import { finished } from 'node:stream/promises';
import { PostgresAdapter, PostgresDriver, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { DatabaseConnection, Dialect, PostgresPool } from 'kysely';
import type { PoolClient } from 'pg';
import { BulkRows } from '../bulk/bulk-rows.ts';
import { copyText, postgresBulkStatement, recordsJson } from '../bulk/postgres-bulk.ts';
import { postgresColumns } from '../columns.ts';
import { translateDriverError } from '../driver-errors.ts';
import { translatingConnection, type DatabaseDialect } from './dialect.ts';

/** Any number that only we use: two migrators of this house wait for each other on it. */
const migrationLockKey = 4_202_601;
const int8 = 20;

/** PostgreSQL through pg, which is loaded at the first statement; the only file that imports it. */
export function postgresDialect(connectionString: string): DatabaseDialect {
  const kysely: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new TranslatingPostgresDriver({ pool: () => openPool(connectionString) }),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
  return {
    name: 'postgres',
    kysely,
    columns: postgresColumns,
    listTablesSql: `select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name collate "C"`,
    migrationLockSql: `select pg_advisory_xact_lock(${migrationLockKey})`,
    bulk: { rowsAtOnce: 2000, statement: postgresBulkStatement },
  };
}

class TranslatingPostgresDriver extends PostgresDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    try {
      return translatingConnection(await super.acquireConnection());
    } catch (error) {
      throw translateDriverError(error);
    }
  }
}

async function openPool(connectionString: string): Promise<PostgresPool> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString,
    max: 10,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 60_000,
    application_name: 'aicmo',
    types: {
      // Counts come as int8; they are far below 2^53 here, and SQLite gives numbers.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === int8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
    },
  });
  // A connection that dies while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', takeBulkRows);
  return pool;
}

/** Makes a new client take many rows as the one parameter of a statement. */
function takeBulkRows(client: PoolClient): void {
  const ask = client.query.bind(client) as (...how: readonly unknown[]) => unknown; // pg has seven ways to ask
  const query = (...how: readonly unknown[]): unknown => {
    const [text, parameters] = how;
    const rows: unknown = Array.isArray(parameters) ? parameters[0] : undefined;
    if (!(rows instanceof BulkRows) || typeof text !== 'string') return ask(...how);
    return rows.target.onConflict === 'skip' ? ask(text, [recordsJson(rows)]) : copyIn(ask, text, rows);
  };
  Object.assign(client, { query });
}

async function copyIn(ask: (submittable: unknown) => unknown, text: string, rows: BulkRows): Promise<unknown> {
  const bytes = copyText(rows);
  const { from } = await import('pg-copy-streams');
  const stream = from(text);
  ask(stream);
  await finished(stream.end(bytes));
  return { command: 'INSERT', rowCount: stream.rowCount, rows: [] };
}
