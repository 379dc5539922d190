import { setImmediate as turn } from 'node:timers/promises';
import { isMainThread, parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { internal, unavailable } from '@aicmo/core-kernel';
import { openDatabase, type Database } from '../open-database.ts';
import type { DatabaseJob, JobHouse } from './create-database-worker.ts';
import { sendError, type FromWorker, type ToWorker, type WorkerStart } from './worker-messages.ts';

type Jobs = Readonly<Record<string, DatabaseJob<never>>>;

/**
 * Makes the program that calls it, as its last line, the thread of a {@link createDatabaseWorker}: it opens a database of
 * its own at the first job, and runs the named jobs. On the main thread it does nothing, so that the program's types
 * and jobs can be imported.
 */
export function serveDatabaseJobs(jobs: Jobs): void {
  if (isMainThread || !parentPort) return;
  const house = new JobThread(parentPort, workerData as WorkerStart, jobs); // createDatabaseWorker sends nothing else
  parentPort.on('message', (message: ToWorker) => house.hear(message));
}

class JobThread {
  readonly #port: MessagePort;
  readonly #start: WorkerStart;
  readonly #jobs: Jobs;
  readonly #running = new Map<number, AbortController>();
  #opened: Promise<Database> | undefined;

  constructor(port: MessagePort, start: WorkerStart, jobs: Jobs) {
    this.#port = port;
    this.#start = start;
    this.#jobs = jobs;
  }

  hear(message: ToWorker): void {
    if (message.type === 'run') void this.#run(message.id, message.job, message.input);
    else if (message.type === 'close') void this.#close();
    else this.#running.get(message.id)?.abort(cancelled());
  }

  async #run(id: number, name: string, input: unknown): Promise<void> {
    const controller = new AbortController();
    this.#running.set(id, controller);
    try {
      const job = this.#find(name);
      const house: JobHouse = {
        db: await this.#open(),
        signal: controller.signal,
        progress: (progress) => this.#tellProgress(id, progress, controller.signal),
      };
      this.#tell({ type: 'done', id, result: await job(house, input) });
    } catch (error) {
      this.#tell({ type: 'failed', id, error: sendError(error) });
    } finally {
      this.#running.delete(id);
    }
  }

  #find(name: string): DatabaseJob<unknown> {
    const job = Object.hasOwn(this.#jobs, name) ? this.#jobs[name] : undefined;
    if (job) return job as DatabaseJob<unknown>; // its input is what the caller's types say
    throw internal({
      code: 'db-worker-no-job',
      message: `The program of the thread has no job "${name}"; it has ${Object.keys(this.#jobs).join(', ')}.`,
    });
  }

  #open(): Promise<Database> {
    const { url, options, tellsSlowQueries } = this.#start;
    this.#opened ??= openDatabase(url, {
      ...options,
      ...(tellsSlowQueries && { onSlowQuery: (query) => this.#tell({ type: 'slow', query }) }),
    });
    return this.#opened;
  }

  async #tellProgress(id: number, progress: unknown, signal: AbortSignal): Promise<void> {
    this.#tell({ type: 'progress', id, progress });
    // SQLite answers at once, so that without a turn of the loop no word from outside would ever arrive.
    await turn();
    signal.throwIfAborted();
  }

  #tell(message: FromWorker): void {
    this.#port.postMessage(message);
  }

  async #close(): Promise<void> {
    // A database that did not open has told its error to its job.
    const db = await this.#opened?.catch(() => undefined);
    await db?.close();
    this.#port.close();
  }
}

const cancelled = (): Error =>
  unavailable({ code: 'db-job-cancelled', message: 'The job was cancelled. What it had committed is kept.' });
