import { CompiledQuery, type DatabaseConnection, type QueryResult } from 'kysely';
import { internal, invalid, isAppError, type AppError } from '@aicmo/core-kernel';
import type { TransactionSession } from './transaction-session.ts';

/** The transaction itself, or the part of it behind a savepoint; the connection that a `Tx` works with. */
export class TransactionLevel implements DatabaseConnection {
  readonly #session: TransactionSession;
  #failed: AppError | undefined;
  #isOver = false;
  #isReading = false;
  #inner: TransactionLevel | undefined;

  constructor(session: TransactionSession) {
    this.#session = session;
  }

  /** The first statement that failed on this level; nothing of the level can be kept. */
  get failed(): AppError | undefined {
    return this.#failed;
  }

  /** Whether its end was reached. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Refuses all that comes later, through this level. */
  close(): void {
    this.#isOver = true;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#watched(() => this.#session.inLine((connection) => connection.executeQuery<R>(query)));
  }

  async *streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    this.#refuse();
    this.#isReading = true;
    try {
      yield* this.#session.stream<R>(query, chunkSize);
    } catch (error) {
      this.#note(error);
      throw error;
    } finally {
      this.#isReading = false;
    }
  }

  /** Runs `work` behind a savepoint: when it throws, what it did is undone, and this level goes on as if it had not been. */
  async savepoint<T>(work: (inner: TransactionLevel) => Promise<T>): Promise<T> {
    const name = this.#session.nextSavepoint();
    await this.executeQuery(CompiledQuery.raw(`savepoint ${name}`));
    const inner = new TransactionLevel(this.#session);
    this.#inner = inner;
    const end = async (texts: readonly string[]): Promise<void> => {
      inner.close();
      for (const text of texts)
        await this.#session.inLine((connection) => connection.executeQuery(CompiledQuery.raw(text)));
    };
    try {
      const result = await work(inner);
      if (inner.failed) throw transactionFailed(inner.failed);
      await end([`release savepoint ${name}`]);
      return result;
    } catch (error) {
      // A transaction that is over has undone this part with all the others; its own error says why.
      await end([`rollback to savepoint ${name}`, `release savepoint ${name}`]).catch(() => undefined);
      throw error;
    } finally {
      this.#inner = undefined;
    }
  }

  async #watched<T>(run: () => Promise<T>): Promise<T> {
    this.#refuse();
    try {
      return await run();
    } catch (error) {
      this.#note(error);
      throw error;
    }
  }

  /** What the database refused counts; what was refused before it got there does not. */
  #note(error: unknown): void {
    if (isAppError(error) && 'driverCode' in error.details) this.#failed ??= error;
  }

  #refuse(): void {
    if (this.#isOver) throw transactionOver();
    if (this.#failed) throw transactionFailed(this.#failed);
    if (this.#isReading || this.#inner) throw levelBusy(this.#isReading);
  }
}

/** What is used after its end. */
export const transactionOver = (): AppError =>
  invalid({
    code: 'db-transaction-over',
    message: 'A transaction was used after its end. Finish all work before it returns.',
  });

/** What came after a failed statement, or was to be committed with one in it. */
export const transactionFailed = (first: AppError): AppError =>
  internal({
    code: 'db-transaction-failed',
    message: `An earlier statement of this transaction failed (${first.code}), so nothing of it can be kept. Let that error out, or put a statement that may fail into db.savepoint(tx, …).`,
    cause: first,
    details: { first: first.code },
  });

const levelBusy = (isReading: boolean): AppError =>
  internal({
    code: isReading ? 'db-stream-open' : 'db-savepoint-open',
    message: isReading
      ? 'A statement was asked for while rows of the same transaction were still being read. Read them all first, or read outside of the transaction.'
      : 'The transaction around a savepoint was used inside of it. Use the one that db.savepoint gave to its work.',
  });
