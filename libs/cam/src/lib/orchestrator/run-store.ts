import type { DbHandle, Tx } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';
import * as z from 'zod/mini';
import { AttemptMode } from '../../contract/outreach-attempt.ts';
import { RunCounters, RunStatus, type OrchestratorRun } from '../../contract/orchestrator-run.ts';
import { RunItemOutcome } from '../../contract/run-item-outcome.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { OrchestratorClaimRow, OrchestratorRunRow } from '../db/outreach-tables.ts';
import { readJsonColumn } from '../db/json-column.ts';

/** What the column of counters holds. */
const StoredCounters = z.extend(RunCounters, { nextDueAt: z.nullable(z.string()) });

/** Which runs. */
export interface RunFilter {
  readonly campaignId?: string;
  readonly clientId?: string;
  /** Default 50. */
  readonly limit?: number;
}

/** What a run did to a message. */
export interface RunItem {
  readonly runId: string;
  readonly attemptId: string;
  readonly outcome: RunItemOutcome;
}

/** Every query on claims, runs and what they did. */
export interface RunStore {
  /** Takes the claim when nobody's lease holds it; gives the new claim, or undefined. */
  takeClaim(
    tx: Tx,
    claim: Omit<OrchestratorClaimRow, 'fencingToken'>,
    now: Instant,
  ): Promise<OrchestratorClaimRow | undefined>;
  claimOf(tx: Tx, campaignId: string): Promise<OrchestratorClaimRow | undefined>;
  /** False when the claim is no longer this run's. */
  renewClaim(tx: Tx, campaignId: string, fencingToken: number, leaseUntil: Instant): Promise<boolean>;
  insert(tx: Tx, row: OrchestratorRunRow): Promise<void>;
  update(
    tx: Tx,
    id: string,
    change: Partial<Omit<OrchestratorRunRow, 'counters'>>,
    counters?: RunCounters,
    nextDueAt?: string | null,
  ): Promise<void>;
  /** Earlier runs of the campaign that are still open, though another claims it, with what they did to each message. */
  unfinished(
    tx: Tx,
    campaignId: string,
    exceptId: string,
  ): Promise<readonly { readonly id: string; readonly outcomes: readonly RunItemOutcome[] }[]>;
  /** What it did first to a message counts. */
  addItems(tx: Tx, items: readonly RunItem[]): Promise<void>;
  find(id: string, tx?: Tx): Promise<OrchestratorRun | undefined>;
  /** Newest first. */
  list(filter: RunFilter): Promise<readonly OrchestratorRun[]>;
}

/** Opens the store of runs. */
export function createRunStore(handle: DbHandle<CamTables>): RunStore {
  return { ...claims(handle), ...runs(handle) };
}

function claims(handle: DbHandle<CamTables>): Pick<RunStore, 'takeClaim' | 'claimOf' | 'renewClaim'> {
  const claimOf: RunStore['claimOf'] = (tx, campaignId) =>
    handle
      .in(tx)
      .selectFrom('camOrchestratorClaim')
      .selectAll()
      .where('campaignId', '=', campaignId)
      .executeTakeFirst();
  return {
    claimOf,
    takeClaim: async (tx, claim, now) => {
      const free = { campaignId: claim.campaignId, runId: '', worker: '', leaseUntil: '', fencingToken: 0 };
      await handle
        .in(tx)
        .insertInto('camOrchestratorClaim')
        .values(free)
        .onConflict((conflict) => conflict.column('campaignId').doNothing())
        .execute();
      const taken = await handle
        .in(tx)
        .updateTable('camOrchestratorClaim')
        .set(({ eb }) => ({ ...claim, fencingToken: eb('fencingToken', '+', 1) }))
        .where('campaignId', '=', claim.campaignId)
        .where('leaseUntil', '<=', now)
        .executeTakeFirst();
      return Number(taken.numUpdatedRows) === 1 ? claimOf(tx, claim.campaignId) : undefined;
    },
    renewClaim: async (tx, campaignId, fencingToken, leaseUntil) => {
      const renewed = await handle
        .in(tx)
        .updateTable('camOrchestratorClaim')
        .set({ leaseUntil })
        .where('campaignId', '=', campaignId)
        .where('fencingToken', '=', fencingToken)
        .executeTakeFirst();
      return Number(renewed.numUpdatedRows) === 1;
    },
  };
}

function runs(handle: DbHandle<CamTables>): Omit<RunStore, 'takeClaim' | 'claimOf' | 'renewClaim'> {
  const select = (tx?: Tx) =>
    handle
      .in(tx)
      .selectFrom('camOrchestratorRun as r')
      .innerJoin('camCampaign as k', 'k.id', 'r.campaignId')
      .selectAll('r')
      .select('k.name as campaignName');
  return {
    insert: async (tx, row) => void (await handle.in(tx).insertInto('camOrchestratorRun').values(row).execute()),
    update: async (tx, id, change, counters, nextDueAt = null) => {
      const stored = counters ? { counters: JSON.stringify({ ...counters, nextDueAt }) } : {};
      await handle
        .in(tx)
        .updateTable('camOrchestratorRun')
        .set({ ...change, ...stored })
        .where('id', '=', id)
        .execute();
    },
    unfinished: async (tx, campaignId, exceptId) => {
      // Whoever claims finds what the one before left, so that an unfinished run is among the newest.
      const newest = await handle
        .in(tx)
        .selectFrom('camOrchestratorRun')
        .select(['id', 'status'])
        .where('campaignId', '=', campaignId)
        .orderBy('startedAt', 'desc')
        .limit(20)
        .execute();
      const isOpen = ({ id, status }: { readonly id: string; readonly status: string }) =>
        id !== exceptId && (status === 'CLAIMED' || status === 'RUNNING');
      const open = newest.filter(isOpen);
      return Promise.all(
        open.map(async ({ id }) => {
          const items = handle.in(tx).selectFrom('camOrchestratorRunItem').select('outcome').where('runId', '=', id);
          return { id, outcomes: (await items.execute()).map(({ outcome }) => z.parse(RunItemOutcome, outcome)) };
        }),
      );
    },
    addItems: async (tx, items) => {
      if (items.length === 0) return;
      const insert = handle.in(tx).insertInto('camOrchestratorRunItem').values(items);
      await insert.onConflict((conflict) => conflict.doNothing()).execute();
    },
    find: async (id, tx) => {
      const row = await select(tx).where('r.id', '=', id).executeTakeFirst();
      return row && runOf(row);
    },
    list: async ({ campaignId, clientId, limit = 50 }) => {
      let query = select().orderBy('r.startedAt', 'desc').orderBy('r.id', 'desc').limit(limit);
      if (campaignId !== undefined) query = query.where('r.campaignId', '=', campaignId);
      if (clientId !== undefined) query = query.where('r.clientId', '=', clientId);
      return (await query.execute()).map(runOf);
    },
  };
}

function runOf(row: OrchestratorRunRow & { readonly campaignName: string }): OrchestratorRun {
  const { nextDueAt, ...counters } = readJsonColumn(StoredCounters, row.counters, 'cam_orchestrator_run.counters');
  return {
    ...{ id: row.id, clientId: row.clientId, campaignId: row.campaignId, campaignName: row.campaignName },
    mode: z.parse(AttemptMode, row.mode),
    status: z.parse(RunStatus, row.status),
    ...{ holder: row.worker, fence: row.fencingToken, startedAt: row.startedAt, leaseUntil: row.leaseUntil },
    ...{ endedAt: row.endedAt, counters, reason: row.error || row.outcome, nextDueAt },
  };
}
