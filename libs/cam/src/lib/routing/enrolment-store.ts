import type { DbHandle, Tx } from '@aicmo/core-db';
import * as z from 'zod/mini';
import { EnrolmentStatus, type LeadEnrolment } from '../../contract/lead.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { EnrolmentRow } from '../db/outreach-tables.ts';
import { held } from '../leads/held-rows.ts';

/** The sequence in which a lead is now. */
export interface CurrentSequence {
  readonly sequenceName: string;
  readonly isPaused: boolean;
}

/** Every query on enrolments, apart from the search for due ones (outreach). */
export interface EnrolmentStore {
  insertMany(tx: Tx, rows: readonly EnrolmentRow[]): Promise<void>;
  update(tx: Tx, id: string, change: Partial<EnrolmentRow>): Promise<void>;
  /** In a transaction it is held until its end. */
  find(id: string, tx?: Tx): Promise<EnrolmentRow | undefined>;
  /** Those of these leads that are in sequence in a campaign, active or paused. */
  inSequence(tx: Tx, campaignId: string, leadIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** For each of these leads that is in sequence somewhere, active or paused: in which. */
  current(leadIds: readonly string[]): Promise<ReadonlyMap<string, CurrentSequence>>;
  /** Newest first. */
  ofLead(leadId: string): Promise<readonly LeadEnrolment[]>;
  /** How many of each status a campaign has. */
  countByStatus(campaignId: string): Promise<Readonly<Record<EnrolmentStatus, number>>>;
}

/** Opens the store of enrolments. */
export function createEnrolmentStore(handle: DbHandle<CamTables>): EnrolmentStore {
  return {
    insertMany: async (tx, rows) => {
      if (rows.length > 0)
        await handle
          .in(tx)
          .insertInto('camEnrolment')
          .values([...rows])
          .execute();
    },
    update: async (tx, id, change) =>
      void (await handle.in(tx).updateTable('camEnrolment').set(change).where('id', '=', id).execute()),
    find: (id, tx) =>
      held(handle.in(tx).selectFrom('camEnrolment').selectAll().where('id', '=', id), tx).executeTakeFirst(),
    inSequence: async (tx, campaignId, leadIds) => {
      if (leadIds.length === 0) return new Set();
      const rows = await handle
        .in(tx)
        .selectFrom('camEnrolment')
        .select('leadId')
        .where('campaignId', '=', campaignId)
        .where('leadId', 'in', leadIds)
        .where('status', 'in', ['ACTIVE', 'PAUSED'])
        .execute();
      return new Set(rows.map(({ leadId }) => leadId));
    },
    current: async (leadIds) => {
      if (leadIds.length === 0) return new Map();
      const rows = await handle
        .in()
        .selectFrom('camEnrolment as e')
        .innerJoin('camSequence as s', 's.id', 'e.sequenceId')
        .select(['e.leadId', 's.name as sequenceName', 'e.status'])
        .where('e.leadId', 'in', leadIds)
        .where('e.status', 'in', ['ACTIVE', 'PAUSED'])
        .orderBy('e.startedAt')
        .orderBy('e.id')
        .execute();
      return new Map(
        rows.map(({ leadId, sequenceName, status }) => [leadId, { sequenceName, isPaused: status === 'PAUSED' }]),
      );
    },
    ofLead: async (leadId) => {
      const rows = await handle
        .in()
        .selectFrom('camEnrolment as e')
        .innerJoin('camCampaign as k', 'k.id', 'e.campaignId')
        .leftJoin('camSequence as s', 's.id', 'e.sequenceId')
        .select(['e.id', 'e.campaignId', 'k.name as campaignName', 's.name as sequenceName'])
        .select(['e.status', 'e.statusReason', 'e.startedAt'])
        .where('e.leadId', '=', leadId)
        .orderBy('e.startedAt', 'desc')
        .orderBy('e.id', 'desc')
        .execute();
      return rows.map((row) => ({
        ...row,
        sequenceName: row.sequenceName ?? '',
        status: z.parse(EnrolmentStatus, row.status),
      }));
    },
    countByStatus: async (campaignId) => {
      const rows = await handle
        .in()
        .selectFrom('camEnrolment')
        .select(['status', ({ fn }) => fn.countAll().as('count')])
        .where('campaignId', '=', campaignId)
        .groupBy('status')
        .execute();
      const counts = { ACTIVE: 0, PAUSED: 0, FINISHED: 0, STOPPED: 0 };
      for (const row of rows) counts[z.parse(EnrolmentStatus, row.status)] = Number(row.count);
      return counts;
    },
  };
}
