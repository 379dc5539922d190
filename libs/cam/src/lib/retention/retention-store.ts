import type { DbHandle, Tx } from '@aicmo/core-db';
import * as z from 'zod/mini';
import { RetentionKind, type RetentionRun } from '../../contract/retention.ts';
import type { CamTables, LeadRow } from '../db/cam-tables.ts';
import type { RetentionRuleRow, RetentionRunRow } from '../db/rights-tables.ts';

/** Something that is older than its rule allows. */
export interface OldThing {
  readonly id: string;
  readonly what: string;
  readonly at: string;
}

/** Every query on how long things are kept. */
export interface RetentionStore {
  rules(): Promise<readonly RetentionRuleRow[]>;
  saveRule(tx: Tx, row: RetentionRuleRow): Promise<void>;
  insertRun(tx: Tx, row: RetentionRunRow): Promise<void>;
  /** Newest first. */
  runs(limit: number): Promise<readonly RetentionRun[]>;
  lastRun(kind: RetentionKind): Promise<string | null>;
  /** The oldest first, at most so many. */
  oldForms(cutoff: string, limit: number): Promise<readonly OldThing[]>;
  removeForms(tx: Tx, ids: readonly string[]): Promise<void>;
  /** Rejected rows whose words are still kept; ids are `batch/row`. */
  oldRejections(cutoff: string, limit: number): Promise<readonly OldThing[]>;
  emptyRejections(tx: Tx, ids: readonly string[]): Promise<void>;
  oldLeads(cutoff: string, limit: number): Promise<readonly LeadRow[]>;
  count(kind: RetentionKind, cutoff: string): Promise<number>;
}

/** Submissions that nobody has turned into a lead. */
const undecided = ['WAITING', 'HELD', 'DISCARDED', 'WITHDRAWN'];

/** Opens the store. */
export function createRetentionStore(handle: DbHandle<CamTables>): RetentionStore {
  const forms = (cutoff: string) =>
    handle.in().selectFrom('camCaptureSubmission').where('status', 'in', undecided).where('receivedAt', '<', cutoff);
  const rejections = (cutoff: string) =>
    handle
      .in()
      .selectFrom('camImportRejection as r')
      .innerJoin('camImportBatch as b', 'b.id', 'r.batchId')
      .where('b.endedAt', '<', cutoff)
      .where('r.raw', '!=', '');
  const leads = (cutoff: string) => oldLeadsQuery(handle, cutoff);
  return {
    rules: () => handle.in().selectFrom('camRetentionRule').selectAll().execute(),
    saveRule: async (tx, { kind, ...rest }) => {
      const insert = handle
        .in(tx)
        .insertInto('camRetentionRule')
        .values({ kind, ...rest });
      await insert.onConflict((conflict) => conflict.column('kind').doUpdateSet(rest)).execute();
    },
    insertRun: async (tx, row) => void (await handle.in(tx).insertInto('camRetentionRun').values(row).execute()),
    runs: async (limit) => {
      const query = handle.in().selectFrom('camRetentionRun').selectAll().orderBy('startedAt', 'desc');
      return (await query.orderBy('id', 'desc').limit(limit).execute()).map(runOf);
    },
    lastRun: async (kind) => {
      const query = handle.in().selectFrom('camRetentionRun').select('startedAt').where('kind', '=', kind);
      return (await query.orderBy('startedAt', 'desc').limit(1).executeTakeFirst())?.startedAt ?? null;
    },
    oldForms: async (cutoff, limit) => {
      const rows = await forms(cutoff)
        .select(['id', 'receivedAt', 'answers'])
        .orderBy('receivedAt')
        .limit(limit)
        .execute();
      return rows.map(({ id, receivedAt }) => ({ id, what: 'Sent by a form', at: receivedAt }));
    },
    removeForms: async (tx, ids) =>
      void (await handle.in(tx).deleteFrom('camCaptureSubmission').where('id', 'in', ids).execute()),
    oldRejections: async (cutoff, limit) => {
      const query = rejections(cutoff).select(['r.batchId', 'r.rowNumber', 'b.fileName', 'b.endedAt']);
      const rows = await query.orderBy('b.endedAt').limit(limit).execute();
      return rows.map(({ batchId, rowNumber, fileName, endedAt }) => ({
        ...{ id: `${batchId}/${rowNumber}`, what: `Row ${rowNumber} of “${fileName}”`, at: endedAt ?? '' },
      }));
    },
    emptyRejections: async (tx, ids) => {
      for (const id of ids) {
        const [batchId = '', rowNumber = ''] = id.split('/');
        const update = handle.in(tx).updateTable('camImportRejection').set({ raw: '' });
        await update.where('batchId', '=', batchId).where('rowNumber', '=', Number(rowNumber)).execute();
      }
    },
    oldLeads: (cutoff, limit) => leads(cutoff).selectAll('l').orderBy('l.id').limit(limit).execute(),
    count: async (kind, cutoff) => {
      const counted = {
        'unconfirmed-forms': () => forms(cutoff).select(({ fn }) => fn.countAll().as('count')),
        'rejected-rows': () => rejections(cutoff).select(({ fn }) => fn.countAll().as('count')),
        'idle-leads': () => leads(cutoff).select(({ fn }) => fn.countAll().as('count')),
      }[kind]();
      return Number((await counted.executeTakeFirstOrThrow()).count);
    },
  };
}

/** Nothing changed since, nobody wrote or planned anything about it, not won, and no message is to come. */
function oldLeadsQuery(handle: DbHandle<CamTables>, cutoff: string) {
  return handle
    .in()
    .selectFrom('camLead as l')
    .where('l.updatedAt', '<', cutoff)
    .where('l.state', '!=', 'WON')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('camEnrolment as e')
            .select('e.id')
            .whereRef('e.leadId', '=', 'l.id')
            .where('e.status', 'in', ['ACTIVE', 'PAUSED']),
        ),
      ),
    )
    .where(({ not, or, exists, selectFrom }) =>
      not(
        or([
          exists(
            selectFrom('camLeadNote as n')
              .select('n.id')
              .whereRef('n.leadId', '=', 'l.id')
              .where('n.madeAt', '>=', cutoff)
              .where('n.removedAt', 'is', null),
          ),
          exists(
            selectFrom('camLeadTask as t')
              .select('t.id')
              .whereRef('t.leadId', '=', 'l.id')
              .where(({ or: either, eb }) => either([eb('t.updatedAt', '>=', cutoff), eb('t.dueAt', '>=', cutoff)])),
          ),
          exists(
            selectFrom('camAppointment as a')
              .select('a.id')
              .whereRef('a.leadId', '=', 'l.id')
              .where('a.endsAt', '>=', cutoff),
          ),
        ]),
      ),
    );
}

const runOf = ({ id, kind, days, removed, error, startedBy, startedAt }: RetentionRunRow): RetentionRun => ({
  ...{ id, days, removed, error, by: startedBy, at: startedAt, kind: z.parse(RetentionKind, kind) },
});
