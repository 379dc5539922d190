import type { Database, Tx } from '@aicmo/core-db';
import { internal, notFound, type Clock } from '@aicmo/core-kernel';
import { assertUndoable, changedSince } from './undo-rules.ts';
import type { UndoStore } from './undo-store.ts';

/** An act that is being taken back. */
export interface Undoing {
  readonly tx: Tx;
  /** What the act said that it did. */
  readonly what: string;
  /** The act's data, as text: parse it with a schema. */
  readonly data: string;
  readonly by: string;
}

/**
 * Takes one kind of act back, in the caller's transaction, and records it. Throws `changedSince(what, why)` when it finds
 * that somebody went on from where the act left it.
 */
export type Undoer = (undoing: Undoing) => Promise<void>;

/** Taking back what was just done. */
export interface UndoService {
  /**
   * Throws `not-found` (`undo-unknown`), `conflict` (`undo-done`, `undo-too-late`, `undo-changed-since`): then nothing
   * has changed.
   */
  undo(undoId: string, by: string): Promise<{ readonly what: string }>;
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: UndoStore;
  /** By kind. */
  readonly undoers: Readonly<Record<string, Undoer>>;
}

/** Builds the service that takes acts back. */
export function createUndoService({ db, clock, store, undoers }: Deps): UndoService {
  return {
    undo: (undoId, by) =>
      db.transaction(async (tx) => {
        const act = await store.find(tx, undoId);
        if (!act) {
          throw notFound({ code: 'undo-unknown', message: 'There is nothing to undo here any more. Reload the page.' });
        }
        assertUndoable(act, clock.now());
        const undoer = undoers[act.kind];
        if (!undoer) {
          throw internal({ code: 'undo-kind', message: `Found no way to undo “${act.what}”. Change it by hand.` });
        }
        if (!(await store.close(tx, undoId, clock.now(), by))) {
          throw changedSince(act.what, 'somebody else is undoing it right now');
        }
        await undoer({ tx, what: act.what, data: act.data, by });
        return { what: act.what };
      }),
  };
}
