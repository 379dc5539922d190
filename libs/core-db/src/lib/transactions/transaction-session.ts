import type { CompiledQuery, QueryResult } from 'kysely';
import { unavailable, type AppError } from '@aicmo/core-kernel';
import type { OwnConnection } from '../dialects/connection.ts';
import { transactionOver } from './transaction-level.ts';

/**
 * One transaction on one connection, from its beginning to its end: a line in which its statements wait, a watch over
 * statements that come too late or not at all, and the memory of what failed. The same on both databases: PostgreSQL
 * refuses everything after a failed statement, so here SQLite does too.
 */
export class TransactionSession {
  readonly #connection: OwnConnection;
  readonly #idleMs: number;
  #line: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #over: AppError | undefined;
  #savepoints = 0;
  #stop: (error: AppError) => void = () => undefined;
  /** Rejects when the transaction is stopped from outside: idle for too long, out of time, given up. */
  readonly stopped: Promise<never>;

  /** @param idleMs how long it may do nothing. */
  constructor(connection: OwnConnection, idleMs: number) {
    this.#connection = connection;
    this.#idleMs = idleMs;
    this.stopped = new Promise<never>((_resolve, reject) => (this.#stop = reject));
    // Told to whoever waits for the work; when nobody does any more, there is nobody to tell.
    this.stopped.catch(() => undefined);
    this.#watchIdleness();
  }

  /** Runs on the connection when everything before has run, unless the transaction is over by then. */
  inLine<T>(run: (connection: OwnConnection) => Promise<T>): Promise<T> {
    this.#waiting += 1;
    clearTimeout(this.#idleTimer);
    const turn = this.#line.then(async () => {
      if (this.#over) throw this.#over;
      try {
        return await run(this.#connection);
      } catch (error) {
        // A statement that was stopped says only that it was.
        throw this.#over ?? error;
      }
    });
    this.#line = turn.catch(() => undefined).then(() => this.#leaveLine());
    return turn;
  }

  /** Rows one by one; nothing else may be asked in this transaction until they are read. */
  async *stream<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    let done = (): void => undefined;
    const reading = new Promise<void>((resolve) => (done = resolve));
    const connection = await new Promise<OwnConnection>((resolve, reject) => {
      this.inLine((own) => {
        resolve(own);
        return reading;
      }).catch(reject);
    });
    try {
      yield* connection.streamQuery<R>(query, chunkSize);
    } finally {
      done();
    }
  }

  /** Stops everything: what runs is cancelled, what was done is rolled back, what comes later is refused. */
  stop(error: AppError): void {
    if (this.#over) return;
    const isRunning = this.#waiting > 0;
    this.#over = error;
    this.#stop(error);
    if (isRunning) void this.#connection.cancel();
    this.#line = this.#line.then(() => this.#connection.rollback());
  }

  /** Ends the transaction after what still waits in line; later statements are refused. */
  async end(how: 'commit' | 'rollback'): Promise<void> {
    clearTimeout(this.#idleTimer);
    await this.#line;
    clearTimeout(this.#idleTimer);
    const stopped = this.#over;
    this.#over ??= transactionOver();
    if (stopped) {
      if (how === 'commit') throw stopped;
      return;
    }
    if (how === 'rollback') return this.#connection.rollback();
    try {
      await this.#connection.commit();
    } catch (error) {
      await this.#connection.rollback();
      throw error;
    }
  }

  /** A name that no other savepoint of this transaction has. */
  nextSavepoint(): string {
    this.#savepoints += 1;
    return `core_db_${this.#savepoints}`;
  }

  #leaveLine(): void {
    this.#waiting -= 1;
    if (this.#waiting === 0 && !this.#over) this.#watchIdleness();
  }

  #watchIdleness(): void {
    this.#idleTimer = setTimeout(() => this.stop(idleTooLong(this.#idleMs)), this.#idleMs);
  }
}

const idleTooLong = (idleMs: number): AppError =>
  unavailable({
    code: 'db-idle-in-transaction',
    message: `A transaction did nothing for ${idleMs} ms and was rolled back, because others may wait for it. Do slow work before the transaction, not inside of it.`,
    details: { idleMs },
  });
