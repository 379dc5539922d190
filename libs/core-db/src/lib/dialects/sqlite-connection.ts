import type { CompiledQuery, QueryResult } from 'kysely';
import { setTimeout as pause } from 'node:timers/promises';
import { internal, isAppError } from '@aicmo/core-kernel';
import { BulkRows } from '../bulk/bulk-rows.ts';
import { runSqliteBulk } from '../bulk/sqlite-bulk.ts';
import { translateDriverError } from '../driver-errors.ts';
import { bindIntegers } from '../portable/bind-integers.ts';
import type { Beginning, OwnConnection } from './connection.ts';
import { statementCache } from './statement-cache.ts';

/** What is used of a prepared statement of better-sqlite3. */
export interface RawStatement {
  readonly reader: boolean;
  all(parameters: readonly unknown[]): unknown[];
  run(parameters: readonly unknown[]): { readonly changes: number };
  iterate(parameters: readonly unknown[]): IterableIterator<unknown>;
}

/** What is used of an open file of better-sqlite3. */
export interface RawSqlite {
  prepare(text: string): RawStatement;
  pragma(text: string, options?: { readonly simple?: boolean }): unknown;
  close(): unknown;
}

/** How a connection to a SQLite file behaves. */
export interface SqliteManners {
  /** How long a statement waits for another connection's lock. */
  readonly lockTimeoutMs: number;
  /** What `synchronous` is between transactions that ask for more. */
  readonly durability: 'normal' | 'full';
  /** Never writes, also between transactions. Default false. */
  readonly readOnly?: boolean;
  /** Called after each write that was committed. */
  readonly afterWrite: () => void;
}

/** How many prepared statements a connection keeps. */
export const keptStatements = 500;
const betweenTriesMs = 10;

/** A connection to a SQLite file. It answers at once, blocking the process as long as the statement runs. */
export class SqliteConnection implements OwnConnection {
  readonly native: RawSqlite;
  readonly #manners: SqliteManners;
  readonly #prepare: (text: string) => RawStatement;
  #began: Beginning | undefined;

  constructor(native: RawSqlite, manners: SqliteManners) {
    this.native = native;
    this.#manners = manners;
    this.#prepare = statementCache((text) => native.prepare(text), keptStatements);
  }

  get isInTransaction(): boolean {
    return this.#began !== undefined;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { sql, parameters } = query;
    try {
      return this.#run<R>(sql, parameters);
    } catch (error) {
      const found = this.#translate(error);
      if (!mayPass(found)) throw found;
    }
    return this.#patiently(() => this.#run<R>(sql, parameters));
  }

  /** Rows one by one, from a statement of its own: one from the cache could be restarted by somebody else. */
  async *streamQuery<R>({ sql, parameters }: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    try {
      for (const row of this.native.prepare(sql).iterate(bindIntegers(parameters))) yield { rows: [row as R] }; // the caller's promise about its query
    } catch (error) {
      throw this.#translate(error);
    }
  }

  async begin(beginning: Beginning): Promise<void> {
    // Neither can be changed inside of a transaction.
    if (beginning.durable) this.native.pragma('synchronous = FULL');
    if (beginning.mode === 'read') this.native.pragma('query_only = ON');
    try {
      // Takes the write lock at once: a transaction that upgraded later could not wait, and would fail half-way.
      const how = beginning.mode === 'read' ? 'begin' : 'begin immediate';
      await this.#patiently(() => this.#run(how, []), beginning.signal);
      this.#began = beginning;
    } catch (error) {
      this.#restore(beginning);
      throw error;
    }
  }

  async commit(): Promise<void> {
    await this.#patiently(() => this.#run('commit', []));
    if (this.#began) this.#restore(this.#began);
    if (this.#began?.mode !== 'read') this.#manners.afterWrite();
    this.#began = undefined;
  }

  async rollback(): Promise<void> {
    try {
      this.#run('rollback', []);
    } catch (error) {
      // SQLite has rolled back by itself, as it does when the disk is full; whatever else it says, the first error counts.
      void error;
    }
    if (this.#began) this.#restore(this.#began);
    this.#began = undefined;
  }

  async cancel(): Promise<void> {
    // A statement blocks the process that could ask for its end.
  }

  #run<R>(sql: string, given: readonly unknown[]): QueryResult<R> {
    const statement = this.#prepare(sql);
    const parameters = bindIntegers(given);
    if (statement.reader) return { rows: statement.all(parameters) as R[] }; // the caller's promise about its query
    const [first] = parameters;
    const changes =
      first instanceof BulkRows
        ? runSqliteBulk(statement, first, (text) => this.native.prepare(text))
        : statement.run(parameters).changes;
    if (!this.#began) this.#manners.afterWrite();
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  /**
   * Waits for another connection's lock without blocking this process: SQLite's own waiting would stop every request,
   * and for ever where the other connection is ours.
   */
  async #patiently<T>(run: () => T, signal?: AbortSignal): Promise<T> {
    const started = performance.now();
    for (;;) {
      try {
        return run();
      } catch (error) {
        const found = this.#translate(error);
        if (!mayPass(found) || performance.now() - started >= this.#manners.lockTimeoutMs) throw found;
        await pause(betweenTriesMs);
        signal?.throwIfAborted();
      }
    }
  }

  #translate(error: unknown): Error {
    const found = translateDriverError(error);
    return found.code === 'db-read-only' && this.#began?.mode === 'read' ? writeInRead(found) : found;
  }

  #restore({ durable, mode }: Beginning): void {
    if (durable) this.native.pragma(`synchronous = ${this.#manners.durability}`);
    if (mode === 'read' && !this.#manners.readOnly) this.native.pragma('query_only = OFF');
  }
}

/** A lock may be given back; a transaction that read an older state than it wants to change stays too late. */
const mayPass = (error: Error): boolean =>
  isAppError(error) && error.code === 'db-busy' && error.details['driverCode'] !== 'SQLITE_BUSY_SNAPSHOT';

/** The refusal of a write inside of a transaction that was begun to read. */
export const writeInRead = (cause: unknown): Error =>
  internal({
    code: 'db-read-only',
    message:
      "A statement that writes was run inside of a transaction of the mode 'read'. Begin it with the mode 'write'.",
    cause,
  });
