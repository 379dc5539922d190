import { containing, type DbHandle, type Tx } from '@aicmo/core-db';
import { dayMs, newId, plusMs, type Clock, type Instant } from '@aicmo/core-kernel';
import type { UndoOffer } from '../../contract/undo.ts';
import type { CamTables } from '../db/cam-tables.ts';
import type { UndoRow } from '../db/undo-tables.ts';
import { undoForMs } from './undo-rules.ts';

/** An act that its undoer can take back. */
export interface UndoableAct {
  readonly clientId: string;
  /** Which undoer reads `data`. */
  readonly kind: string;
  /** What was done, in a plain sentence without a full stop: it stands beside the button. */
  readonly what: string;
  /** JSON values only: what has to be put back, and what must still stand so that it can be. */
  readonly data: object;
  readonly by: string;
}

/** Every query on acts that can be taken back. */
export interface UndoStore {
  /** In the act's own transaction: either both happen or none does. */
  offer(tx: Tx, act: UndoableAct): Promise<UndoOffer>;
  find(tx: Tx, id: string): Promise<UndoRow | undefined>;
  /** False when somebody was faster. */
  close(tx: Tx, id: string, at: Instant, by: string): Promise<boolean>;
  /** Forgets every act that names one of these leads: they were erased. */
  forgetLeads(tx: Tx, leadIds: readonly string[]): Promise<void>;
}

/** Opens the store of acts that can be taken back. */
export function createUndoStore({ handle, clock }: { handle: DbHandle<CamTables>; clock: Clock }): UndoStore {
  return {
    offer: async (tx, { clientId, kind, what, data, by }) => {
      const now = clock.now();
      const offer = { id: newId(clock), what, until: plusMs(now, undoForMs) };
      const row = { ...offer, clientId, kind, data: JSON.stringify(data), madeBy: by, madeAt: now };
      await handle.in(tx).deleteFrom('camUndo').where('until', '<', plusMs(now, -dayMs)).execute();
      await handle
        .in(tx)
        .insertInto('camUndo')
        .values({ ...row, undoneAt: null, undoneBy: '' })
        .execute();
      return offer;
    },
    find: (tx, id) => handle.in(tx).selectFrom('camUndo').selectAll().where('id', '=', id).executeTakeFirst(),
    close: async (tx, id, at, by) => {
      const closed = await handle
        .in(tx)
        .updateTable('camUndo')
        .set({ undoneAt: at, undoneBy: by })
        .where('id', '=', id)
        .where('undoneAt', 'is', null)
        .executeTakeFirst();
      return Number(closed.numUpdatedRows) === 1;
    },
    forgetLeads: async (tx, leadIds) => {
      for (const leadId of leadIds) {
        await handle.in(tx).deleteFrom('camUndo').where('data', 'like', containing(leadId)).execute();
      }
    },
  };
}
