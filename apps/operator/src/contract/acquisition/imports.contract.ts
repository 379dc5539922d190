import {
  ColumnMapping,
  DuplicatePolicy,
  IdealCustomer,
  ImportBatch,
  ImportPreview,
  MergeConflict,
  RejectedRow,
} from '@aicmo/cam/contract';
import { defineEndpoints } from '@aicmo/core-server/contract';
import * as z from 'zod/mini';
import { jsonText } from './json-text.ts';

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

/** Files of leads, from their upload to what became of them. */
export const importEndpoints = defineEndpoints({
  imports: {
    method: 'GET',
    path: '/api/acquisition/imports',
    query: z.object({ client: z.optional(z.string()) }),
    result: z.object({ batches: z.array(ImportBatch) }),
    summary: 'The imported files, newest first',
  },
  preview: {
    method: 'POST',
    path: '/api/acquisition/imports/preview',
    query: z.object({
      file: z.string(),
      client: z.optional(z.string()),
      campaign: z.optional(z.string()),
      mapping: z.optional(jsonText(ColumnMapping)),
    }),
    body: 'bytes',
    result: ImportPreview,
    summary: 'What would become of a file; nothing is written',
  },
  begin: {
    method: 'POST',
    path: '/api/acquisition/imports',
    query: z.object({ file: z.string(), plan: jsonText(ImportPlan) }),
    body: 'bytes',
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
  rejectedFile: {
    method: 'GET',
    path: '/api/acquisition/imports/:batchId/rejected-file',
    result: z.object({ fileName: z.string(), text: z.string() }),
    summary: 'The rejected rows as a file to correct and import again',
  },
});
