import type { CompiledQuery, QueryResult } from 'kysely';
import type { Beginning, ConnectionSource, OwnConnection } from './connection.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

/** How connections to a SQLite file are opened. */
export interface SqliteDoors {
  readonly open: () => Promise<SqliteConnection>;
  /** A connection of its own for reading row by row; null where there is none, as in memory. */
  readonly openReader: (() => Promise<SqliteConnection>) | null;
}

/**
 * The one connection to a SQLite file, opened at the first question and lent to one caller after the other in the
 * order in which they asked.
 */
export class SqliteSource implements ConnectionSource {
  readonly #doors: SqliteDoors;
  #connection: Promise<SqliteConnection> | undefined;
  #open: SqliteConnection | undefined;
  #isLent = false;
  readonly #waiting: (() => void)[] = [];

  constructor(doors: SqliteDoors) {
    this.#doors = doors;
  }

  async take(): Promise<SqliteLease> {
    if (this.#isLent) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#isLent = true;
    try {
      this.#open = await (this.#connection ??= this.#doors.open());
      return this.#lease(this.#open);
    } catch (error) {
      // Asked for again, the file is opened again: it may be there by then.
      this.#connection = undefined;
      this.#next();
      throw error;
    }
  }

  takeNow(): SqliteLease | undefined {
    if (this.#isLent || !this.#open) return undefined;
    this.#isLent = true;
    return this.#lease(this.#open);
  }

  #lease(connection: SqliteConnection): SqliteLease {
    return new SqliteLease(connection, this.#doors.openReader, () => this.#next());
  }

  giveBack(lease: SqliteLease): void {
    lease.end();
  }

  async end(): Promise<void> {
    (await this.#connection)?.native.close();
  }

  /** Stays lent between two callers, so that nobody comes between them. */
  #next(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#isLent = false;
  }
}

/** The connection while somebody has it. */
export class SqliteLease implements OwnConnection {
  readonly #connection: SqliteConnection;
  readonly #openReader: SqliteDoors['openReader'];
  #release: (() => void) | undefined;

  constructor(connection: SqliteConnection, openReader: SqliteDoors['openReader'], release: () => void) {
    this.#connection = connection;
    this.#openReader = openReader;
    this.#release = release;
  }

  get native(): unknown {
    return this.#connection.native;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#connection.executeQuery<R>(query);
  }

  /**
   * Outside of a transaction the rows come over a connection of their own, and this one goes to whoever waits for it:
   * who reads may take long, and may ask something else for each row.
   */
  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    if (this.#connection.isInTransaction || !this.#openReader) {
      yield* this.#connection.streamQuery<R>(query);
      return;
    }
    this.end();
    const reader = await this.#openReader();
    try {
      yield* reader.streamQuery<R>(query);
    } finally {
      reader.native.close();
    }
  }

  begin(beginning: Beginning): Promise<void> {
    return this.#connection.begin(beginning);
  }

  commit(): Promise<void> {
    return this.#connection.commit();
  }

  rollback(): Promise<void> {
    return this.#connection.rollback();
  }

  cancel(): Promise<void> {
    return this.#connection.cancel();
  }

  /** Gives the connection back, once. */
  end(): void {
    this.#release?.();
    this.#release = undefined;
  }
}
