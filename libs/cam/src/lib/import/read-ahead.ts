import { Worker } from 'node:worker_threads';
import { unavailable } from '@aicmo/core-kernel';
import type { ColumnMapping } from '../../contract/lead-import.ts';
import type { ListOptions } from './files/list-file.ts';
import type { RowBatch, WantedRows } from './list-rows.ts';
import { unpackRows } from './packed-rows.ts';

/** What is read, and how. */
export interface ReadTask {
  readonly path: string;
  readonly options: ListOptions;
  readonly header: readonly string[];
  readonly mapping: ColumnMapping;
  readonly wanted: WantedRows;
}

/** Batches that are read before they are wanted: so many stand in memory. */
const batchesAhead = 2;

/** The thread keeps one batch, and the texts that repeat from row to row. */
const limits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 12 };

/** The thread that reads ahead has failed; what it gave before is whole. */
export const readAheadFailed = 'import-read-ahead';

/**
 * Reads a list in a thread of its own while its rows before are written: a third of an import is reading. Throws
 * `unavailable` (`import-read-ahead`) when the thread fails, whatever of: who reads on by itself meets the reason.
 */
export async function* readAhead(task: ReadTask): AsyncGenerator<RowBatch> {
  const thread = new Worker(new URL('./read-rows.program.ts', import.meta.url), {
    ...{ workerData: task, resourceLimits: limits },
  });
  const ready: string[] = [];
  let failure: Error | undefined;
  let heard: (() => void) | undefined;
  const hear = (): void => heard?.();
  thread.on('message', (text: string) => {
    ready.push(text);
    hear();
  });
  thread.on('error', (error) => {
    failure = error;
    hear();
  });
  thread.on('exit', () => {
    failure ??= new Error('The thread ended.');
    hear();
  });
  try {
    thread.postMessage(batchesAhead);
    for (;;) {
      while (ready.length === 0) {
        if (failure) throw ended(failure);
        await new Promise<void>((resolve) => (heard = resolve));
      }
      const text = ready.shift() ?? '';
      if (text === '') return;
      thread.postMessage(1);
      yield unpackRows(text);
    }
  } finally {
    thread.removeAllListeners('error').on('error', () => undefined);
    await thread.terminate();
  }
}

const ended = (cause: Error) =>
  unavailable({ code: readAheadFailed, message: 'The list could not be read ahead. It is read on directly.', cause });
