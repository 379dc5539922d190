import { toAppError } from '@aicmo/core-kernel';
import type { ImportBatch, ImportUndo } from '../../contract/lead-import.ts';
import type { ImportBatchRow } from '../db/cam-tables.ts';
import type { ImportHouse } from './import-house.ts';
import type { BackgroundRuns } from '../background/background-runs.ts';
import { batchOf, undoneHash } from './import-store.ts';
import type { ImportWorker } from './import-worker.ts';
import type { KeptFile, KeptFiles } from './kept-files.ts';
import { ownMark } from './runner-mark.ts';

/** What following the work needs. */
export interface Followers {
  readonly house: ImportHouse;
  readonly worker: ImportWorker;
  readonly files: KeptFiles;
  readonly runs: BackgroundRuns<ImportBatch>;
}

/** Lets the worker import, and writes down how it ended. Answers at once. */
export function followImport(
  { house, worker, files, runs }: Followers,
  row: ImportBatchRow,
  kept: KeptFile,
  pace: 'calm' | 'full',
): ImportBatch {
  const run = runs.start(batchOf(row, false), async (tell, signal) => {
    const tools = { signal, progress: async (batch: ImportBatchRow) => tell(batchOf(batch, false)) };
    try {
      const batch = await worker.run({ batchId: row.id, path: kept.path, pace }, tools);
      if (signal.aborted) return await leave(house, batch, runs.isStopping());
      const ended = await complete(house, batch);
      await files.discard(kept.key);
      return ended;
    } catch (error) {
      return failed(house, row, error);
    }
  });
  return run.first;
}

async function complete(house: ImportHouse, batch: ImportBatchRow): Promise<ImportBatch> {
  const { rowsDone, imported, updated, campaignId, clientId, id } = batch;
  const change = { status: 'COMPLETED', error: '', endedAt: house.clock.now(), runner: '' };
  const counted = { rowsTotal: rowsDone, bytesDone: batch.sizeBytes };
  await house.db.transaction(async (tx) => {
    await house.batches.update(tx, id, { ...change, ...counted });
    const payload = { clientId, campaignId, imported, updated };
    await house.events.publish(tx, { topic: 'cam-lead-imported-batch', subject: id, payload });
  });
  return batchOf({ ...batch, ...change, ...counted }, false);
}

/** Ended early: by a person, or because the house closes, which is no reason not to go on at the next start. */
async function leave(house: ImportHouse, batch: ImportBatchRow, isStopping: boolean): Promise<ImportBatch> {
  const cancelled = { status: 'CANCELLED', error: 'Stopped by a person.', endedAt: house.clock.now(), runner: '' };
  const change = isStopping ? { runner: '' } : cancelled;
  await house.db.transaction((tx) => house.batches.update(tx, batch.id, change));
  return batchOf({ ...batch, ...change }, isStopping);
}

async function failed(house: ImportHouse, row: ImportBatchRow, error: unknown): Promise<ImportBatch> {
  const { code, message } = toAppError(error);
  const change = { status: 'FAILED', error: message, endedAt: house.clock.now(), runner: '' };
  const batch = (await house.batches.find(row.id)) ?? row;
  // Whoever took it over goes on counting: its row is no longer ours to write.
  if (code !== 'import-taken-over') await house.db.transaction((tx) => house.batches.update(tx, row.id, change));
  return batchOf({ ...batch, ...change }, false);
}

/** Lets the worker undo an import, or go on with it. Answers at once. */
export async function followUndo(
  { house, worker, runs }: Followers,
  row: ImportBatchRow,
  by?: string,
): Promise<ImportBatch> {
  const { db, clock, batches, events } = house;
  const now = clock.now();
  const begun: ImportUndo = { by: by ?? '', startedAt: now, endedAt: null, removed: 0, restored: 0, kept: 0 };
  const undo = row.undo ?? JSON.stringify(begun);
  const first = { ...row, undo, status: 'UNDOING', runner: ownMark, heartbeatAt: now };
  const { status, runner, heartbeatAt } = first;
  await db.transaction((tx) => batches.update(tx, row.id, { undo, status, runner, heartbeatAt }));
  const withUndo = (done: ImportUndo, change: Partial<ImportBatchRow> = {}): ImportBatch =>
    batchOf({ ...first, ...change, undo: JSON.stringify(done) }, false);
  const run = runs.start(batchOf(first, false), async (tell) => {
    const progress = async (done: ImportUndo): Promise<void> => tell(withUndo(done));
    const done = await worker.undo({ batchId: row.id, by: begun.by }, { progress });
    const ended = { ...done, endedAt: clock.now() };
    const change = { status: 'UNDONE', runner: '', sha256: undoneHash(row), undo: JSON.stringify(ended) };
    await db.transaction(async (tx) => {
      await batches.update(tx, row.id, change);
      const payload = { clientId: row.clientId, removed: ended.removed };
      await events.publish(tx, { topic: 'cam-lead-import-undone', subject: row.id, payload });
      await house.records.append(tx, [
        {
          ...{ clientId: row.clientId, campaignId: row.campaignId, subjectKind: 'batch', subjectId: row.id },
          what: `Undid the import of “${row.fileName}”`,
          why: `${ended.removed} leads removed, ${ended.restored} put back as they were, ${ended.kept} kept.`,
          actor: ended.by,
        },
      ]);
    });
    return withUndo(ended, change);
  });
  return run.first;
}
