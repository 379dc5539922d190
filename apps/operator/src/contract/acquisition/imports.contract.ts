import {
  ColumnMapping,
  DuplicatePolicy,
  IdealCustomer,
  ImportBatch,
  ImportPreview,
  ImportUndoPlan,
  MergeConflict,
  RejectedRow,
} from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';

/** Where the people of a file go, and how its columns are read. New clients and campaigns are made on the way. */
export const ImportPlan = z.object({
  client: z.union([
    z.object({ id: z.string() }),
    z.object({ name: z.string(), timeZone: z.string(), senderName: z.string() }),
  ]),
  campaign: z.union([z.object({ id: z.string() }), z.object({ name: z.string(), icp: IdealCustomer })]),
  mapping: ColumnMapping,
  /** For people who are known already. */
  policy: DuplicatePolicy,
});
export type ImportPlan = z.infer<typeof ImportPlan>;

/** A file that was brought here before. */
const keptFile = {
  key: z.string(),
  fileName: z.string(),
  /** Of a workbook; missing: the first that has rows. */
  sheet: z.optional(z.string()),
  /** The row of the columns' names, 0 for none; missing: found by looking. */
  headerRow: z.optional(z.number()),
};

/** Files of leads, from their upload to what became of them. */
export const importEndpoints = defineEndpoints({
  imports: {
    method: 'GET',
    path: '/api/acquisition/imports',
    query: z.object({ client: z.optional(z.string()) }),
    result: z.object({ batches: z.array(ImportBatch) }),
    summary: 'The imported files, newest first',
  },
  keepFile: {
    method: 'POST',
    path: '/api/acquisition/imports/files',
    body: 'stream',
    result: z.object({ key: z.string(), sizeBytes: z.number() }),
    summary: 'Bring a file of any size here; nothing is read yet',
  },
  preview: {
    method: 'POST',
    path: '/api/acquisition/imports/preview',
    body: z.object({
      ...keptFile,
      client: z.optional(z.string()),
      campaign: z.optional(z.string()),
      /** Missing: as guessed, or as it was chosen for the last list with these columns. */
      mapping: z.optional(ColumnMapping),
    }),
    result: ImportPreview,
    summary: 'What would become of a file; nothing is written',
  },
  begin: {
    method: 'POST',
    path: '/api/acquisition/imports',
    body: z.object({ ...keptFile, plan: ImportPlan }),
    result: ImportBatch,
    summary: 'Begin to import a file',
  },
  progress: {
    method: 'GET',
    path: '/api/acquisition/imports/:batchId/progress',
    events: ImportBatch,
    summary: 'An import, now and after each five hundred rows',
  },
  cancel: {
    method: 'POST',
    path: '/api/acquisition/imports/:batchId/cancel',
    result: ImportBatch,
    summary: 'Stop an import; what is imported stays',
  },
  outcome: {
    method: 'GET',
    path: '/api/acquisition/imports/:batchId/outcome',
    result: z.object({
      batch: ImportBatch,
      rejections: z.array(RejectedRow),
      conflicts: z.array(MergeConflict),
    }),
    summary: 'What became of a file: its counters, rejected rows and values left alone',
  },
  resume: {
    method: 'POST',
    path: '/api/acquisition/imports/:batchId/resume',
    result: ImportBatch,
    summary: 'Go on with an import that stopped, from the file that is kept',
  },
  undoPlan: {
    method: 'GET',
    path: '/api/acquisition/imports/:batchId/undo',
    result: ImportUndoPlan,
    summary: 'What taking an import back would do; nothing is changed',
  },
  undoImport: {
    method: 'POST',
    path: '/api/acquisition/imports/:batchId/undo',
    result: ImportBatch,
    summary: 'Take an import back; whoever was contacted or worked on since stays',
  },
  rejectedFile: {
    method: 'GET',
    path: '/api/acquisition/imports/:batchId/rejected-file',
    file: true,
    summary: "The rejected rows in their file's own format, to correct and import again",
  },
});
