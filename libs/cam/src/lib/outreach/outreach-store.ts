import type { DbHandle, Tx } from '@aicmo/core-db';
import { plusMs, hourMs, parseInstant, type Instant } from '@aicmo/core-kernel';
import type { AttemptMode } from '../../contract/outreach-attempt.ts';
import type { CamTables, LeadRow } from '../db/cam-tables.ts';
import type { EnrolmentRow, OutreachAttemptRow } from '../db/outreach-tables.ts';
import type { TakenSlot } from './slot-shelf.ts';

/** The column of an enrolment that says when it is due in a mode. */
const dueColumn = { SIMULATION: 'dueSimulation', PROOF: 'dueProof', LIVE: 'dueLive' } as const;

/** Instead of a moment: waits for a person, and is asked again by each run. */
export const blockedDue = '9999-12-30T00:00:00.000Z';
/** Instead of a moment: nothing is left to do for this enrolment in this mode. */
export const neverDue = '9999-12-31T00:00:00.000Z';

/** Everything about one enrolment in one mode, as it stands in one transaction. */
export interface LoadedEnrolment {
  readonly enrolment: EnrolmentRow;
  readonly lead: LeadRow;
  /** In this mode, by step. */
  readonly attempts: readonly OutreachAttemptRow[];
}

/** Every query of the orchestrator on due enrolments, their attempts and taken places. */
export interface OutreachStore {
  /** Ids in the order in which they are served: follow-ups, then first messages by score. At most `limit` new ones. */
  due(campaignId: string, mode: AttemptMode, now: Instant, limit: number): Promise<readonly string[]>;
  /** How many are due now, whatever the limit, and how many wait for a person. */
  countDue(
    campaignId: string,
    mode: AttemptMode,
    now: Instant,
  ): Promise<{ readonly due: number; readonly blocked: number }>;
  /** When the next one is due, if any is. */
  nextDue(campaignId: string, mode: AttemptMode): Promise<Instant | null>;
  load(tx: Tx, enrolmentId: string, mode: AttemptMode): Promise<LoadedEnrolment | undefined>;
  saveAttempt(tx: Tx, row: OutreachAttemptRow): Promise<void>;
  setDue(tx: Tx, enrolmentId: string, mode: AttemptMode, due: string): Promise<void>;
  /** Goes on with those whose pause is over. */
  resume(tx: Tx, campaignId: string, now: Instant): Promise<void>;
  /** Cancels what waits for enrolments that are over. */
  cancelOrphans(tx: Tx, campaignId: string, now: Instant): Promise<void>;
  /** Takes the turn to book places in a mode; others wait until this transaction is over. Gives the turn's number. */
  takeTurn(tx: Tx, mode: AttemptMode): Promise<number>;
  /** Messages of the last 26 hours, and those planned for later by campaigns that run. */
  taken(tx: Tx, mode: AttemptMode, now: Instant): Promise<readonly TakenSlot[]>;
  /** When a client's mailbox sent its first message in a mode. */
  firstSettled(tx: Tx, mode: AttemptMode, clientId: string): Promise<Instant | null>;
}

/** After one of these the step counts as done. */
const done = ['SENT', 'SIMULATED', 'PROOFED', 'CANCELLED'];
const waiting = ['SCHEDULED', 'BLOCKED', 'RETRY_SCHEDULED'];

/** Opens the store of outreach. */
export function createOutreachStore(handle: DbHandle<CamTables>): OutreachStore {
  return { ...dueQueries(handle), ...changes(handle), ...bookQueries(handle) };
}

function dueQueries(handle: DbHandle<CamTables>): Pick<OutreachStore, 'due' | 'countDue' | 'nextDue' | 'load'> {
  const active = (campaignId: string) =>
    handle.in().selectFrom('camEnrolment as e').where('e.campaignId', '=', campaignId).where('e.status', '=', 'ACTIVE');
  const known = (campaignId: string, mode: AttemptMode, now: Instant) =>
    active(campaignId).where(`e.${dueColumn[mode]}`, '<=', now);
  const fresh = (campaignId: string, mode: AttemptMode) => active(campaignId).where(`e.${dueColumn[mode]}`, 'is', null);
  return {
    due: async (campaignId, mode, now, limit) => {
      const waitingOnes = await active(campaignId)
        .where(({ or, eb }) => or([eb(`e.${dueColumn[mode]}`, '<=', now), eb(`e.${dueColumn[mode]}`, '=', blockedDue)]))
        .leftJoin('camOutreachAttempt as first', (join) =>
          join.onRef('first.enrolmentId', '=', 'e.id').on('first.mode', '=', mode).on('first.step', '=', 1),
        )
        .select(['e.id', 'first.status'])
        .orderBy(`e.${dueColumn[mode]}`)
        .orderBy('e.id')
        .execute();
      const isFollowUp = ({ status }: { readonly status: string | null }) => status !== null && done.includes(status);
      const newOnes = await fresh(campaignId, mode)
        .innerJoin('camLead as l', 'l.id', 'e.leadId')
        .select('e.id')
        .orderBy(({ fn, val }) => fn.coalesce('l.score', val(0)), 'desc')
        .orderBy('e.startedAt')
        .orderBy('e.id')
        .limit(limit)
        .execute();
      const ordered = [...waitingOnes.filter(isFollowUp), ...waitingOnes.filter((row) => !isFollowUp(row)), ...newOnes];
      return ordered.map(({ id }) => id);
    },
    countDue: async (campaignId, mode, now) => {
      const count = async (query: ReturnType<typeof active>): Promise<number> =>
        Number((await query.select(({ fn }) => fn.countAll().as('count')).executeTakeFirst())?.count ?? 0);
      return {
        due: (await count(known(campaignId, mode, now))) + (await count(fresh(campaignId, mode))),
        blocked: await count(active(campaignId).where(`e.${dueColumn[mode]}`, '=', blockedDue)),
      };
    },
    nextDue: async (campaignId, mode) => {
      const column = `e.${dueColumn[mode]}` as const;
      const row = await active(campaignId)
        .select(({ fn }) => fn.min(fn.coalesce(column, 'e.startedAt')).as('due'))
        .executeTakeFirst();
      return row?.due && row.due < blockedDue ? parseInstant(row.due) : null;
    },
    load: async (tx, enrolmentId, mode) => {
      const db = handle.in(tx);
      const enrolment = await db
        .selectFrom('camEnrolment')
        .selectAll()
        .where('id', '=', enrolmentId)
        .executeTakeFirst();
      if (!enrolment) return undefined;
      const lead = await db.selectFrom('camLead').selectAll().where('id', '=', enrolment.leadId).executeTakeFirst();
      if (!lead) return undefined;
      const attempts = await db
        .selectFrom('camOutreachAttempt')
        .selectAll()
        .where('enrolmentId', '=', enrolmentId)
        .where('mode', '=', mode)
        .orderBy('step')
        .execute();
      return { enrolment, lead, attempts };
    },
  };
}

function changes(
  handle: DbHandle<CamTables>,
): Pick<OutreachStore, 'saveAttempt' | 'setDue' | 'resume' | 'cancelOrphans'> {
  return {
    saveAttempt: async (tx, { id, createdAt, plannedAt, ...change }) => {
      const db = handle.in(tx);
      await db
        .insertInto('camOutreachAttempt')
        .values({ id, createdAt, plannedAt, ...change })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(change))
        .execute();
    },
    setDue: async (tx, enrolmentId, mode, due) =>
      void (await handle
        .in(tx)
        .updateTable('camEnrolment')
        .set({ [dueColumn[mode]]: due })
        .where('id', '=', enrolmentId)
        .execute()),
    resume: async (tx, campaignId, now) =>
      void (await handle
        .in(tx)
        .updateTable('camEnrolment')
        .set({ status: 'ACTIVE', statusReason: 'The pause is over.', pausedUntil: null, updatedAt: now })
        .where('campaignId', '=', campaignId)
        .where('status', '=', 'PAUSED')
        .where('pausedUntil', '<=', now)
        .execute()),
    cancelOrphans: async (tx, campaignId, now) =>
      void (await handle
        .in(tx)
        .updateTable('camOutreachAttempt')
        .set({ status: 'CANCELLED', notBefore: null, settledAt: now, updatedAt: now })
        .where('campaignId', '=', campaignId)
        .where('status', 'in', waiting)
        .where('enrolmentId', 'in', ({ selectFrom }) =>
          selectFrom('camEnrolment')
            .select('id')
            .where('campaignId', '=', campaignId)
            .where('status', 'in', ['STOPPED', 'FINISHED']),
        )
        .execute()),
  };
}

function bookQueries(handle: DbHandle<CamTables>): Pick<OutreachStore, 'takeTurn' | 'taken' | 'firstSettled'> {
  const attempts = (tx: Tx, mode: AttemptMode) =>
    handle
      .in(tx)
      .selectFrom('camOutreachAttempt as a')
      .innerJoin('camCampaign as k', 'k.id', 'a.campaignId')
      .innerJoin('camClient as c', 'c.id', 'a.clientId')
      .innerJoin('camEnrolment as e', 'e.id', 'a.enrolmentId')
      .where('a.mode', '=', mode);
  return {
    takeTurn: async (tx, mode) => {
      const db = handle.in(tx);
      await db
        .updateTable('camOutreachTurn')
        .set(({ eb }) => ({ turn: eb('turn', '+', 1) }))
        .where('mode', '=', mode)
        .execute();
      return (await db.selectFrom('camOutreachTurn').select('turn').where('mode', '=', mode).executeTakeFirstOrThrow())
        .turn;
    },
    taken: async (tx, mode, now) => {
      const columns = ['a.enrolmentId', 'a.step', 'a.leadId', 'a.campaignId', 'a.recipient', 'a.clientId'] as const;
      const senders = ['k.senderAddress as campaignSender', 'c.senderAddress as clientSender'] as const;
      const settled = await attempts(tx, mode)
        .select([...columns, ...senders, 'a.settledAt as at'])
        .where('a.status', 'in', ['SENT', 'SIMULATED', 'PROOFED', 'SENDING', 'UNCERTAIN', 'BOUNCED', 'COMPLAINED'])
        .where('a.settledAt', '>', plusMs(now, -26 * hourMs))
        .execute();
      const planned = await attempts(tx, mode)
        .select([...columns, ...senders, 'a.notBefore as at'])
        .where('a.status', '=', 'SCHEDULED')
        .where('a.notBefore', '>', now)
        .where('k.status', '=', 'ACTIVE')
        .where('e.status', '=', 'ACTIVE')
        .execute();
      const all = [
        ...settled.map((row) => ({ ...row, isPlanned: false })),
        ...planned.map((row) => ({ ...row, isPlanned: true })),
      ];
      return all.flatMap(({ at, recipient, campaignSender, clientSender, clientId, ...rest }) =>
        at === null
          ? []
          : [
              {
                ...{ ...rest, at: parseInstant(at), recipientDomain: domainOf(recipient) },
                mailbox: mailboxOf(campaignSender, clientSender, clientId),
              },
            ],
      );
    },
    firstSettled: async (tx, mode, clientId) => {
      const row = await attempts(tx, mode)
        .select(({ fn }) => fn.min('a.settledAt').as('at'))
        .where('a.clientId', '=', clientId)
        .where('a.status', 'in', ['SENT', 'SIMULATED', 'PROOFED'])
        .executeTakeFirst();
      return row?.at ? parseInstant(row.at) : null;
    },
  };
}

/** The mailbox that a message goes from: the sender's address; until there is one, the client stands for it. */
export const mailboxOf = (campaignSender: string | null, clientSender: string, clientId: string): string =>
  campaignSender || clientSender || clientId;

/** `anna@b.example` → `b.example`; empty for what is no address. */
export const domainOf = (address: string): string =>
  address.includes('@') ? address.slice(address.lastIndexOf('@') + 1).toLowerCase() : '';
