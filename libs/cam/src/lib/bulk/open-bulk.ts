import type { DbHandle } from '@aicmo/core-db';
import { createCampaignStore } from '../campaigns/campaign-store.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { createSequenceStopStore } from '../routing/sequence-stop-store.ts';
import { createSuppressionStore } from '../suppression/suppression-store.ts';
import type { Undoer } from '../undo/undo-service.ts';
import { bulkUndoKind, createBulkService, type BulkDeps, type BulkService } from './bulk-service.ts';
import { createBulkStore } from './bulk-store.ts';
import { createBulkUndoer } from './bulk-undoer.ts';

interface Deps extends Omit<BulkDeps, 'store' | 'sequences' | 'suppressions' | 'campaigns'> {
  readonly handle: DbHandle<CamTables>;
}

/** Builds acts on many leads, and what takes them back. */
export function openBulk({ handle, ...base }: Deps): {
  readonly bulk: BulkService;
  readonly undoers: Readonly<Record<string, Undoer>>;
} {
  const deps: BulkDeps = {
    ...{ ...base, store: createBulkStore(handle), sequences: createSequenceStopStore(handle) },
    ...{ suppressions: createSuppressionStore(handle), campaigns: createCampaignStore(handle) },
  };
  return { bulk: createBulkService(deps), undoers: { [bulkUndoKind]: createBulkUndoer(deps) } };
}
