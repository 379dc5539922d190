import type { DbHandle, Tx } from '@aicmo/core-db';
import { epochMs, minuteMs, parseInstant, plusMs, type Instant } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';
import type { InboundReadingRow } from '../db/inbound-tables.ts';
import type { MailboxRow } from '../db/mailbox-tables.ts';

/** What reading a mailbox has given so far: grows while it is read, so that one that breaks says what it gave. */
export interface ReadingCounts {
  seen: number;
  kept: number;
}

/** Why a mailbox could not be read. */
export interface ReadingFailure {
  readonly why: string;
  /** User or password were refused. */
  readonly isLogin: boolean;
  /** What it had given before it broke. */
  readonly counts: ReadingCounts;
  /** When a person changed the mailbox last. */
  readonly changedAt: string;
}

/** Every query on how reading goes. */
export interface ReadingStore {
  find(mailboxId: string): Promise<InboundReadingRow | undefined>;
  all(): Promise<readonly InboundReadingRow[]>;
  /** Mailboxes that are read: also paused ones, whose answers still come; not archived ones. */
  mailboxes(): Promise<readonly MailboxRow[]>;
  /** One of these. */
  mailbox(id: string): Promise<MailboxRow | undefined>;
  /** Any mailbox, also one that is not read. */
  anyMailbox(id: string): Promise<MailboxRow | undefined>;
  /** It was read to its end. Writes at most every five minutes while nothing came. */
  succeeded(tx: Tx, mailboxId: string, counts: ReadingCounts, at: Instant): Promise<void>;
  /** It could not be read; says when it is tried again. */
  failed(tx: Tx, mailboxId: string, failure: ReadingFailure, at: Instant): Promise<void>;
}

const quietMs = 5 * minuteMs;
const shortestWaitMs = minuteMs;
const longestWaitMs = 30 * minuteMs;

/** Minutes until the next try: 1, 2, 4 … 30. Who is refused waits longest: providers lock those out who ask on. */
const waitAfter = (failures: number, isLogin: boolean): number =>
  isLogin ? longestWaitMs : Math.min(shortestWaitMs * 2 ** Math.min(failures - 1, 10), longestWaitMs);

/** Opens the store. */
export function createReadingStore(handle: DbHandle<CamTables>): ReadingStore {
  const find = (mailboxId: string, tx?: Tx) =>
    handle.in(tx).selectFrom('camInboundReading').selectAll().where('mailboxId', '=', mailboxId).executeTakeFirst();
  const save = async (tx: Tx, { mailboxId, ...change }: InboundReadingRow): Promise<void> =>
    void (await handle
      .in(tx)
      .insertInto('camInboundReading')
      .values({ mailboxId, ...change })
      .onConflict((on) => on.column('mailboxId').doUpdateSet(change))
      .execute());
  const read = () => handle.in().selectFrom('camMailbox').selectAll().where('imap', 'is not', null);
  return {
    find: (mailboxId) => find(mailboxId),
    all: () => handle.in().selectFrom('camInboundReading').selectAll().execute(),
    mailboxes: () => read().where('status', '!=', 'ARCHIVED').orderBy('address').execute(),
    mailbox: (id) => read().where('id', '=', id).where('status', '!=', 'ARCHIVED').executeTakeFirst(),
    anyMailbox: (id) => handle.in().selectFrom('camMailbox').selectAll().where('id', '=', id).executeTakeFirst(),
    succeeded: async (tx, mailboxId, { seen, kept }, at) => {
      const before = (await find(mailboxId, tx)) ?? emptyReading(mailboxId);
      const isFresh = before.readAt !== null && epochMs(at) - epochMs(parseInstant(before.readAt)) < quietMs;
      if (isFresh && seen === 0 && before.failures === 0) return;
      const counts = { seen: before.seen + seen, kept: before.kept + kept };
      await save(tx, { ...emptyReading(mailboxId), readAt: at, ...counts });
    },
    failed: async (tx, mailboxId, { why, isLogin, counts, changedAt }, at) => {
      const before = (await find(mailboxId, tx)) ?? emptyReading(mailboxId);
      // Whoever changed the mailbox begins anew: it may have been the cure.
      const isAnew = before.failingSince !== null && before.failingSince < changedAt;
      const failures = isAnew ? 1 : before.failures + 1;
      const nextTryAt = plusMs(at, waitAfter(failures, isLogin));
      const failing = { failures, failure: why, failingSince: isAnew ? at : (before.failingSince ?? at), nextTryAt };
      await save(tx, { ...before, ...failing, seen: before.seen + counts.seen, kept: before.kept + counts.kept });
    },
  };
}

const emptyReading = (mailboxId: string): InboundReadingRow => ({
  ...{ mailboxId, readAt: null, failingSince: null, failures: 0, failure: '', nextTryAt: null, seen: 0, kept: 0 },
});
