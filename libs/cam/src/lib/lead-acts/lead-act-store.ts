import type { DbHandle, Tx } from '@aicmo/core-db';
import type { CamTables } from '../db/cam-tables.ts';
import type { LeadWinRow, ReviewSettledRow } from '../db/lead-work-tables.ts';
import type { IdentityKey } from '../leads/lead-store.ts';
import type { SettledChange } from './lead-change.ts';

/** Every query that acts on one lead need besides those on leads. */
export interface LeadActStore {
  /** By which the lead is not recognised any more. */
  dropIdentities(tx: Tx, leadId: string, keys: readonly IdentityKey[]): Promise<void>;
  /** Instead of an earlier win: whoever was given up and came back is won again. */
  insertWin(tx: Tx, row: LeadWinRow): Promise<void>;
  deleteWin(tx: Tx, leadId: string): Promise<void>;
  /** Whether anything belongs to a client: a lead, a campaign, or another lead that became it. */
  isClientUsed(tx: Tx, clientId: string, butLead: string): Promise<boolean>;
  /** Says something to reasons of the review queue; gives what was said to them before. */
  settle(tx: Tx, rows: readonly ReviewSettledRow[]): Promise<readonly SettledChange[]>;
  /** Puts back what was said before. */
  unsettle(tx: Tx, leadId: string, changes: readonly SettledChange[]): Promise<void>;
}

/** Opens the store of acts on one lead. */
export function createLeadActStore(handle: DbHandle<CamTables>): LeadActStore {
  const settled = (tx: Tx, leadId: string, kind: string) =>
    handle.in(tx).selectFrom('camReviewSettled').selectAll().where('leadId', '=', leadId).where('kind', '=', kind);
  const forget = (tx: Tx, leadId: string, kind: string) =>
    handle.in(tx).deleteFrom('camReviewSettled').where('leadId', '=', leadId).where('kind', '=', kind).execute();
  return {
    dropIdentities: async (tx, leadId, keys) => {
      for (const { kind, value } of keys) {
        await handle
          .in(tx)
          .deleteFrom('camIdentity')
          .where('kind', '=', kind)
          .where('value', '=', value)
          .where('leadId', '=', leadId)
          .execute();
      }
    },
    insertWin: async (tx, { leadId, ...win }) => {
      const insert = handle
        .in(tx)
        .insertInto('camLeadWin')
        .values({ leadId, ...win });
      await insert.onConflict((before) => before.column('leadId').doUpdateSet(win)).execute();
    },
    deleteWin: async (tx, leadId) =>
      void (await handle.in(tx).deleteFrom('camLeadWin').where('leadId', '=', leadId).execute()),
    isClientUsed: async (tx, clientId, butLead) => {
      const db = handle.in(tx);
      const lead = await db.selectFrom('camLead').select('id').where('clientId', '=', clientId).limit(1).execute();
      const campaign = await db
        .selectFrom('camCampaign')
        .select('id')
        .where('clientId', '=', clientId)
        .limit(1)
        .execute();
      const win = await db
        .selectFrom('camLeadWin')
        .select('leadId')
        .where('wonClientId', '=', clientId)
        .where('leadId', '<>', butLead)
        .limit(1)
        .execute();
      return lead.length + campaign.length + win.length > 0;
    },
    settle: async (tx, rows) => {
      const changes: SettledChange[] = [];
      for (const row of rows) {
        const before = await settled(tx, row.leadId, row.kind).executeTakeFirst();
        await forget(tx, row.leadId, row.kind);
        await handle.in(tx).insertInto('camReviewSettled').values(row).execute();
        changes.push({ kind: row.kind, before: before === undefined ? null : saidIn(before) });
      }
      return changes;
    },
    unsettle: async (tx, leadId, changes) => {
      for (const { kind, before } of changes) {
        await forget(tx, leadId, kind);
        if (before !== null)
          await handle
            .in(tx)
            .insertInto('camReviewSettled')
            .values({ leadId, kind, ...before })
            .execute();
      }
    },
  };
}

const saidIn = ({ until, settledBy, settledAt }: ReviewSettledRow) => ({ until, settledBy, settledAt });
