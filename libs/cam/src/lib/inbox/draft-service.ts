import type { Database, DbHandle, Tx } from '@aicmo/core-db';
import { conflict, invalid, notFound, type Clock } from '@aicmo/core-kernel';
import type { InboxDraft } from '../../contract/inbox.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { InboxDraftRow } from '../db/inbox-tables.ts';
import type { InboundRow } from '../db/inbound-tables.ts';
import { held } from '../leads/held-rows.ts';
import { loadInbound } from './inbox-act-service.ts';
import type { InboxStore } from './inbox-store.ts';
import { inConversation } from './take-over-waiting.ts';

/** Every query on drafts. There is one for each message that is answered, and people share it. */
export interface DraftStore {
  find(inboundId: string, tx?: Tx): Promise<InboxDraftRow | undefined>;
  /** Of the whole conversation, the one that was written last. */
  ofConversation(row: InboundRow, tx?: Tx): Promise<InboxDraftRow | undefined>;
  insert(tx: Tx, row: InboxDraftRow): Promise<void>;
  update(tx: Tx, inboundId: string, change: Partial<InboxDraftRow>): Promise<void>;
  remove(tx: Tx, inboundId: string): Promise<void>;
}

/** Opens the store of drafts. */
export function createDraftStore(handle: DbHandle<CamTables>): DraftStore {
  const drafts = (tx?: Tx) => handle.in(tx).selectFrom('camInboxDraft').selectAll();
  return {
    find: (inboundId, tx) => held(drafts(tx).where('inboundId', '=', inboundId), tx).executeTakeFirst(),
    ofConversation: (row, tx) =>
      drafts(tx)
        .where('inboundId', 'in', (of) =>
          of
            .selectFrom('camInbound')
            .select('id')
            .where((is) => inConversation(is, row)),
        )
        .orderBy('updatedAt', 'desc')
        .limit(1)
        .executeTakeFirst(),
    insert: async (tx, row) => void (await handle.in(tx).insertInto('camInboxDraft').values(row).execute()),
    update: async (tx, inboundId, change) =>
      void (await handle.in(tx).updateTable('camInboxDraft').set(change).where('inboundId', '=', inboundId).execute()),
    remove: async (tx, inboundId) =>
      void (await handle.in(tx).deleteFrom('camInboxDraft').where('inboundId', '=', inboundId).execute()),
  };
}

/** Answers that are begun and not sent. All throw `not-found` (`inbox-unknown`). */
export interface DraftService {
  /**
   * Keeps what is written. `version` is that of the draft which the person went on from; null: there was none. An empty
   * text is no draft. Throws `conflict` (`inbox-draft-changed`) when somebody else wrote meanwhile: the typed text stays
   * with the person; `invalid` (`inbox-draft-long`).
   */
  save(inboundId: string, text: string, version: number | null, by: string): Promise<InboxDraft | null>;
  /**
   * A draft that was begun before the newest message came in is taken over for it: the person has read that one. Throws
   * `not-found` (`inbox-draft-unknown`).
   */
  takeOver(inboundId: string, by: string): Promise<InboxDraft>;
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: InboxStore;
  readonly drafts: DraftStore;
}

const longestText = 20_000;

/** Builds the service of drafts. */
export function createDraftService(deps: Deps): DraftService {
  const { db, clock, store, drafts } = deps;
  return {
    save: (inboundId, text, version, by) =>
      db.transaction(async (tx) => saveIn(deps, tx, await loadInbound(store, inboundId, tx), { text, version, by })),
    takeOver: (inboundId, by) =>
      db.transaction(async (tx) => {
        const row = await loadInbound(store, inboundId, tx);
        const old = await drafts.ofConversation(row, tx);
        if (!old) {
          throw notFound({ code: 'inbox-draft-unknown', message: 'There is no draft any more. Reload the page.' });
        }
        if (old.inboundId === inboundId) return draftOf(old);
        const next = { ...old, inboundId, writtenBy: by, version: old.version + 1, updatedAt: clock.now() };
        await drafts.remove(tx, old.inboundId);
        await drafts.insert(tx, next);
        return draftOf(next);
      }),
  };
}

interface Written {
  readonly text: string;
  readonly version: number | null;
  readonly by: string;
}

async function saveIn(
  { clock, drafts }: Deps,
  tx: Tx,
  row: InboundRow,
  { text, version, by }: Written,
): Promise<InboxDraft | null> {
  if (text.length > longestText) {
    throw invalid({
      code: 'inbox-draft-long',
      message: `Found ${text.length} characters; an answer has at most ${longestText}. Shorten it.`,
    });
  }
  const known = await drafts.find(row.id, tx);
  if ((known?.version ?? null) !== version) {
    throw conflict({
      code: 'inbox-draft-changed',
      message: known
        ? `${known.writtenBy} wrote on this answer meanwhile. Your text is kept here: look at both before you save.`
        : 'The draft was sent or thrown away meanwhile. Your text is kept here: reload and look before you save.',
    });
  }
  if (text.trim() === '') {
    if (known) await drafts.remove(tx, row.id);
    return null;
  }
  const now = clock.now();
  const words = { text, writtenBy: by, updatedAt: now };
  if (!known) {
    const { clientId, leadId, fromKey: recipientKey } = row;
    const first = { inboundId: row.id, clientId, leadId, recipientKey, ...words, version: 1, createdAt: now };
    await drafts.insert(tx, first);
    return draftOf(first);
  }
  await drafts.update(tx, row.id, { ...words, version: known.version + 1 });
  return draftOf({ ...known, ...words, version: known.version + 1 });
}

/** A draft as people see it. */
export const draftOf = ({ inboundId, text, writtenBy, version, updatedAt }: InboxDraftRow): InboxDraft => ({
  ...{ inboundId, text, writtenBy, version, updatedAt },
});
