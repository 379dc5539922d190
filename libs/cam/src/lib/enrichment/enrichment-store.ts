import type { DbHandle, Tx } from '@aicmo/core-db';
import type { FilledField } from '../../contract/enrichment.ts';
import type { CamTables, LeadRow } from '../db/cam-tables.ts';
import type { EnrichmentRow } from '../db/scoring-tables.ts';
import { held } from '../leads/held-rows.ts';
import type { CountedLead } from '../leads/lead-counts.ts';

/** An address with what the counts of the lists go by. */
export type CheckedLead = CountedLead & Pick<LeadRow, 'id' | 'email' | 'emailCheckWhy'>;

/** What checking an address gave, as it is stored. */
export type CheckChange = { readonly id: string } & Pick<LeadRow, 'emailCheck' | 'emailCheckWhy' | 'emailCheckedAt'>;

/** Every query of checking addresses and of filling what is empty. */
export interface EnrichmentStore {
  /** Addresses, at most 2000; merged leads are left out. */
  addresses(ids: readonly string[], tx?: Tx): Promise<readonly CheckedLead[]>;
  writeChecks(tx: Tx, changes: readonly CheckChange[]): Promise<void>;
  /** Whole rows, at most 500; merged leads are left out. */
  leads(ids: readonly string[], tx?: Tx): Promise<readonly LeadRow[]>;
  /** Changes of filling: each row has the same columns. */
  writeLeads(tx: Tx, changes: readonly (Partial<LeadRow> & { readonly id: string })[]): Promise<void>;
  insertFilled(tx: Tx, rows: readonly EnrichmentRow[]): Promise<void>;
  /** Newest first. */
  ofLead(leadId: string): Promise<readonly FilledField[]>;
  /** The next fields of a pass that stand, at most 500. */
  standing(runId: string, tx: Tx): Promise<readonly EnrichmentRow[]>;
  markUndone(tx: Tx, ids: readonly string[], at: string): Promise<void>;
}

/** Opens the store. */
export function createEnrichmentStore(handle: DbHandle<CamTables>): EnrichmentStore {
  const standing = (ids: readonly string[], tx?: Tx) =>
    handle.in(tx).selectFrom('camLead').where('id', 'in', ids).where('mergedInto', 'is', null);
  return {
    addresses: async (ids, tx) =>
      ids.length === 0
        ? []
        : held(
            standing(ids, tx)
              .select(['id', 'email', 'emailCheckWhy', 'clientId', 'campaignId', 'batchId', 'state', 'tier', 'grade'])
              .select(['needsReview', 'consent', 'emailCheck', 'mergedInto']),
            tx,
          ).execute(),
    writeChecks: async (tx, changes) => void (await handle.updateMany(tx, 'camLead', changes)),
    leads: async (ids, tx) => (ids.length === 0 ? [] : held(standing(ids, tx).selectAll(), tx).execute()),
    writeLeads: async (tx, changes) => void (await handle.updateMany(tx, 'camLead', changes)),
    insertFilled: async (tx, rows) => void (await handle.insertMany(tx, 'camEnrichment', rows)),
    ofLead: async (leadId) => {
      const rows = await handle
        .in()
        .selectFrom('camEnrichment')
        .selectAll()
        .where('leadId', '=', leadId)
        .orderBy('filledAt', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return rows.map(({ clientId: _client, runId: _run, ...field }) => field);
    },
    standing: (runId, tx) =>
      handle
        .in(tx)
        .selectFrom('camEnrichment')
        .selectAll()
        .where('runId', '=', runId)
        .where('undoneAt', 'is', null)
        .orderBy('id')
        .limit(500)
        .execute(),
    markUndone: async (tx, ids, at) =>
      void (await handle.in(tx).updateTable('camEnrichment').set({ undoneAt: at }).where('id', 'in', ids).execute()),
  };
}
