import type { DbHandle, Tx } from '@aicmo/core-db';
import * as z from 'zod/mini';
import {
  DuplicatePolicy,
  ImportStatus,
  type ImportBatch,
  type MergeConflict,
  type RejectedRow,
} from '../../contract/lead-import.ts';
import type { CamTables, ImportBatchRow } from '../db/cam-tables.ts';

/** Every query on batches, their rejected rows and their conflicts. */
export interface ImportStore {
  insert(tx: Tx, row: ImportBatchRow): Promise<void>;
  update(tx: Tx, id: string, change: Partial<ImportBatchRow>): Promise<void>;
  /** Moves a running batch on from `rowsDone`; false when somebody else has moved it. */
  advance(tx: Tx, id: string, rowsDone: number, change: Partial<ImportBatchRow>): Promise<boolean>;
  find(id: string, tx?: Tx): Promise<ImportBatchRow | undefined>;
  findByHash(clientId: string, sha256: string, tx?: Tx): Promise<ImportBatchRow | undefined>;
  /** Newest first; 100 at most. */
  list(clientId: string | undefined): Promise<readonly ImportBatchRow[]>;
  insertRejections(tx: Tx, batchId: string, rows: readonly RejectedRow[]): Promise<void>;
  insertConflicts(tx: Tx, batchId: string, rows: readonly MergeConflict[]): Promise<void>;
  /** Forgets what an import that brought nothing has left, so that it can begin again. */
  clear(tx: Tx, batchId: string): Promise<void>;
  /** By row number. */
  rejections(batchId: string, limit: number): Promise<readonly RejectedRow[]>;
  conflicts(batchId: string, limit: number): Promise<readonly MergeConflict[]>;
}

/** Opens the store of imports. */
export function createImportStore(handle: DbHandle<CamTables>): ImportStore {
  const batches = (tx?: Tx) => handle.in(tx).selectFrom('camImportBatch').selectAll();
  return {
    insert: async (tx, row) => void (await handle.in(tx).insertInto('camImportBatch').values(row).execute()),
    update: async (tx, id, change) =>
      void (await handle.in(tx).updateTable('camImportBatch').set(change).where('id', '=', id).execute()),
    advance: async (tx, id, rowsDone, change) => {
      const result = await handle
        .in(tx)
        .updateTable('camImportBatch')
        .set(change)
        .where('id', '=', id)
        .where('status', '=', 'RUNNING')
        .where('rowsDone', '=', rowsDone)
        .executeTakeFirst();
      return Number(result.numUpdatedRows) === 1;
    },
    find: (id, tx) => batches(tx).where('id', '=', id).executeTakeFirst(),
    findByHash: (clientId, sha256, tx) =>
      batches(tx).where('clientId', '=', clientId).where('sha256', '=', sha256).executeTakeFirst(),
    list: (clientId) => {
      const query = batches().orderBy('startedAt', 'desc').orderBy('id', 'desc').limit(100);
      return (clientId === undefined ? query : query.where('clientId', '=', clientId)).execute();
    },
    insertRejections: async (tx, batchId, rows) =>
      void (await handle.insertMany(
        tx,
        'camImportRejection',
        rows.map((row) => ({ batchId, ...row })),
      )),
    insertConflicts: async (tx, batchId, rows) =>
      void (await handle.insertMany(
        tx,
        'camImportConflict',
        rows.map((row) => ({ batchId, ...row })),
      )),
    clear: async (tx, batchId) => {
      await handle.in(tx).deleteFrom('camImportRejection').where('batchId', '=', batchId).execute();
      await handle.in(tx).deleteFrom('camImportConflict').where('batchId', '=', batchId).execute();
    },
    rejections: (batchId, limit) =>
      handle
        .in()
        .selectFrom('camImportRejection')
        .select(['rowNumber', 'raw', 'code', 'reason'])
        .where('batchId', '=', batchId)
        .orderBy('rowNumber')
        .limit(limit)
        .execute(),
    conflicts: (batchId, limit) =>
      handle
        .in()
        .selectFrom('camImportConflict')
        .select(['rowNumber', 'leadId', 'field', 'kept', 'found'])
        .where('batchId', '=', batchId)
        .orderBy('rowNumber')
        .orderBy('field')
        .limit(limit)
        .execute(),
  };
}

/** A batch as the rest of the house sees it; `isInterrupted` is computed from the clock, never stored. */
export const batchOf = (row: ImportBatchRow, isInterrupted: boolean): ImportBatch => ({
  ...{ id: row.id, clientId: row.clientId, campaignId: row.campaignId, fileName: row.fileName, sha256: row.sha256 },
  status: isInterrupted ? 'INTERRUPTED' : z.parse(ImportStatus, row.status),
  policy: z.parse(DuplicatePolicy, row.policy),
  ...{ rowsTotal: row.rowsTotal, rowsDone: row.rowsDone, imported: row.imported, updated: row.updated },
  ...{ duplicates: row.duplicates, rejected: row.rejected, enrolled: row.enrolled, error: row.error },
  ...{ importedBy: row.importedBy, startedAt: row.startedAt, endedAt: row.endedAt },
});
