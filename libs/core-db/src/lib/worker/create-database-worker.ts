import { Worker } from 'node:worker_threads';
import { internal, invalid, unavailable } from '@aicmo/core-kernel';
import type { Database, OpenOptions } from '../open-database.ts';
import { receiveError, type FromWorker, type ToWorker, type WorkerStart } from './worker-messages.ts';

/** What a job works with, in its thread. */
export interface JobHouse {
  /** The thread's own connection to the same database. */
  readonly db: Database;
  /** Aborted when the job is cancelled; give it to `db.transaction`. */
  readonly signal: AbortSignal;
  /**
   * Tells whoever waits how far the job is, with anything that can be copied, and gives the thread a turn. Call it
   * between two transactions: only then a cancelling arrives, and it throws `db-job-cancelled`.
   */
  progress(progress: unknown): Promise<void>;
}

/** A function for the thread. Input and result are copied (structured clone). */
export type DatabaseJob<Input = never, Result = unknown> = (house: JobHouse, input: Input) => Promise<Result>;

type InputOf<Job> = Job extends (house: JobHouse, input: infer Input) => unknown ? Input : never;
type ResultOf<Job> = Job extends (...all: never[]) => Promise<infer Result> ? Result : never;
type JobNames<Jobs> = { [Name in keyof Jobs]: Jobs[Name] extends DatabaseJob ? Name : never }[keyof Jobs] & string;

/** How a worker is made. */
export interface DatabaseWorkerOptions {
  readonly url: string;
  /** The thread's program, which ends with `serveDatabaseJobs(jobs)`: `new URL('./import-jobs.program.ts', import.meta.url)`. */
  readonly program: URL;
  /** How its database is opened. */
  readonly open?: OpenOptions;
  /**
   * The most that the thread's own objects may take, in megabytes; without it they are collected late, for the machine
   * has memory. A job that needs more dies (`db-worker-died`).
   */
  readonly heapMb?: number;
}

/** How one job is run. */
export interface JobOptions {
  readonly onProgress?: (progress: unknown) => void;
  /** Cancels the job, which ends at its next `progress` or transaction. */
  readonly signal?: AbortSignal;
}

/** A thread that works with a database while this one stays free for requests. */
export interface DatabaseWorker<Jobs> {
  /**
   * Runs a job. It ends when the job has ended, also a cancelled one; the job's own error comes out whole,
   * with kind, code, details and causes. Throws `invalid` (`db-worker-input`) for input that cannot be copied, and
   * `internal`: `db-worker-no-job`, or `db-worker-died` when the thread ended in the middle of it; what it had
   * committed is kept, and the next job gets a new thread.
   */
  run<Name extends JobNames<Jobs>>(
    job: Name,
    input: InputOf<Jobs[Name]>,
    options?: JobOptions,
  ): Promise<ResultOf<Jobs[Name]>>;
  /** Waits for running jobs and ends the thread; later jobs are refused (`db-worker-closed`). A second call does nothing. */
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((progress: unknown) => void) | undefined;
}

/**
 * Makes a worker for bulk work: better-sqlite3 blocks its thread as long as a statement runs, so a long import belongs
 * into another one, with a connection of its own. The thread is started by the first job and does not keep the process
 * alive without one.
 */
export function createDatabaseWorker<Jobs>(options: DatabaseWorkerOptions): DatabaseWorker<Jobs> {
  const house = new WorkerHouse(options);
  return {
    // The types are those of the program, which the caller names twice: as a type and as a URL.
    run: (job, input, how = {}) => house.run(job, input, how) as never,
    close: () => house.close(),
  };
}

class WorkerHouse {
  readonly #options: DatabaseWorkerOptions;
  readonly #waiting = new Map<number, Waiting>();
  #thread: Worker | undefined;
  #jobs = 0;
  #closed: Promise<void> | undefined;
  #whenIdle: (() => void) | undefined;

  constructor(options: DatabaseWorkerOptions) {
    this.#options = options;
  }

  async run(job: string, input: unknown, { onProgress, signal }: JobOptions): Promise<unknown> {
    if (this.#closed)
      throw unavailable({ code: 'db-worker-closed', message: 'The worker was closed; make a new one.' });
    signal?.throwIfAborted();
    const thread = (this.#thread ??= this.#start());
    const id = (this.#jobs += 1);
    const cancel = (): void => thread.postMessage({ type: 'cancel', id } satisfies ToWorker);
    const ended = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject, onProgress }));
    thread.ref();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      send(thread, { type: 'run', id, job, input });
      return await ended;
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#leave(id, thread);
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async #end(): Promise<void> {
    if (this.#waiting.size > 0) await new Promise<void>((resolve) => (this.#whenIdle = resolve));
    const thread = this.#thread;
    if (!thread) return;
    thread.ref();
    const gone = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
    thread.postMessage({ type: 'close' } satisfies ToWorker);
    await gone;
  }

  #start(): Worker {
    const { url, program, heapMb, open: { onSlowQuery, ...options } = {} } = this.#options;
    const start: WorkerStart = { url, options, tellsSlowQueries: onSlowQuery !== undefined };
    const limits =
      heapMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 40 } };
    const thread = new Worker(program, { workerData: start, ...limits });
    let failure: unknown;
    thread.on('error', (error) => (failure = error));
    thread.on('exit', (status) => this.#died(thread, status, failure));
    thread.on('message', (message: FromWorker) => {
      if (message.type === 'slow') return onSlowQuery?.(message.query);
      const waiting = this.#waiting.get(message.id);
      if (message.type === 'progress') waiting?.onProgress?.(message.progress);
      else if (message.type === 'done') waiting?.resolve(message.result);
      else waiting?.reject(receiveError(message.error));
    });
    return thread;
  }

  #died(thread: Worker, status: number, cause: unknown): void {
    if (this.#thread === thread) this.#thread = undefined;
    for (const { reject } of this.#waiting.values()) {
      reject(
        internal({
          code: 'db-worker-died',
          message: `The thread of a job ended with status ${status} before the job was done. What it had committed is kept; run the job again.`,
          cause,
        }),
      );
    }
  }

  #leave(id: number, thread: Worker): void {
    this.#waiting.delete(id);
    if (this.#waiting.size > 0) return;
    thread.unref();
    this.#whenIdle?.();
  }
}

function send(thread: Worker, message: ToWorker): void {
  try {
    thread.postMessage(message);
  } catch (cause) {
    throw invalid({
      code: 'db-worker-input',
      message:
        'The input of a job cannot be copied to its thread: it holds a function, a class or something open. Pass plain data.',
      cause,
    });
  }
}
