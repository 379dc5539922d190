import type { DbHandle, Tx } from '@aicmo/core-db';
import { hourMs, plusMs, type Instant } from '@aicmo/core-kernel';
import { sql, type SqlBool } from 'kysely';
import type { CamTables } from '../db/cam-tables.ts';
import type { InboxAnswerRow } from '../db/inbox-tables.ts';
import type { InboundRow } from '../db/inbound-tables.ts';
import { held } from '../leads/held-rows.ts';
import { inConversation } from './take-over-waiting.ts';

/** Something that left: when, and to whom. */
export interface LeftMail {
  readonly at: string;
  readonly recipient: string;
}

/** Every query on answers of people. */
export interface AnswerStore {
  insert(tx: Tx, row: InboxAnswerRow): Promise<void>;
  update(tx: Tx, id: string, change: Partial<InboxAnswerRow>): Promise<void>;
  find(id: string, tx?: Tx): Promise<InboxAnswerRow | undefined>;
  /** An answer in this conversation that is not at its end. */
  pending(tx: Tx | undefined, row: InboundRow): Promise<InboxAnswerRow | undefined>;
  /** Answers whose next try has come, the oldest first. */
  due(now: Instant, limit: number): Promise<readonly string[]>;
  /** Answers of which nobody knows whether they arrived, the oldest first. */
  uncertain(limit: number): Promise<readonly InboxAnswerRow[]>;
  /** Of these ids, those of answers that are being sent. */
  sending(tx: Tx, ids: readonly string[]): Promise<readonly string[]>;
  /** What left from a mailbox within a day: messages of sequences and answers. */
  leftFromMailbox(tx: Tx, mailboxId: string, now: Instant): Promise<readonly LeftMail[]>;
  /** The same of the whole workspace. */
  leftAtAll(tx: Tx, now: Instant): Promise<readonly LeftMail[]>;
}

/** What has left, may have, or is on its way. */
const left = ['SENT', 'SENDING', 'UNCERTAIN', 'BOUNCED', 'COMPLAINED'];
const open = ['SENDING', 'RETRY_SCHEDULED', 'UNCERTAIN'];
/** The condition of the index of those that are not at their end, word for word: with parameters it is not found. */
const unended = sql<SqlBool>`state in ('SENDING', 'RETRY_SCHEDULED', 'UNCERTAIN')`;

/** Opens the store of answers. */
export function createAnswerStore(handle: DbHandle<CamTables>): AnswerStore {
  const answers = (tx?: Tx) => handle.in(tx).selectFrom('camInboxAnswer').selectAll();
  const day = (now: Instant) => plusMs(now, -24 * hourMs);
  const answersSince = (tx: Tx, now: Instant) =>
    handle
      .in(tx)
      .selectFrom('camInboxAnswer')
      .select(['createdAt as at', 'recipient'])
      .where('createdAt', '>', day(now))
      .where('state', 'in', left);
  const messagesSince = (tx: Tx, now: Instant) =>
    handle
      .in(tx)
      .selectFrom('camOutreachAttempt')
      .select(['settledAt as at', 'recipient'])
      .where('mode', '=', 'LIVE')
      .where('settledAt', '>', day(now))
      .where('status', 'in', left);
  return {
    insert: async (tx, row) => void (await handle.in(tx).insertInto('camInboxAnswer').values(row).execute()),
    update: async (tx, id, change) =>
      void (await handle.in(tx).updateTable('camInboxAnswer').set(change).where('id', '=', id).execute()),
    find: (id, tx) => held(answers(tx).where('id', '=', id), tx).executeTakeFirst(),
    pending: (tx, row) =>
      answers(tx)
        .where('inboundId', 'in', (of) =>
          of
            .selectFrom('camInbound')
            .select('id')
            .where((is) => inConversation(is, row)),
        )
        .where('state', 'in', open)
        .limit(1)
        .executeTakeFirst(),
    due: async (now, limit) => {
      const rows = handle.in().selectFrom('camInboxAnswer').select('id').where(unended);
      const due = rows
        .where('state', '=', 'RETRY_SCHEDULED')
        .where('nextTryAt', '<=', now)
        .orderBy('createdAt')
        .orderBy('id')
        .limit(limit);
      return (await due.execute()).map(({ id }) => id);
    },
    uncertain: (limit) =>
      answers()
        .where(unended)
        .where('state', '=', 'UNCERTAIN')
        .orderBy('createdAt')
        .orderBy('id')
        .limit(limit)
        .execute(),
    sending: async (tx, ids) => {
      if (ids.length === 0) return [];
      const rows = handle.in(tx).selectFrom('camInboxAnswer').select('id').where('id', 'in', ids);
      return (await rows.where('state', '=', 'SENDING').execute()).map(({ id }) => id);
    },
    leftFromMailbox: async (tx, mailboxId, now) => [
      ...withMoment(await messagesSince(tx, now).where('mailboxId', '=', mailboxId).execute()),
      ...(await answersSince(tx, now).where('mailboxId', '=', mailboxId).execute()),
    ],
    leftAtAll: async (tx, now) => [
      ...withMoment(await messagesSince(tx, now).execute()),
      // By mailbox, for by that there is an index.
      ...(await answersSince(tx, now)
        .where('mailboxId', 'in', (of) => of.selectFrom('camMailbox').select('id'))
        .execute()),
    ],
  };
}

const withMoment = (rows: readonly { readonly at: string | null; readonly recipient: string }[]) =>
  rows.flatMap(({ at, recipient }) => (at === null ? [] : [{ at, recipient }]));
