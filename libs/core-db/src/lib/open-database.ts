import type { Insertable, Kysely } from 'kysely';
import type { BulkInserted, RowSource } from './bulk/bulk-insert.ts';

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
}

/** An open database. */
export interface Database {
  readonly dialect: 'sqlite' | 'postgres';
  /** Where it is, masked. */
  readonly url: string;
  /** The handle of one scope (a library's name); its tables begin with the scope's name. */
  handle<Tables>(scope: string): DbHandle<Tables>;
  /** Runs `work` in one transaction: committed when it resolves, rolled back when it throws. Transactions do not nest. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Waits for running statements and closes; a second call does nothing. */
  close(): Promise<void>;
}

/** How to open. */
export interface OpenOptions {
  /** SQLite: refuse a file that does not exist (`db-no-file`) instead of making it. Default false. */
  readonly mustExist?: boolean;
  /** SQLite: open without the right to write. Default false. */
  readonly readOnly?: boolean;
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
