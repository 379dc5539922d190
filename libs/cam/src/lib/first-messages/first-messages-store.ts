import type { DbHandle, Tx } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';
import { held } from '../leads/held-rows.ts';
import { lookDue } from '../outreach/due-queries.ts';

/** A message as it would leave, and who let it go. */
export interface StoredFirstMessage {
  readonly id: string;
  readonly clientId: string;
  readonly campaignId: string;
  readonly leadId: string;
  readonly enrolmentId: string;
  readonly step: number;
  readonly status: string;
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
  readonly bodyHtml: string | null;
  readonly approvedBy: string | null;
  /** Of its mailbox; null: none was chosen. */
  readonly address: string | null;
}

/** Who lets a message go, when, and what exactly. */
export interface LettingGo {
  readonly approvedBy: string | null;
  readonly approvedAt: Instant | null;
  readonly approvedHash: string | null;
}

/** Every query on messages that wait for a reader. */
export interface FirstMessagesStore {
  /** Those that nothing else holds, in the order in which they would go. */
  waiting(campaignId: string, limit: number): Promise<readonly StoredFirstMessage[]>;
  /** Those that somebody let go, that have not left, and that nothing else holds. */
  letGo(campaignId: string, now: Instant): Promise<readonly StoredFirstMessage[]>;
  find(tx: Tx, id: string): Promise<StoredFirstMessage | undefined>;
  /** Keeps the decision, and has the message looked at again at once. */
  decide(tx: Tx, message: StoredFirstMessage, decision: LettingGo, now: Instant): Promise<void>;
}

/** States in which a message can still be held. */
const waits = ['BLOCKED', 'SCHEDULED'];

/** Opens the store. */
export function createFirstMessagesStore(handle: DbHandle<CamTables>): FirstMessagesStore {
  const live = (tx?: Tx) =>
    handle
      .in(tx)
      .selectFrom('camOutreachAttempt as a')
      .innerJoin('camEnrolment as e', 'e.id', 'a.enrolmentId')
      .leftJoin('camMailbox as m', 'm.id', 'a.mailboxId')
      .where('a.mode', '=', 'LIVE')
      .select(['a.id', 'a.clientId', 'a.campaignId', 'a.leadId', 'a.enrolmentId', 'a.step', 'a.status'])
      .select(['a.recipient', 'a.subject', 'a.body', 'a.bodyHtml', 'a.approvedBy', 'm.address']);
  return {
    waiting: (campaignId, limit) =>
      live()
        .where('e.campaignId', '=', campaignId)
        .where('e.status', '=', 'ACTIVE')
        .where('e.dueLive', '=', lookDue)
        .where('a.status', '=', 'BLOCKED')
        .orderBy('e.rank')
        .orderBy('e.id')
        .limit(limit)
        .execute(),
    letGo: (campaignId, now) =>
      live()
        .where('a.campaignId', '=', campaignId)
        .where('a.approvedHash', 'is not', null)
        // Until the next run it stands as blocked, and is due.
        .where(({ or, and, eb }) =>
          or([eb('a.status', '=', 'SCHEDULED'), and([eb('a.status', '=', 'BLOCKED'), eb('e.dueLive', '<=', now)])]),
        )
        .orderBy('a.approvedAt')
        .orderBy('a.id')
        .execute(),
    find: async (tx, id) => {
      const one = () => live(tx).where('a.id', '=', id).where('a.status', 'in', waits).executeTakeFirst();
      const found = await one();
      if (!found) return undefined;
      // A run that has it in hand comes to its end first, and then it may not wait any more.
      const way = handle.in(tx).selectFrom('camEnrolment').select('id').where('id', '=', found.enrolmentId);
      await held(way, tx).execute();
      return one();
    },
    decide: async (tx, { id, enrolmentId }, decision, now) => {
      const db = handle.in(tx);
      await db
        .updateTable('camOutreachAttempt')
        .set({ ...decision, updatedAt: now })
        .where('id', '=', id)
        .execute();
      await db.updateTable('camEnrolment').set({ dueLive: now }).where('id', '=', enrolmentId).execute();
    },
  };
}
