import { containing, type DbHandle, type Tx } from '@aicmo/core-db';
import { dayMs, newId, plusMs, type Clock, type Instant } from '@aicmo/core-kernel';
import type { UndoOffer } from '../../contract/undo.ts';
import type { CamTables } from '../db/cam-tables.ts';
import { held } from '../leads/held-rows.ts';
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
  /** It is held until the transaction's end: nobody else undoes it meanwhile. */
  find(tx: Tx, id: string): Promise<UndoRow | undefined>;
  /** Says who takes it back; more is to come. */
  begin(tx: Tx, id: string, by: string): Promise<void>;
  close(tx: Tx, id: string, at: Instant, by: string): Promise<void>;
  /** Acts that are taken back in part only. */
  begun(): Promise<readonly UndoRow[]>;
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
    find: (tx, id) => held(handle.in(tx).selectFrom('camUndo').selectAll().where('id', '=', id), tx).executeTakeFirst(),
    begin: async (tx, id, by) =>
      void (await handle.in(tx).updateTable('camUndo').set({ undoneBy: by }).where('id', '=', id).execute()),
    begun: () =>
      handle.in().selectFrom('camUndo').selectAll().where('undoneAt', 'is', null).where('undoneBy', '<>', '').execute(),
    close: async (tx, id, at, by) => {
      const closed = { undoneAt: at, undoneBy: by };
      await handle.in(tx).updateTable('camUndo').set(closed).where('id', '=', id).execute();
    },
    forgetLeads: async (tx, leadIds) => {
      for (const leadId of leadIds) {
        await handle.in(tx).deleteFrom('camUndo').where('data', 'like', containing(leadId)).execute();
      }
    },
  };
}
