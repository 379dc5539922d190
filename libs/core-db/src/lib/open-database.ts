import type { Insertable, Kysely, Updateable } from 'kysely';
import type { BulkInserted, RowSource } from './bulk/bulk-insert.ts';
import type { BulkUpdated } from './bulk/update-many.ts';
import type { SlowQuery } from './slow-queries.ts';
import type { TransactionOptions } from './transactions/run-transaction.ts';

export type { SlowQuery } from './slow-queries.ts';
export type { TransactionOptions } from './transactions/run-transaction.ts';

declare const txBrand: unique symbol;

/** An open transaction, passed from library to library; only a handle can do something with it. */
export interface Tx {
  readonly [txBrand]: true;
}

/** One domain's way to its own tables. */
export interface DbHandle<Tables> {
  /**
   * The query builder inside `tx`, or outside any transaction without it. Statements that name another scope's table
   * are refused (`db-foreign-table`), and so is a statement outside while a transaction of the same flow is open
   * (`db-outside-transaction`): on SQLite it would wait for itself for ever.
   */
  in(tx?: Tx): Kysely<Tables>;
  /**
   * Inserts many rows the fastest way that the database has: a prepared statement on SQLite, COPY on PostgreSQL.
   * All or nothing: where it throws, none of its rows are in `tx`, which may go on. Every row has the columns of the
   * first (`db-uneven-rows`). A taken key throws `db-unique`, or with `onConflict: 'skip'` its row is left out and
   * counted; skipping costs PostgreSQL about half of the speed.
   */
  insertMany<Table extends keyof Tables & string>(
    tx: Tx,
    table: Table,
    rows: RowSource<Insertable<Tables[Table]>>,
    options?: { readonly onConflict?: 'fail' | 'skip' },
  ): Promise<BulkInserted>;
  /**
   * Changes many rows by their `id`, each to its own values, the fastest way that the database has. All or nothing, as
   * `insertMany`; every row has the columns of the first (`db-uneven-rows`). A row that is not there is counted as
   * missing.
   */
  updateMany<Table extends keyof Tables & string>(
    tx: Tx,
    table: Table,
    rows: RowSource<Updateable<Tables[Table]> & { readonly id: string }>,
  ): Promise<BulkUpdated>;
}

/** An open database. */
export interface Database {
  readonly dialect: 'sqlite' | 'postgres';
  /** Where it is, masked. */
  readonly url: string;
  /** The handle of one scope (a library's name); its tables begin with the scope's name. */
  handle<Tables>(scope: string): DbHandle<Tables>;
  /**
   * Runs `work` in one transaction: committed when it resolves, rolled back when it throws; its own error comes out.
   * Transactions do not nest (`db-nested-transaction`): see {@link savepoint}.
   *
   * `work` may be called more than once: when the database makes it give way to another transaction (PostgreSQL's
   * 40001 and 40P01), it is rolled back and, after a short pause, called again, three times by default. So it must
   * not do anything that a roll-back does not undo. When it had to give way each time, `db-serialization` is thrown.
   * After a statement that failed nothing of the transaction can be kept, on SQLite as on PostgreSQL: whoever catches
   * its error gets `db-transaction-failed` next. `db-commit-unknown` is thrown when the connection broke during the
   * commit itself.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /**
   * Runs a part of a transaction that may fail alone: when `work` throws, what it did is undone, its error comes out,
   * and whoever catches it goes on with the transaction. `work` uses the `Tx` that it is given; the one around it is
   * refused meanwhile (`db-savepoint-open`). Savepoints nest.
   */
  savepoint<T>(tx: Tx, work: (inner: Tx) => Promise<T>): Promise<T>;
  /** Waits for running statements and transactions, and closes; what is asked later is refused (`db-closed`). A second call does nothing. */
  close(): Promise<void>;
}

/** How to open. Times are milliseconds. */
export interface OpenOptions {
  /** SQLite: refuse a file that does not exist (`db-no-file`) instead of making it. Default false. */
  readonly mustExist?: boolean;
  /** Open without the right to write. Default false. */
  readonly readOnly?: boolean;
  /**
   * How long a statement waits for somebody else's lock (`db-busy`). SQLite: 5000 by default, without stopping this
   * process. PostgreSQL: as long as the statement may run.
   */
  readonly lockTimeoutMs?: number;
  /** How long a transaction may do nothing, while others wait for it (`db-idle-in-transaction`). Default 60000. */
  readonly idleInTransactionMs?: number;
  /**
   * SQLite's `synchronous`. `full` waits for the disk at each commit; `normal`, the default, may lose the last commits
   * when the power fails, never more. For a single transaction there is `durable`.
   */
  readonly durability?: 'normal' | 'full';
  /** SQLite: the write-ahead log is emptied when it is longer than this. Default 64 MiB. */
  readonly walLimitBytes?: number;
  /** SQLite: how much of the file a connection keeps in memory. Default 2 MB; more helps whoever writes all over a large file. */
  readonly cacheBytes?: number;
  /** Told of each statement that took {@link slowQueryMs} or longer, for a log; it never holds a value. */
  readonly onSlowQuery?: (query: SlowQuery) => void;
  /** Default 1000. */
  readonly slowQueryMs?: number;
  /** PostgreSQL: the server stops a statement that takes longer (`db-timeout`). Default 60000. */
  readonly statementTimeoutMs?: number;
  /**
   * PostgreSQL: after how long without an answer the server is asked, over another connection, whether it still works
   * on the statement; if not, the connection is dropped (`db-no-answer`). Default: 10 s more than the statement's time.
   */
  readonly silenceMs?: number;
  /** PostgreSQL: the most sessions at once. Default 10. */
  readonly poolSize?: number;
  /** PostgreSQL: how long a statement waits for a session that others use (`db-pool-full`). Default 30000. */
  readonly poolWaitMs?: number;
  /** PostgreSQL: how long opening a session may take (`db-no-answer`). Default 10000. */
  readonly connectTimeoutMs?: number;
  /** PostgreSQL: the name in the server's list of sessions. Default `aicmo`. */
  readonly applicationName?: string;
}

/**
 * Opens a database. Nothing is connected until the first statement, and no table is ever made here. The query builder
 * is loaded here and not at import, which half of the house would otherwise pay for.
 * Throws `invalid` with the URL's issue (`db-url-…`) for a URL that no driver may see.
 */
export async function openDatabase(url: string, options: OpenOptions = {}): Promise<Database> {
  const { openWithParts } = await import('./open-with-parts.ts');
  return openWithParts(url, options);
}
