import type { DbHandle, Tx } from '@aicmo/core-db';
import { epochMs, type Instant } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import type { CamTables } from '../db/cam-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';
import { StoppedSequences } from '../routing/sequence-stop-store.ts';

const Cells = z.record(z.string(), z.nullable(z.union([z.string(), z.number()])));

/** What has to be put back of one lead. */
export const BulkBefore = z.object({
  cells: Cells,
  stopped: z.nullable(StoppedSequences),
  /** Suppressions and enrolments that the act made. */
  suppressed: z.array(z.string()),
  enrolled: z.array(z.string()),
});
export type BulkBefore = z.infer<typeof BulkBefore>;

/** What an act on many did to one of them. */
export interface BulkChange {
  readonly leadId: string;
  readonly before: BulkBefore;
  readonly after: z.infer<typeof Cells>;
}

/** Every query that acts on many leads need besides those on leads. */
export interface BulkStore {
  insert(tx: Tx, bulkId: string, changes: readonly BulkChange[]): Promise<void>;
  /** In the order of the leads, after one. */
  changes(tx: Tx, bulkId: string, after: string, limit: number): Promise<readonly BulkChange[]>;
  /** 500 leads at most. */
  drop(tx: Tx, bulkId: string, leadIds: readonly string[]): Promise<void>;
  /** What acts of before a moment changed: nobody can take them back any more. */
  dropBefore(tx: Tx, at: Instant): Promise<void>;
  /** Which of these leads (500 at most) a sequence goes on with. */
  inSequence(tx: Tx, leadIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
}

/** Opens the store of acts on many leads. */
export function createBulkStore(handle: DbHandle<CamTables>): BulkStore {
  return {
    insert: async (tx, bulkId, changes) => {
      const rows = changes.map(({ leadId, before, after }) => ({
        ...{ bulkId, leadId, before: JSON.stringify(before), after: JSON.stringify(after) },
      }));
      await handle.insertMany(tx, 'camBulkChange', rows);
    },
    changes: async (tx, bulkId, after, limit) => {
      const rows = await handle
        .in(tx)
        .selectFrom('camBulkChange')
        .selectAll()
        .where('bulkId', '=', bulkId)
        .where('leadId', '>', after)
        .orderBy('leadId')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        leadId: row.leadId,
        before: readJsonColumn(BulkBefore, row.before, 'cam_bulk_change.before'),
        after: readJsonColumn(Cells, row.after, 'cam_bulk_change.after'),
      }));
    },
    drop: async (tx, bulkId, leadIds) => {
      if (leadIds.length === 0) return;
      await handle
        .in(tx)
        .deleteFrom('camBulkChange')
        .where('bulkId', '=', bulkId)
        .where('leadId', 'in', leadIds)
        .execute();
    },
    dropBefore: async (tx, at) => {
      // An id begins with the milliseconds of its making.
      const time = epochMs(at).toString(16).padStart(12, '0');
      const oldest = `${time.slice(0, 8)}-${time.slice(8)}`;
      await handle.in(tx).deleteFrom('camBulkChange').where('bulkId', '<', oldest).execute();
    },
    inSequence: async (tx, leadIds) => {
      if (leadIds.length === 0) return new Map();
      const rows = await handle
        .in(tx)
        .selectFrom('camEnrolment')
        .select(['id', 'leadId'])
        .where('leadId', 'in', leadIds)
        .where('status', 'in', ['ACTIVE', 'PAUSED'])
        .execute();
      const byLead = Map.groupBy(rows, ({ leadId }) => leadId);
      return new Map([...byLead].map(([leadId, own]) => [leadId, own.map(({ id }) => id)]));
    },
  };
}
