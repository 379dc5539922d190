import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely, type DatabaseConnection, type Dialect } from 'kysely';
import { internal } from '@aicmo/core-kernel';
import { parseDatabaseUrl, type ParsedDatabaseUrl } from './database-url.ts';
import type { RowSource } from './bulk/bulk-insert.ts';
import { insertMany } from './bulk/insert-many.ts';
import { updateMany } from './bulk/update-many.ts';
import type { ConnectionSource } from './dialects/connection.ts';
import type { DatabaseDialect } from './dialects/dialect.ts';
import { postgresDialect } from './dialects/postgres.ts';
import { sqliteDialect } from './dialects/sqlite.ts';
import type { OwnConnection } from './dialects/connection.ts';
import { handleBuilder, type BuilderParts } from './handle-executor.ts';
import { maskUrl } from './mask-url.ts';
import { ScopeGuard } from './scope-guard.ts';
import { watchingSlowQueries } from './slow-queries.ts';
import type { Database, DbHandle, OpenOptions, Tx } from './open-database.ts';
import { runTransaction, type TransactionHouse } from './transactions/run-transaction.ts';
import { transactionOver, type TransactionLevel } from './transactions/transaction-level.ts';
import { levelDialect } from './transactions/level-dialect.ts';

/** The parts that only core-db itself may use: the plain builder, and what differs by database. */
export interface OpenedDatabase extends Database {
  readonly raw: AnyKysely;
  readonly dialectFacts: DatabaseDialect;
}

/** How core-db itself may open. */
export interface OpenPartsOptions extends OpenOptions {
  /** SQLite: leave the file in the journal mode that it has, instead of changing it to WAL. Default false. */
  readonly keepJournalMode?: boolean;
}

type AnyRow = Readonly<Record<string, unknown>>;
type AnyKysely = Kysely<Record<string, Record<string, unknown>>>;

interface Flow {
  open: boolean;
}

/** A `Tx` from the inside. */
interface OpenTx {
  readonly level: TransactionLevel;
}

const defaultIdleMs = 60_000;
const defaultSlowMs = 1000;
/** Our own watch over idle transactions says more than the server's, which is there for a process that hangs. */
const serverIsLaterMs = 10_000;

/** `openDatabase` for core-db's own use. */
export function openWithParts(url: string, options: OpenPartsOptions = {}): OpenedDatabase {
  const flow = new AsyncLocalStorage<Flow>();
  const dialect = dialectOf(parseDatabaseUrl(url), options, () => refuseInside(flow, 'db-outside-transaction'));
  const raw: AnyKysely = new Kysely({ dialect: dialect.kysely });
  const transactions = new WeakMap<Tx, OpenTx>();
  const { driver } = dialect;
  const house: TransactionHouse = {
    take: () => driver.acquireConnection(),
    giveBack: (connection) => driver.releaseConnection(connection),
    idleMs: options.idleInTransactionMs ?? defaultIdleMs,
  };
  const onLevel = async <T>(level: TransactionLevel, work: (tx: Tx) => Promise<T>): Promise<T> => {
    const tx = {} as Tx; // opaque: the brand exists in types only
    transactions.set(tx, {
      level,
    });
    return work(tx);
  };
  const savepoint = <T>(tx: Tx, work: (inner: Tx) => Promise<T>): Promise<T> =>
    opened(transactions, tx).level.savepoint((level) => onLevel(level, work));

  return {
    dialect: dialect.name,
    url: maskUrl(url),
    raw,
    dialectFacts: dialect,
    handle: <Tables>(scope: string) => handleOf<Tables>(scope, { transactions, dialect, savepoint }),
    transaction: async (work, how = {}) => {
      refuseInside(flow, 'db-nested-transaction');
      return runTransaction(house, how, async (level) => {
        const mark: Flow = { open: true };
        try {
          return await flow.run(mark, () => onLevel(level, work));
        } finally {
          mark.open = false;
        }
      });
    },
    savepoint,
    close: async () => {
      refuseInside(flow, 'db-outside-transaction');
      await driver.destroy();
    },
  };
}

function opened(transactions: WeakMap<Tx, OpenTx>, tx: Tx): OpenTx {
  const found = transactions.get(tx);
  if (!found || found.level.isOver) throw transactionOver();
  return found;
}

interface HandleParts {
  readonly transactions: WeakMap<Tx, OpenTx>;
  readonly dialect: DatabaseDialect;
  readonly savepoint: Database['savepoint'];
}

function handleOf<Tables>(scope: string, { transactions, dialect, savepoint }: HandleParts): DbHandle<Tables> {
  const guard = new ScopeGuard(scope);
  // The tables' type is the caller's promise about what its migrations made; the builder itself is untyped at run time.
  const typed = (builder: unknown): Kysely<Tables> => builder as Kysely<Tables>;
  const { driver } = dialect;
  const compiler = dialect.compiler(guard);
  const lender = {
    take: () => driver.acquireConnection(),
    takeNow: () => driver.takeNow(),
    giveBack: (connection: DatabaseConnection) => driver.giveBack(connection as OwnConnection), // it was taken there
  };
  const outside = handleBuilder({ dialect: dialect.kysely, compiler, driver, lender, guard });
  const inside = (tx: Tx): AnyKysely => insideOf(opened(transactions, tx).level, dialect.kysely, { compiler, guard });
  return {
    in: (tx) => typed(tx === undefined ? outside : inside(tx)),
    insertMany: async (tx, table, rows, { onConflict = 'fail' } = {}) =>
      // All or nothing also where the caller catches the error.
      savepoint(
        tx,
        (inner) =>
          insertMany({
            builder: inside(inner),
            realName: (name) => guard.realName(name),
            dialect,
            table,
            rows: rows as RowSource<AnyRow>,
            onConflict,
          }), // typed above
      ),
    updateMany: async (tx, table, rows) =>
      savepoint(tx, (inner) =>
        updateMany({
          ...{ builder: inside(inner), realName: (name: string) => guard.realName(name), dialect, table },
          rows: rows as unknown as RowSource<AnyRow & { readonly id: string }>, // typed above
        }),
      ),
  };
}

/** The builder of a handle on the connection of a transaction. */
function insideOf(level: TransactionLevel, outer: Dialect, parts: Pick<BuilderParts, 'compiler' | 'guard'>): AnyKysely {
  const dialect = levelDialect(outer, level);
  const lender = { take: async () => level, takeNow: () => level, giveBack: () => undefined };
  return handleBuilder({ dialect, driver: dialect.createDriver(), lender, ...parts });
}

function refuseInside(flow: AsyncLocalStorage<Flow>, code: string): void {
  if (!flow.getStore()?.open) return;
  throw internal({
    code,
    message:
      'A statement outside of the open transaction was asked for inside of it. Pass the transaction on: handle.in(tx).',
  });
}

function dialectOf(parsed: ParsedDatabaseUrl, options: OpenPartsOptions, beforeLease: () => void): DatabaseDialect {
  const { onSlowQuery, slowQueryMs = defaultSlowMs, idleInTransactionMs = defaultIdleMs, ...rest } = options;
  const around = (source: ConnectionSource): ConnectionSource =>
    onSlowQuery ? watchingSlowQueries(source, { onSlowQuery, slowQueryMs }) : source;
  const opening = { ...rest, beforeLease, around };
  if (parsed.dialect === 'postgres') {
    const { connectionString, otherHosts, mustTakeWrites } = parsed;
    return postgresDialect({
      ...opening,
      ...{ connectionString, otherHosts, mustTakeWrites },
      idleInTransactionMs: idleInTransactionMs + serverIsLaterMs,
    });
  }
  const { readOnly = false, mustExist = readOnly } = options;
  return sqliteDialect({ ...opening, file: parsed.file, mustExist, readOnly });
}
