import type { DbHandle, Tx } from '@aicmo/core-db';
import * as z from 'zod/mini';
import {
  CampaignLimits,
  CampaignMode,
  CampaignStatus,
  Channel,
  IdealCustomer,
  type Campaign,
} from '../../contract/campaign.ts';
import type { CamTables, CampaignRow } from '../db/cam-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';

/** Every query on campaigns. */
export interface CampaignStore {
  insert(tx: Tx, row: CampaignRow): Promise<void>;
  update(tx: Tx, id: string, change: Partial<CampaignRow>): Promise<void>;
  find(id: string, tx?: Tx): Promise<Campaign | undefined>;
  /** By client when one is given; newest first; archived ones only when asked for. */
  list(filter: { readonly clientId?: string; readonly withArchived?: boolean }): Promise<readonly Campaign[]>;
}

/** Opens the store of campaigns. */
export function createCampaignStore(handle: DbHandle<CamTables>): CampaignStore {
  const select = (tx?: Tx) => handle.in(tx).selectFrom('camCampaign').selectAll();
  return {
    insert: async (tx, row) => void (await handle.in(tx).insertInto('camCampaign').values(row).execute()),
    update: async (tx, id, change) =>
      void (await handle.in(tx).updateTable('camCampaign').set(change).where('id', '=', id).execute()),
    find: async (id, tx) => {
      const row = await select(tx).where('id', '=', id).executeTakeFirst();
      return row && campaignOf(row);
    },
    list: async ({ clientId, withArchived = false }) => {
      let query = select().orderBy('createdAt', 'desc').orderBy('id', 'desc');
      if (clientId !== undefined) query = query.where('clientId', '=', clientId);
      if (!withArchived) query = query.where('status', '!=', 'ARCHIVED');
      return (await query.execute()).map(campaignOf);
    },
  };
}

function campaignOf(row: CampaignRow): Campaign {
  return {
    ...row,
    channels: readJsonColumn(z.array(Channel), row.channels, 'cam_campaign.channels'),
    icp: readJsonColumn(IdealCustomer, row.icp, 'cam_campaign.icp'),
    limits: readJsonColumn(CampaignLimits, row.limits, 'cam_campaign.limits'),
    holidays: readJsonColumn(z.array(z.string()), row.holidays, 'cam_campaign.holidays'),
    sequenceByTier: readJsonColumn(
      z.record(z.string(), z.string()),
      row.sequenceByTier,
      'cam_campaign.sequence_by_tier',
    ),
    mode: z.parse(CampaignMode, row.mode),
    status: z.parse(CampaignStatus, row.status),
  };
}
