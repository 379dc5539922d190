import { serveDatabaseJobs, type DatabaseJob, type JobHouse } from '@aicmo/core-db';
import { isAppError, systemClock } from '@aicmo/core-kernel';
import type { ImportPreview, ImportUndo, ImportUndoPlan } from '../../contract/lead-import.ts';
import type { ImportBatchRow } from '../db/cam-tables.ts';
import { openImportHouse } from './import-house.ts';
import { checkImport, previewImport, type PreviewTask } from './preview-import.ts';
import { runImport, type ImportTask } from './run-import.ts';
import { planUndo, undoImport, type UndoTask } from './undo-import.ts';

const houseOf = ({ db }: JobHouse) => openImportHouse(db, systemClock);

/** A cancelled import ends by itself at its next transaction, and says so. */
async function told(job: JobHouse, progress: unknown): Promise<void> {
  try {
    await job.progress(progress);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'db-job-cancelled') throw error;
  }
}

const run: DatabaseJob<ImportTask, ImportBatchRow> = (job, task) =>
  runImport(houseOf(job), task, { signal: job.signal, progress: (batch) => told(job, batch) });

const preview: DatabaseJob<PreviewTask, ImportPreview> = (job, task) =>
  previewImport(houseOf(job), task, () => job.progress(null));

const check: DatabaseJob<PreviewTask, void> = (job, task) => checkImport(houseOf(job), task, () => job.progress(null));

const planOfUndo: DatabaseJob<UndoTask, ImportUndoPlan> = (job, task) =>
  planUndo(houseOf(job), task, () => job.progress(null));

const undo: DatabaseJob<UndoTask, ImportUndo> = (job, task) =>
  undoImport(houseOf(job), task, { progress: (done) => told(job, done) });

/** The jobs of imports. */
export const importJobs = { run, preview, check, planUndo: planOfUndo, undo };

serveDatabaseJobs(importJobs);
