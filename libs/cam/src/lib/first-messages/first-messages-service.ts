import type { Database, Tx } from '@aicmo/core-db';
import { conflict, type Clock } from '@aicmo/core-kernel';
import type { FirstMessage, FirstMessages } from '../../contract/first-messages.ts';
import type { CampaignService } from '../campaigns/campaign-service.ts';
import type { AttemptStore } from '../outreach/attempt-store.ts';
import { contentHash } from '../outreach/content-hash.ts';
import type { OutreachStore } from '../outreach/outreach-store.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { FirstMessagesStore, StoredFirstMessage } from './first-messages-store.ts';

/** A message that was read, by its fingerprint. */
export interface ReadMessage {
  readonly id: string;
  readonly fingerprint: string;
}

/** The first messages of a LIVE campaign: they go when a person has read them. */
export interface FirstMessagesService {
  /** Throws `not-found` (`campaign-unknown`). */
  list(campaignId: string): Promise<FirstMessages>;
  /**
   * Lets messages go that were read; the next run plans them. All or none: throws `conflict` (`message-changed`) when one
   * is not any more what was read, (`message-not-waiting`) when one waits for nobody.
   */
  letGo(campaignId: string, read: readonly ReadMessage[], by: string): Promise<FirstMessages>;
  /** Holds a message again that has not left. Throws `conflict` (`message-not-waiting`) when it is too late. */
  takeBack(messageId: string, by: string): Promise<FirstMessages>;
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly campaigns: CampaignService;
  readonly store: FirstMessagesStore;
  readonly outreach: Pick<OutreachStore, 'countGone'>;
  readonly attempts: AttemptStore;
  readonly records: RecordStore;
}

/** Builds the service of first messages. */
export function createFirstMessagesService(deps: Deps): FirstMessagesService {
  const { db, clock, campaigns, store, outreach, attempts } = deps;
  const shown = async (rows: readonly StoredFirstMessage[]): Promise<FirstMessage[]> => {
    const found = await Promise.all(rows.map(async (row) => ({ row, message: await attempts.find(row.id) })));
    return found.flatMap(({ row, message }) =>
      message
        ? [{ message, from: row.address ?? '', fingerprint: fingerprintOf(row), letGoBy: row.approvedBy ?? '' }]
        : [],
    );
  };
  const list = async (campaignId: string): Promise<FirstMessages> => {
    const { approveFirst: limit } = await campaigns.get(campaignId);
    const letGo = await store.letGo(campaignId, clock.now());
    const gone = await db.transaction((tx) => outreach.countGone(tx, campaignId, limit));
    const open = Math.max(0, limit - gone - letGo.length);
    const waiting = open === 0 ? [] : await store.waiting(campaignId, open);
    return { limit, gone, waiting: await shown(waiting), letGo: await shown(letGo) };
  };
  return {
    list,
    letGo: async (campaignId, read, by) => {
      await db.transaction(async (tx) => {
        for (const { id, fingerprint } of read) {
          const row = await waitingRow(store, tx, id);
          if (row.campaignId !== campaignId) throw notWaiting();
          if (fingerprintOf(row) !== fingerprint) throw changed();
          const now = clock.now();
          await store.decide(tx, row, { approvedBy: by, approvedAt: now, approvedHash: fingerprint }, now);
          await tell(deps, tx, row, `Message ${row.step} was read and let go: ${row.subject}`, by);
        }
      });
      return list(campaignId);
    },
    takeBack: async (messageId, by) => {
      const campaignId = await db.transaction(async (tx) => {
        const row = await waitingRow(store, tx, messageId);
        const none = { approvedBy: null, approvedAt: null, approvedHash: null };
        await store.decide(tx, row, none, clock.now());
        await tell(deps, tx, row, `Message ${row.step} is held again: ${row.subject}`, by);
        return row.campaignId;
      });
      return list(campaignId);
    },
  };
}

const fingerprintOf = ({ address, recipient, subject, body, bodyHtml }: StoredFirstMessage): string =>
  contentHash({ from: address ?? '', recipient, subject, text: body, html: bodyHtml });

async function waitingRow(store: FirstMessagesStore, tx: Tx, id: string): Promise<StoredFirstMessage> {
  const row = await store.find(tx, id);
  if (row) return row;
  throw notWaiting();
}

const notWaiting = () =>
  conflict({
    code: 'message-not-waiting',
    message: 'This message does not wait any more: it has left, or its sequence has ended. Reload the list.',
  });

const changed = () =>
  conflict({
    code: 'message-changed',
    message: 'This message reads differently now: somebody changed its lead or its sequence. Reload and read it again.',
  });

const tell = ({ records }: Deps, tx: Tx, row: StoredFirstMessage, what: string, actor: string) =>
  records.append(tx, [
    {
      ...{ clientId: row.clientId, campaignId: row.campaignId, subjectKind: 'lead', subjectId: row.leadId },
      ...{ what, why: 'A person decided it.', actor, data: { attemptId: row.id } },
    },
  ]);
