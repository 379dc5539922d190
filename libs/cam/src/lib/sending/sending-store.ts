import type { DbHandle, Tx } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';
import type { CamTables, LeadRow } from '../db/cam-tables.ts';
import { held } from '../leads/held-rows.ts';
import type { OutreachAttemptRow } from '../db/outreach-tables.ts';

/** Every query on messages that are on their way, or may have left. */
export interface SendingStore {
  /** Held until the end of the transaction. */
  row(tx: Tx, attemptId: string): Promise<OutreachAttemptRow | undefined>;
  find(attemptId: string): Promise<OutreachAttemptRow | undefined>;
  /** Each to its own values; what is not in that state any more stays as it is. */
  moveAll(
    tx: Tx,
    from: string,
    changes: readonly (Partial<OutreachAttemptRow> & { readonly id: string })[],
  ): Promise<void>;
  /** False when the message is not in that state any more. */
  move(tx: Tx, attemptId: string, from: string, change: Partial<OutreachAttemptRow>): Promise<boolean>;
  /**
   * The lead of a message that is on its way, if nothing that was committed since its reservation speaks against it: its
   * sequence runs, the campaign is active and live, the mailbox in use, the lead may be contacted.
   */
  leadToSend(attemptId: string): Promise<LeadRow | undefined>;
  /** A message that would be tried again is cancelled when its sequence has ended meanwhile. */
  cancelIfEnded(tx: Tx, attemptId: string, at: Instant): Promise<void>;
  /** The enrolment has had its last message; one that was stopped or paused meanwhile stays so. */
  finish(tx: Tx, enrolmentId: string, at: Instant): Promise<boolean>;
  /** Nothing follows the last message, which did not arrive: the sequence is over, and the lead may be put in another. */
  giveUp(tx: Tx, enrolmentId: string, at: Instant): Promise<boolean>;
  /** How many may or may not have left, and since when the oldest of them. */
  countUncertain(): Promise<{ readonly count: number; readonly oldest: string | null }>;
  /** Paused mailboxes for which a message waits that was tried already. */
  waitingForMailboxes(): Promise<
    readonly {
      readonly id: string;
      readonly clientId: string;
      readonly address: string;
      readonly statusReason: string;
      readonly updatedAt: string;
    }[]
  >;
}

/** Opens the store. */
export function createSendingStore(handle: DbHandle<CamTables>): SendingStore {
  const one = (attemptId: string, tx?: Tx) =>
    handle.in(tx).selectFrom('camOutreachAttempt').selectAll().where('id', '=', attemptId);
  const end = async (
    tx: Tx,
    enrolmentId: string,
    at: Instant,
    status: 'FINISHED' | 'STOPPED',
    statusReason: string,
  ) => {
    const moved = await handle
      .in(tx)
      .updateTable('camEnrolment')
      .set({ status, statusReason, endedAt: at, updatedAt: at })
      .where('id', '=', enrolmentId)
      .where('status', '=', 'ACTIVE')
      .executeTakeFirst();
    return Number(moved.numUpdatedRows) === 1;
  };
  return {
    row: (tx, attemptId) => held(one(attemptId, tx), tx).executeTakeFirst(),
    find: (attemptId) => one(attemptId).executeTakeFirst(),
    moveAll: async (tx, from, changes) => {
      if (changes.length === 0) return;
      const ids = changes.map(({ id }) => id);
      const still = handle.in(tx).selectFrom('camOutreachAttempt').select('id').where('id', 'in', ids);
      const rows = await held(still.where('status', '=', from).orderBy('id'), tx).execute();
      const there = new Set(rows.map(({ id }) => id));
      await handle.updateMany(
        tx,
        'camOutreachAttempt',
        changes.filter(({ id }) => there.has(id)),
      );
    },
    move: async (tx, attemptId, from, change) => {
      const moved = await handle
        .in(tx)
        .updateTable('camOutreachAttempt')
        .set(change)
        .where('id', '=', attemptId)
        .where('status', '=', from)
        .executeTakeFirst();
      return Number(moved.numUpdatedRows) === 1;
    },
    leadToSend: (attemptId) =>
      handle
        .in()
        .selectFrom('camOutreachAttempt as a')
        .innerJoin('camEnrolment as e', 'e.id', 'a.enrolmentId')
        .innerJoin('camCampaign as k', 'k.id', 'a.campaignId')
        .innerJoin('camMailbox as m', 'm.id', 'a.mailboxId')
        .innerJoin('camLead as l', 'l.id', 'a.leadId')
        .selectAll('l')
        .where('a.id', '=', attemptId)
        .where('a.status', '=', 'SENDING')
        .where('e.status', '=', 'ACTIVE')
        .where('k.status', '=', 'ACTIVE')
        .where('k.mode', '=', 'LIVE')
        .where('m.status', '=', 'ACTIVE')
        .where('l.consent', '!=', 'DO_NOT_CONTACT')
        .executeTakeFirst(),
    cancelIfEnded: async (tx, attemptId, at) => {
      await handle
        .in(tx)
        .updateTable('camOutreachAttempt')
        .set({ status: 'CANCELLED', notBefore: null, nextTryAt: null, settledAt: at, updatedAt: at })
        .where('id', '=', attemptId)
        .where('status', '=', 'RETRY_SCHEDULED')
        .where('enrolmentId', 'in', ({ selectFrom }) =>
          selectFrom('camEnrolment').select('id').where('status', 'in', ['STOPPED', 'FINISHED']),
        )
        .execute();
    },
    finish: (tx, enrolmentId, at) => end(tx, enrolmentId, at, 'FINISHED', 'The whole sequence was sent.'),
    giveUp: (tx, enrolmentId, at) => end(tx, enrolmentId, at, 'STOPPED', 'The last message did not arrive.'),
    waitingForMailboxes: () =>
      handle
        .in()
        .selectFrom('camMailbox as m')
        .select(['m.id', 'm.clientId', 'm.address', 'm.statusReason', 'm.updatedAt'])
        .where('m.status', '=', 'PAUSED')
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('camOutreachAttempt as a')
              .select('a.id')
              .whereRef('a.mailboxId', '=', 'm.id')
              .where('a.mode', '=', 'LIVE')
              .where('a.status', '=', 'RETRY_SCHEDULED'),
          ),
        )
        .orderBy('m.address')
        .execute(),
    countUncertain: async () => {
      const row = await handle
        .in()
        .selectFrom('camOutreachAttempt')
        .where('mode', '=', 'LIVE')
        .where('status', '=', 'UNCERTAIN')
        .select(({ fn }) => [fn.countAll().as('count'), fn.min('settledAt').as('oldest')])
        .executeTakeFirst();
      return { count: Number(row?.count ?? 0), oldest: row?.oldest ?? null };
    },
  };
}
