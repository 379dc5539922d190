import { setTimeout as pause } from 'node:timers/promises';
import { conflict, internal, isAppError } from '@aicmo/core-kernel';
import type { ImportBatchRow } from '../db/cam-tables.ts';
import type { ListFile, ListOptions } from './files/list-file.ts';
import { openListFile } from './files/open-list-file.ts';
import { beginLoad, finishLoad } from './fresh-load.ts';
import type { ImportHouse } from './import-house.ts';
import { isInterrupted } from './import-rules.ts';
import { shapeOf } from './import-shape.ts';
import { writeRows, type RunningImport } from './import-writer.ts';
import { leadIds } from './lead-ids.ts';
import { listRows, type RowBatch, type WantedRows } from './list-rows.ts';
import { ownersOfFile, storedOwners } from './owner-finder.ts';
import { prepareReader } from './prepare-reader.ts';
import { readAhead, readAheadFailed } from './read-ahead.ts';

/** Rows of one transaction: while a console is open, none may last long (EFFECTS, "transactions"); alone, it may. */
const rowsAtOnce = { calm: 500, full: 2000 } as const;
/** Of the time, this share is left to others between two transactions of a calm import. */
const calmShare = 0.2;

/** What an import is to do. */
export interface ImportTask {
  readonly batchId: string;
  /** Where the file is. */
  readonly path: string;
  /** `calm` beside an open console, `full` where nobody waits. */
  readonly pace: 'calm' | 'full';
}

/** How the work is watched and ended. */
export interface ImportTools {
  readonly signal: AbortSignal;
  /** Told after each transaction; gives others a turn. */
  readonly progress: (batch: ImportBatchRow) => Promise<void>;
}

/**
 * Works through the rows of a batch that are left. Each transaction moves the counters together with the rows, so that
 * a crash loses nothing and nothing counts twice. Gives the batch, its work done or (when the signal says so) ended
 * early; its status is the caller's to write. Throws what went wrong.
 */
export async function runImport(house: ImportHouse, task: ImportTask, tools: ImportTools): Promise<ImportBatchRow> {
  const list = await openListFile({ path: task.path }, await optionsOf(house, task.batchId));
  try {
    const run = await prepare(house, task);
    if (!run.isFresh) return await workThrough(house, run, list, task, tools);
    return await finishLoad(house, await freshly(house, run, list, task, tools), tools.progress);
  } finally {
    await list.close();
  }
}

/** What fails half-way leaves the workspace whole all the same, with the leads that came. */
async function freshly(...work: Parameters<typeof workThrough>): Promise<ImportBatchRow> {
  try {
    return await workThrough(...work);
  } catch (error) {
    const [house, { batch }] = work;
    await finishLoad(house, batch);
    throw error;
  }
}

const found = async (house: ImportHouse, batchId: string): Promise<ImportBatchRow> => {
  const batch = await house.batches.find(batchId);
  if (batch) return batch;
  throw internal({ code: 'import-unknown', message: 'The import that was begun is gone. Choose the file again.' });
};

async function optionsOf(house: ImportHouse, batchId: string): Promise<ListOptions> {
  const batch = await found(house, batchId);
  return { sheet: batch.sheet || undefined, headerRow: shapeOf(batch).headerRow };
}

async function prepare(house: ImportHouse, { batchId, pace }: ImportTask): Promise<RunningImport> {
  const isAlone = await endBrokenLoads(house, batchId);
  const whole = await found(house, batchId);
  const isFresh = isAlone && pace === 'full' && whole.rowsDone === 0 && (await house.load.isEmpty());
  const batch = isFresh ? await beginLoad(house, whole) : whole;
  const own = batch.campaignId === null ? undefined : await house.campaigns.find(batch.campaignId);
  // Where it says nothing of who is put in sequence, the client's rules do.
  const campaign = own ? await house.scores.routed(own) : null;
  const idOf = leadIds(batch);
  const { header, mapping } = shapeOf(batch);
  return {
    ...{ batch, campaign, mapping, isFresh, idOf },
    ...(await prepareReader(house, header, mapping)),
    scorer: await house.scores.scorerFor(batch.clientId, campaign),
    finder: isFresh ? ownersOfFile(house.load, batch, idOf) : storedOwners(house.load, batch.clientId),
    enrolmentIdOf: leadIds({ id: `${batch.id} enrolment`, startedAt: batch.startedAt }),
  };
}

/**
 * Makes whole what somebody left half-way who loaded into an empty workspace, in this import or another: nobody would
 * know its people. False while such a load is under way.
 */
async function endBrokenLoads(house: ImportHouse, batchId: string): Promise<boolean> {
  const loads = await house.batches.freshLoads();
  const isBroken = (load: ImportBatchRow): boolean =>
    load.id === batchId || load.status !== 'RUNNING' || isInterrupted(load, house.clock.now());
  for (const load of loads.filter(isBroken)) await finishLoad(house, load);
  return loads.every(isBroken);
}

async function workThrough(
  house: ImportHouse,
  run: RunningImport,
  list: ListFile,
  task: ImportTask,
  { signal, progress }: ImportTools,
): Promise<ImportBatchRow> {
  let { batch } = run;
  // A batch of before the last row was kept: so many records are done.
  const skip = batch.lastRow === 0 ? batch.rowsDone : 0;
  const wanted = { fromRow: batch.lastRow + 1, batchSize: rowsAtOnce[task.pace], skip };
  for await (const rows of rowsOf(run, list, task, wanted)) {
    if (signal.aborted) return batch;
    const started = performance.now();
    batch = await importRows(house, { ...run, batch }, rows);
    await progress(batch);
    if (task.pace === 'calm') await pause((performance.now() - started) * calmShare);
  }
  return { ...batch, rowsTotal: batch.rowsDone };
}

/** A smaller file is read before a thread has begun. */
const smallestReadAhead = 4 * 1024 * 1024;

/**
 * At full pace a large list is read in another thread, and read on here when that one fails. Who was erased is known here
 * only.
 */
async function* rowsOf(
  run: RunningImport,
  list: ListFile,
  { path, pace }: ImportTask,
  wanted: WantedRows,
): AsyncGenerator<RowBatch> {
  const { readRow, canReadAhead } = run;
  if (pace !== 'full' || !canReadAhead || list.sizeBytes < smallestReadAhead) {
    yield* listRows(list, readRow, wanted);
    return;
  }
  const { header, mapping, headerRow } = shapeOf(run.batch);
  const options = { sheet: run.batch.sheet || undefined, headerRow };
  let [lastRow, isOver] = [0, false];
  try {
    for await (const rows of readAhead({ path, options, header, mapping, wanted })) {
      lastRow = rows.lastRow;
      yield rows;
    }
    isOver = true;
  } catch (error) {
    if (!isAppError(error) || error.code !== readAheadFailed) throw error;
  }
  if (!isOver) yield* listRows(list, readRow, lastRow === 0 ? wanted : { ...wanted, fromRow: lastRow + 1, skip: 0 });
}

async function importRows(house: ImportHouse, run: RunningImport, rows: RowBatch): Promise<ImportBatchRow> {
  const { batch } = run;
  const { written, next } = await house.db.transaction(async (tx) => {
    const done = await writeRows(tx, house, run, rows);
    const { gain } = done;
    const rowsDone = batch.rowsDone + rows.rows;
    const change = {
      ...{ rowsDone, heartbeatAt: house.clock.now(), lastRow: rows.lastRow },
      ...{ imported: batch.imported + gain.imported, updated: batch.updated + gain.updated },
      ...{ duplicates: batch.duplicates + gain.duplicates, rejected: batch.rejected + gain.rejected },
      ...{ enrolled: batch.enrolled + gain.enrolled, bytesDone: rows.bytesRead },
      rowsTotal: Math.max(rowsDone, rows.estimatedRows),
    };
    if (await house.batches.advance(tx, batch.id, batch.rowsDone, change))
      return { written: done, next: { ...batch, ...change } };
    throw conflict({
      code: 'import-taken-over',
      message: 'Somebody else goes on with this import. Reload the page to follow it.',
    });
  });
  run.finder.learn(written.plan, written.besides);
  return next;
}
