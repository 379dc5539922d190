import type { DbHandle, Tx } from '@aicmo/core-db';
import * as z from 'zod/mini';
import {
  DuplicatePolicy,
  ImportStatus,
  ImportUndo,
  type ImportBatch,
  type MergeConflict,
  type RejectedRow,
} from '../../contract/lead-import.ts';
import type { CamTables, ImportBatchRow } from '../db/cam-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';

/** Every query on batches, their rejected rows and their conflicts. */
export interface ImportStore {
  insert(tx: Tx, row: ImportBatchRow): Promise<void>;
  update(tx: Tx, id: string, change: Partial<ImportBatchRow>): Promise<void>;
  /** Moves a running batch on from `rowsDone`; false when somebody else has moved it. */
  advance(tx: Tx, id: string, rowsDone: number, change: Partial<ImportBatchRow>): Promise<boolean>;
  /** Those that say that somebody works on them, oldest first. */
  unfinished(): Promise<readonly ImportBatchRow[]>;
  /** Loads into an empty workspace that have not come to their end. */
  freshLoads(): Promise<readonly ImportBatchRow[]>;
  /** Whether an import of a file runs, or could go on from it. */
  isNeeded(sha256: string): Promise<boolean>;
  find(id: string, tx?: Tx): Promise<ImportBatchRow | undefined>;
  findByHash(clientId: string, sha256: string, tx?: Tx): Promise<ImportBatchRow | undefined>;
  /** Newest first; 100 at most. */
  list(clientId: string | undefined): Promise<readonly ImportBatchRow[]>;
  /** Every row of every file that was about a lead, the one that made it first; not those of imports that were undone. */
  sourcesOf(leadId: string, tx?: Tx): Promise<readonly LeadSource[]>;
  insertRejections(tx: Tx, batchId: string, rows: readonly RejectedRow[]): Promise<void>;
  insertConflicts(tx: Tx, batchId: string, rows: readonly MergeConflict[]): Promise<void>;
  /** Forgets what an import that brought nothing has left, so that it can begin again. */
  clear(tx: Tx, batchId: string): Promise<void>;
  /** By row number. */
  rejections(batchId: string, limit: number): Promise<readonly RejectedRow[]>;
  conflicts(batchId: string, limit: number): Promise<readonly MergeConflict[]>;
}

/** A row of a file that was about a lead. */
export interface LeadSource {
  readonly batchId: string;
  readonly fileName: string;
  readonly rowNumber: number;
  /** Who imported it, and when that began. */
  readonly by: string;
  readonly at: string;
  readonly policy: string;
  /** NEW: it made the lead; UPDATED: it changed something; KNOWN: it brought nothing new. */
  readonly outcome: 'NEW' | 'UPDATED' | 'KNOWN';
  /** The columns that it changed, as they were and as it left them. */
  readonly before: Readonly<Record<string, string | number | null>>;
  readonly after: Readonly<Record<string, string | number | null>>;
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
    unfinished: () => batches().where('status', 'in', ['RUNNING', 'UNDOING']).orderBy('startedAt').execute(),
    freshLoads: () => batches().where('loadMode', '=', 'FRESH').execute(),
    isNeeded: async (sha256) => {
      const open = batches().where('sha256', '=', sha256).where('status', 'in', ['RUNNING', 'FAILED', 'CANCELLED']);
      return (await open.limit(1).execute()).length > 0;
    },
    find: (id, tx) => batches(tx).where('id', '=', id).executeTakeFirst(),
    findByHash: (clientId, sha256, tx) =>
      batches(tx).where('clientId', '=', clientId).where('sha256', '=', sha256).executeTakeFirst(),
    list: (clientId) => {
      const query = batches().orderBy('startedAt', 'desc').orderBy('id', 'desc').limit(100);
      return (clientId === undefined ? query : query.where('clientId', '=', clientId)).execute();
    },
    sourcesOf: (leadId, tx) => readSources(handle, leadId, tx),
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

const Values = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

async function readSources(handle: DbHandle<CamTables>, leadId: string, tx?: Tx): Promise<readonly LeadSource[]> {
  const columns = ['b.id as batchId', 'b.fileName', 'b.importedBy as by', 'b.startedAt as at', 'b.policy'] as const;
  const made = await handle
    .in(tx)
    .selectFrom('camLead as l')
    .innerJoin('camImportBatch as b', 'b.id', 'l.batchId')
    .select([...columns, 'l.batchRow as rowNumber'])
    .where('l.id', '=', leadId)
    .execute();
  const touched = await handle
    .in(tx)
    .selectFrom('camImportTouch as t')
    .innerJoin('camImportBatch as b', 'b.id', 't.batchId')
    .select([...columns, 't.rowNumber', 't.outcome', 't.before', 't.after'])
    .where('t.leadId', '=', leadId)
    .orderBy('b.startedAt')
    .orderBy('t.rowNumber')
    .execute();
  return [
    ...made.map((row): LeadSource => ({
      ...row,
      rowNumber: row.rowNumber ?? 0,
      outcome: 'NEW',
      before: {},
      after: {},
    })),
    ...touched.map((row): LeadSource => ({
      ...row,
      outcome: row.outcome === 'UPDATED' ? 'UPDATED' : 'KNOWN',
      before: readJsonColumn(Values, row.before, 'cam_import_touch.before'),
      after: readJsonColumn(Values, row.after, 'cam_import_touch.after'),
    })),
  ];
}

/**
 * What stands for the file of a batch once it was undone: the same file may come again, and the batch stays.
 */
export const undoneHash = ({ id, sha256 }: Pick<ImportBatchRow, 'id' | 'sha256'>): string => `${sha256} undone ${id}`;

const hashOf = ({ sha256 }: ImportBatchRow): string => sha256.slice(0, 64);

/** A batch as the rest of the house sees it; `isInterrupted` is computed from the clock, never stored. */
export const batchOf = (row: ImportBatchRow, isInterrupted: boolean): ImportBatch => ({
  ...{ id: row.id, clientId: row.clientId, campaignId: row.campaignId, fileName: row.fileName, sha256: hashOf(row) },
  status: isInterrupted ? 'INTERRUPTED' : z.parse(ImportStatus, row.status),
  policy: z.parse(DuplicatePolicy, row.policy),
  ...{
    sizeBytes: row.sizeBytes,
    bytesDone: row.bytesDone,
    rowsTotal: row.rowsTotal,
    rowsDone: row.rowsDone,
    imported: row.imported,
    updated: row.updated,
  },
  ...{ duplicates: row.duplicates, rejected: row.rejected, enrolled: row.enrolled, error: row.error },
  ...{ importedBy: row.importedBy, startedAt: row.startedAt, endedAt: row.endedAt },
  undo: row.undo === null ? null : readJsonColumn(ImportUndo, row.undo, 'cam_import_batch.undo'),
});
