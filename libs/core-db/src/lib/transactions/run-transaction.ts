import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isAppError, unavailable, type AppError } from '@aicmo/core-kernel';
import type { OwnConnection, TransactionMode } from '../dialects/connection.ts';
import { transactionFailed, TransactionLevel } from './transaction-level.ts';
import { TransactionSession } from './transaction-session.ts';

/** How a transaction is run. */
export interface TransactionOptions {
  /**
   * `write` (the default) takes SQLite's write lock at once; `read` sees one moment, and a write in it is refused
   * (`db-read-only`); `serializable` writes as if it were alone.
   */
  readonly mode?: TransactionMode;
  /** How often the work is called again when the database made the transaction give way to another; 3 by default. */
  readonly retries?: number;
  /** The whole may take this long, waiting and calling again included (`db-timeout`); no limit by default. */
  readonly timeoutMs?: number;
  /** Come back only when the disk has it, for marks that something has left the house; false by default. */
  readonly durable?: boolean;
  /** Gives the transaction up: it is rolled back, and `db-aborted` is thrown. */
  readonly signal?: AbortSignal;
}

/** What a transaction needs around it. */
export interface TransactionHouse {
  readonly take: () => Promise<OwnConnection>;
  readonly giveBack: (connection: OwnConnection) => Promise<void>;
  readonly idleMs: number;
}

const defaultRetries = 3;
const longestPauseMs = 500;

/** Runs `work` in a transaction, again when it had to give way: see `Database.transaction`. */
export async function runTransaction<T>(
  house: TransactionHouse,
  options: TransactionOptions,
  work: (level: TransactionLevel) => Promise<T>,
): Promise<T> {
  const limit = stopSignal(options);
  const { retries = defaultRetries } = options;
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await runOnce(house, options, limit.signal, work);
      } catch (error) {
        if (attempt > retries || !gaveWay(error)) throw error;
        await unlessStopped(pause(randomInt(1, Math.min(longestPauseMs, 10 * 2 ** attempt))), limit.signal);
      }
    }
  } finally {
    limit.clear();
  }
}

async function runOnce<T>(
  house: TransactionHouse,
  { mode = 'write', durable = false, timeoutMs }: TransactionOptions,
  signal: AbortSignal,
  work: (level: TransactionLevel) => Promise<T>,
): Promise<T> {
  const connection = await unlessStopped(house.take(), signal, (late) => void house.giveBack(late));
  try {
    await connection.begin({ mode, durable, statementTimeoutMs: timeoutMs ?? null, signal });
    const session = new TransactionSession(connection, house.idleMs);
    const stop = (): void => session.stop(reasonOf(signal));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    try {
      return await keepOrUndo(session, work);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  } finally {
    await house.giveBack(connection);
  }
}

async function keepOrUndo<T>(session: TransactionSession, work: (level: TransactionLevel) => Promise<T>): Promise<T> {
  const top = new TransactionLevel(session);
  try {
    const result = await Promise.race([work(top), session.stopped]);
    if (top.failed) throw transactionFailed(top.failed);
    top.close();
    await session.end('commit');
    return result;
  } catch (error) {
    top.close();
    await session.end('rollback');
    throw error;
  }
}

/** The database ended this transaction in favour of another, and it may go well at the next try. */
function gaveWay(error: unknown): boolean {
  if (!isAppError(error)) return false;
  if (error.code === 'db-transaction-failed') return gaveWay(error.cause);
  return error.code === 'db-serialization' || error.details['driverCode'] === 'SQLITE_BUSY_SNAPSHOT';
}

/** One signal for all that may stop a transaction from outside; its reason is the AppError to throw. */
function stopSignal({ timeoutMs, signal }: TransactionOptions): { readonly signal: AbortSignal; clear(): void } {
  const controller = new AbortController();
  const giveUp = (): void => controller.abort(givenUp(signal?.reason));
  if (signal?.aborted) giveUp();
  signal?.addEventListener('abort', giveUp, { once: true });
  const timer =
    timeoutMs === undefined ? undefined : setTimeout(() => controller.abort(tookTooLong(timeoutMs)), timeoutMs);
  return {
    signal: controller.signal,
    clear: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
    },
  };
}

const reasonOf = (signal: AbortSignal): AppError => signal.reason as AppError; // stopSignal gives no other

/** @param onLate takes care of what came after the stop. */
async function unlessStopped<T>(promise: Promise<T>, signal: AbortSignal, onLate?: (value: T) => void): Promise<T> {
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = () => reject(reasonOf(signal));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, stopped]);
  } catch (error) {
    // What fails after the stop has nobody left to be told.
    if (signal.aborted) promise.then(onLate, () => undefined);
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

const tookTooLong = (timeoutMs: number): AppError =>
  unavailable({
    code: 'db-timeout',
    message: `A transaction was not done within ${timeoutMs} ms and was rolled back. Try again, or let it do less at once.`,
    details: { timeoutMs },
  });

const givenUp = (cause: unknown): AppError =>
  unavailable({ code: 'db-aborted', message: 'The transaction was given up and rolled back.', cause });
