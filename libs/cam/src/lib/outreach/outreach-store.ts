import type { DbHandle, Tx } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';
import { AttemptMode } from '../../contract/outreach-attempt.ts';
import type { CamTables, LeadRow } from '../db/cam-tables.ts';
import type { EnrolmentRow, OutreachAttemptRow } from '../db/outreach-tables.ts';
import { held } from '../leads/held-rows.ts';
import { bookQueries, type BookQueries } from './book-queries.ts';
import { dueColumn, dueQueries, endedDue, neverDue, type DueQueries } from './due-queries.ts';

/** Everything about one enrolment in one mode, as it stands in one transaction. */
export interface LoadedEnrolment {
  readonly enrolment: EnrolmentRow;
  readonly lead: LeadRow;
  /** In this mode, by step. */
  readonly attempts: readonly OutreachAttemptRow[];
}

/** Every query of the orchestrator on due enrolments, their attempts and taken places. */
export interface OutreachStore extends DueQueries, BookQueries {
  load(tx: Tx, enrolmentId: string, mode: AttemptMode): Promise<LoadedEnrolment | undefined>;
  /** Several at once, by their ids; what is not there is missing. */
  loadMany(tx: Tx, enrolmentIds: readonly string[], mode: AttemptMode): Promise<ReadonlyMap<string, LoadedEnrolment>>;
  saveAttempt(tx: Tx, row: OutreachAttemptRow): Promise<void>;
  saveAttempts(tx: Tx, rows: readonly OutreachAttemptRow[]): Promise<void>;
  setDue(tx: Tx, enrolmentId: string, mode: AttemptMode, due: string): Promise<void>;
  /** Several at once, each to its own. */
  setDues(
    tx: Tx,
    mode: AttemptMode,
    dues: readonly { readonly enrolmentId: string; readonly due: string }[],
  ): Promise<void>;
  /** These are on their way: nothing is due for them before that has ended, and they stay at these mailboxes. */
  leaving(tx: Tx, all: readonly { readonly enrolmentId: string; readonly mailboxId: string | null }[]): Promise<void>;
  /** From now on the lead is written to from this mailbox. */
  setMailbox(tx: Tx, enrolmentId: string, mailboxId: string): Promise<void>;
  /** Goes on with those whose pause is over. */
  resume(tx: Tx, campaignId: string, now: Instant): Promise<void>;
  /** Cancels what waits for enrolments that are over. */
  cancelOrphans(tx: Tx, campaignId: string, now: Instant): Promise<void>;
  /** Messages whose sequence has ended and whose task is still there, 500 at most, with why it ended; null: of all campaigns. */
  endedTasks(
    tx: Tx,
    campaignId: string | null,
  ): Promise<readonly { readonly id: string; readonly statusReason: string }[]>;
  /** The task of a message is closed. */
  forgetTask(tx: Tx, attemptId: string): Promise<void>;
}

const waiting = ['SCHEDULED', 'BLOCKED', 'RETRY_SCHEDULED'];

/** Opens the store of outreach. */
export function createOutreachStore(handle: DbHandle<CamTables>): OutreachStore {
  const loadMany = loader(handle);
  const load: OutreachStore['load'] = async (tx, id, mode) => (await loadMany(tx, [id], mode)).get(id);
  return { ...dueQueries(handle), ...changes(handle), ...bookQueries(handle), load, loadMany };
}

function loader(handle: DbHandle<CamTables>): OutreachStore['loadMany'] {
  return async (tx, ids, mode) => {
    if (ids.length === 0) return new Map();
    const db = handle.in(tx);
    // Whoever stops one or takes a yes back meanwhile waits, or was first: nothing leaves behind a decision.
    const own = db.selectFrom('camEnrolment').selectAll().where('id', 'in', ids).orderBy('id');
    const enrolments = await held(own, tx).execute();
    const leadIds = enrolments.map(({ leadId }) => leadId);
    if (leadIds.length === 0) return new Map();
    const leads = await db.selectFrom('camLead').selectAll().where('id', 'in', leadIds).execute();
    // The mode is looked at here: asked for it, SQLite would go through all messages of a mode.
    const attempts = await db
      .selectFrom('camOutreachAttempt')
      .selectAll()
      .where('enrolmentId', 'in', ids)
      .orderBy('step')
      .execute();
    const leadOf = new Map(leads.map((lead) => [lead.id, lead]));
    const byEnrolment = Map.groupBy(
      attempts.filter((attempt) => attempt.mode === mode),
      ({ enrolmentId }) => enrolmentId,
    );
    return new Map(
      enrolments.flatMap((enrolment) => {
        const lead = leadOf.get(enrolment.leadId);
        return lead ? [[enrolment.id, { enrolment, lead, attempts: byEnrolment.get(enrolment.id) ?? [] }]] : [];
      }),
    );
  };
}

function changes(
  handle: DbHandle<CamTables>,
): Omit<OutreachStore, 'load' | 'loadMany' | keyof DueQueries | keyof BookQueries> {
  return {
    saveAttempt: async (tx, { id, createdAt, plannedAt, ...change }) => {
      const db = handle.in(tx);
      await db
        .insertInto('camOutreachAttempt')
        .values({ id, createdAt, plannedAt, ...change })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
        .execute();
    },
    saveAttempts: async (tx, rows) => {
      const [first] = rows;
      if (!first) return;
      const { id: _id, createdAt: _createdAt, plannedAt: _plannedAt, ...changing } = first;
      const columns = Object.keys(changing) as (keyof typeof changing)[]; // of the row itself
      await handle
        .in(tx)
        .insertInto('camOutreachAttempt')
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet(({ ref }) => Object.fromEntries(columns.map((name) => [name, ref(`excluded.${name}`)]))),
        )
        .execute();
    },
    setDues: async (tx, mode, dues) => {
      if (dues.length === 0) return;
      const rows = dues.map(({ enrolmentId, due }) => ({ id: enrolmentId, [dueColumn[mode]]: due }));
      await handle.updateMany(tx, 'camEnrolment', rows);
    },
    leaving: async (tx, all) => {
      if (all.length === 0) return;
      const rows = all.map(({ enrolmentId, mailboxId }) => ({ id: enrolmentId, dueLive: neverDue, mailboxId }));
      await handle.updateMany(tx, 'camEnrolment', rows);
    },
    setDue: async (tx, enrolmentId, mode, due) =>
      void (await handle
        .in(tx)
        .updateTable('camEnrolment')
        .set({ [dueColumn[mode]]: due })
        .where('id', '=', enrolmentId)
        .execute()),
    setMailbox: async (tx, enrolmentId, mailboxId) =>
      void (await handle.in(tx).updateTable('camEnrolment').set({ mailboxId }).where('id', '=', enrolmentId).execute()),
    resume: async (tx, campaignId, now) =>
      void (await handle
        .in(tx)
        .updateTable('camEnrolment')
        .set({ status: 'ACTIVE', statusReason: 'The pause is over.', pausedUntil: null, updatedAt: now })
        .where('campaignId', '=', campaignId)
        .where('status', '=', 'PAUSED')
        .where('pausedUntil', '<=', now)
        .execute()),
    endedTasks: (tx, campaignId) => {
      const tasks = handle
        .in(tx)
        .selectFrom('camOutreachAttempt as a')
        .innerJoin('camEnrolment as e', 'e.id', 'a.enrolmentId')
        .select(['a.id', 'e.statusReason'])
        // Rehearsals make no task; asked for the mode too, SQLite would go through all messages of the campaign.
        .where('a.taskId', 'is not', null)
        // What was stopped by hand is cancelled by the next run only.
        .where((is) =>
          is.or([
            is('a.status', '=', 'CANCELLED'),
            is.and([is('a.status', 'in', waiting), is('e.status', 'in', ['STOPPED', 'FINISHED'])]),
          ]),
        )
        .limit(500);
      return (campaignId === null ? tasks : tasks.where('a.campaignId', '=', campaignId)).execute();
    },
    forgetTask: async (tx, attemptId) =>
      void (await handle
        .in(tx)
        .updateTable('camOutreachAttempt')
        .set({ taskId: null })
        .where('id', '=', attemptId)
        .execute()),
    cancelOrphans: async (tx, campaignId, now) => {
      for (const mode of AttemptMode.options) await cancelOrphansIn(handle, tx, { campaignId, mode, now });
    },
  };
}

/** At most so many are cleared away by one run: it may not hold the others up. */
const orphansAtOnce = 2000;

/** Those that were looked through are marked, so that each run sees only what ended since the one before. */
async function cancelOrphansIn(
  handle: DbHandle<CamTables>,
  tx: Tx,
  { campaignId, mode, now }: { readonly campaignId: string; readonly mode: AttemptMode; readonly now: Instant },
): Promise<void> {
  const db = handle.in(tx);
  for (const status of ['STOPPED', 'FINISHED']) {
    const ended = await db
      .selectFrom('camEnrolment')
      .select('id')
      .where('campaignId', '=', campaignId)
      .where('status', '=', status)
      .where(dueColumn[mode], '<', endedDue)
      .limit(orphansAtOnce)
      .execute();
    if (ended.length === 0) continue;
    const ids = ended.map(({ id }) => id);
    await db
      .updateTable('camOutreachAttempt')
      .set({ status: 'CANCELLED', notBefore: null, settledAt: now, updatedAt: now })
      .where('enrolmentId', 'in', ids)
      .where('mode', '=', mode)
      .where('status', 'in', waiting)
      .execute();
    await db
      .updateTable('camEnrolment')
      .set({ [dueColumn[mode]]: endedDue })
      .where('id', 'in', ids)
      .execute();
  }
}
