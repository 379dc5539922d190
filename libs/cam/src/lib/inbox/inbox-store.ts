import type { DbHandle, Tx } from '@aicmo/core-db';
import { conflict, type Clock } from '@aicmo/core-kernel';
import type { CamTables } from '../db/cam-tables.ts';
import type { InboundRow } from '../db/inbound-tables.ts';
import { held } from '../leads/held-rows.ts';
import { inConversation } from './take-over-waiting.ts';

/** Every query on one conversation. */
export interface InboxStore {
  /** The message, which nobody else changes before the end of the transaction. */
  held(tx: Tx, id: string): Promise<InboundRow | undefined>;
  /** Gives the new version. Throws `conflict` (`inbox-changed`) when somebody was faster. */
  change(tx: Tx, row: Pick<InboundRow, 'id' | 'version'>, change: Partial<InboundRow>): Promise<number>;
  /** Somebody has opened it, which is no change by a person: what was done before can still be taken back. */
  markSeen(tx: Tx, id: string): Promise<void>;
  /** A newer message of the same conversation that waits; undefined: none. */
  newerWaiting(tx: Tx | undefined, row: InboundRow): Promise<{ readonly id: string } | undefined>;
  /** The newest message of the conversation that a person wrote. */
  newestId(tx: Tx | undefined, row: InboundRow): Promise<string>;
}

/** Opens the store. */
export function createInboxStore({ handle, clock }: { handle: DbHandle<CamTables>; clock: Clock }): InboxStore {
  const behind = (tx: Tx | undefined, row: InboundRow) =>
    handle
      .in(tx)
      .selectFrom('camInbound')
      .select('id')
      .where((is) => inConversation(is, row))
      .where((is) => is(is.refTuple('receivedAt', 'id'), '>', is.tuple(row.receivedAt, row.id)));
  return {
    held: (tx, id) =>
      held(handle.in(tx).selectFrom('camInbound').selectAll().where('id', '=', id), tx).executeTakeFirst(),
    change: async (tx, { id, version }, change) => {
      const next = { ...change, version: version + 1, updatedAt: clock.now() };
      const update = handle.in(tx).updateTable('camInbound').set(next).where('id', '=', id);
      const { numUpdatedRows } = await update.where('version', '=', version).executeTakeFirst();
      if (Number(numUpdatedRows) === 1) return version + 1;
      throw conflict({
        code: 'inbox-changed',
        message: 'Somebody else works on this message right now. Look at it again.',
      });
    },
    markSeen: async (tx, id) => {
      const update = handle.in(tx).updateTable('camInbound').set({ state: 'OPEN' }).where('id', '=', id);
      await update.where('state', '=', 'NEW').execute();
    },
    newerWaiting: (tx, row) => behind(tx, row).where('waitsSince', 'is not', null).executeTakeFirst(),
    newestId: async (tx, row) => {
      const newest = behind(tx, row)
        .where('kind', 'in', personKinds)
        .orderBy('receivedAt', 'desc')
        .orderBy('id', 'desc');
      return (await newest.limit(1).executeTakeFirst())?.id ?? row.id;
    },
  };
}

const personKinds = ['POSITIVE', 'NEGATIVE', 'NEUTRAL', 'UNSUBSCRIBE'];
