import { PostgresAdapter, PostgresIntrospector, type Dialect } from 'kysely';
import type { ClientBase, PoolConfig } from 'pg';
import { postgresBulkStatement } from '../bulk/postgres-bulk.ts';
import { postgresColumns } from '../columns.ts';
import { migrationLockKey } from '../migrations/lock-holder.ts';
import { HousePostgresCompiler } from '../portable/house-compilers.ts';
import type { ConnectionSource } from './connection.ts';
import type { DatabaseDialect } from './dialect.ts';
import { LeasingDriver } from './leasing-driver.ts';
import { PostgresSource, type PgPool } from './postgres-source.ts';
import { watchedClient } from './watched-client.ts';

/** How sessions with a PostgreSQL server are opened. What the URL says itself comes first. */
export interface PostgresOpening {
  readonly connectionString: string;
  /** The same for further hosts, which are tried in this order when the ones before do not answer; none by default. */
  readonly otherHosts?: readonly string[];
  /** Pass over a server that takes no writes; false by default. */
  readonly mustTakeWrites?: boolean;
  /** The most sessions at once; 10 by default. */
  readonly poolSize?: number;
  /** How long opening a session may take; 10 s by default. */
  readonly connectTimeoutMs?: number;
  /** How long a statement waits for a session that others have; 30 s by default. */
  readonly poolWaitMs?: number;
  /** The server stops a statement that takes longer; 60 s by default. */
  readonly statementTimeoutMs?: number;
  /** After how long without an answer the server is asked whether it still works; 10 s after the statement's time by default. */
  readonly silenceMs?: number;
  /** The server ends a session whose transaction does nothing for longer. */
  readonly idleInTransactionMs?: number;
  /** How long a statement waits for another transaction's lock; as long as it may run by default. */
  readonly lockTimeoutMs?: number;
  /** Every transaction is begun read-only. */
  readonly readOnly?: boolean;
  /** What the server's list of sessions shows; `aicmo` by default. */
  readonly applicationName?: string;
  /** Called before each lease of a session; may throw. */
  readonly beforeLease?: () => void;
  /** What stands between the sessions and whoever uses them. */
  readonly around?: (source: ConnectionSource) => ConnectionSource;
}

const defaults = {
  poolSize: 10,
  connectTimeoutMs: 10_000,
  poolWaitMs: 30_000,
  statementTimeoutMs: 60_000,
  applicationName: 'aicmo',
};

const graceMs = 10_000;

type WholeOpening = PostgresOpening & Readonly<typeof defaults>;

/** int8 (counts, sums of small numbers) and numeric (sums and averages of int8): SQLite gives numbers. */
const asNumbers: readonly number[] = [20, 1700];

/** PostgreSQL through pg, which is loaded at the first statement; the only file that imports it. */
export function postgresDialect(opening: PostgresOpening): DatabaseDialect {
  const given = { ...defaults, ...opening };
  const hosts = [opening.connectionString, ...(opening.otherHosts ?? [])];
  const whole = { ...given, silenceMs: opening.silenceMs ?? given.statementTimeoutMs + graceMs };
  // Who wants to read only may do so everywhere.
  const mustTakeWrites = opening.mustTakeWrites === true && opening.readOnly !== true;
  const open = (host: number, isPlain: boolean): Promise<PgPool> =>
    openPool({ ...whole, connectionString: hosts[host] ?? opening.connectionString }, isPlain);
  const { around = (source) => source, beforeLease } = opening;
  const driver = new LeasingDriver(
    around(new PostgresSource(open, { ...whole, hosts: hosts.length, mustTakeWrites })),
    beforeLease,
  );
  const kysely: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new HousePostgresCompiler(),
  };
  return {
    name: 'postgres',
    kysely,
    compiler: (watch) => new HousePostgresCompiler(watch),
    driver,
    columns: postgresColumns,
    listTablesSql: `select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name collate "C"`,
    migrationLockSql: `select pg_advisory_xact_lock(${migrationLockKey})`,
    bulk: { rowsAtOnce: 2000, statement: postgresBulkStatement },
  };
}

async function openPool(opening: WholeOpening, isPlain: boolean): Promise<PgPool> {
  const { default: pg } = await import('pg');
  const Client = watchedClient(pg.Client, opening.connectTimeoutMs) as unknown as new () => ClientBase; // it extends pg's own
  const pool = new pg.Pool({
    connectionString: isPlain ? opening.connectionString : withOptions(opening),
    Client,
    max: opening.poolSize,
    // The time for a free session; that for opening one is the client's own, and shorter.
    connectionTimeoutMillis: Math.max(opening.poolWaitMs, opening.connectTimeoutMs + 1000),
    keepAlive: true,
    application_name: opening.applicationName,
    ...(isPlain ? {} : limits(opening)),
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        asNumbers.includes(oid) ? Number : pg.types.getTypeParser(oid, format as 'text'),
    },
  } satisfies PoolConfig);
  // A session that ends while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool;
}

/** The URL, with what we ask of the server behind what it asks itself: of two places, pg would take the URL's alone. */
function withOptions({ connectionString, readOnly = false }: WholeOpening): string {
  if (!readOnly) return connectionString;
  const address = new URL(connectionString);
  const own = address.searchParams.get('options') ?? '';
  address.searchParams.set('options', `${own} -c default_transaction_read_only=on`.trim());
  return address.href;
}

/** Settings that are sent with the start of a session. */
function limits(opening: WholeOpening): PoolConfig {
  const { statementTimeoutMs, idleInTransactionMs, lockTimeoutMs } = opening;
  return {
    statement_timeout: statementTimeoutMs,
    ...(idleInTransactionMs !== undefined && { idle_in_transaction_session_timeout: idleInTransactionMs }),
    ...(lockTimeoutMs !== undefined && { lock_timeout: lockTimeoutMs }),
  };
}
