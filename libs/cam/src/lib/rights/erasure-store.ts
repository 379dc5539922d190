import type { DbHandle, Tx } from '@aicmo/core-db';
import * as z from 'zod/mini';
import { Erasure, ErasureCount } from '../../contract/rights.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';

/** Every query on the receipts of what was erased. */
export interface ErasureStore {
  insert(tx: Tx, erasure: Erasure): Promise<void>;
  /** Newest first. */
  list(limit: number): Promise<readonly Erasure[]>;
}

const counts = z.array(ErasureCount);

/** Opens the store of receipts. */
export function createErasureStore(handle: DbHandle<CamTables>): ErasureStore {
  return {
    insert: async (tx, { by, ...erasure }) => {
      const row = { ...erasure, erasedBy: by, counts: JSON.stringify(erasure.counts) };
      await handle.in(tx).insertInto('camErasure').values(row).execute();
    },
    list: async (limit) => {
      const rows = await handle.in().selectFrom('camErasure').selectAll().orderBy('id', 'desc').limit(limit).execute();
      return rows.map(({ erasedBy, ...row }) => ({
        ...row,
        by: erasedBy,
        cause: z.parse(Erasure.shape.cause, row.cause),
        counts: readJsonColumn(counts, row.counts, 'cam_erasure.counts'),
      }));
    },
  };
}
