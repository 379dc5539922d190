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
  /** Of an act on many: the `next` of the part before; empty at first. */
  readonly after: string;
}

/** What one transaction took back of an act on many, and from where the next one goes on; null: that was all. */
export interface UndonePart {
  readonly restored: number;
  readonly next: string | null;
}

/**
 * Takes one kind of act back, in the caller's transaction, and records it. Throws `changedSince(what, why)` when it finds
 * that somebody went on from where the act left it. Of an act on many it takes back a part at a time, each in a
 * transaction of its own, and never meets what it has taken back again.
 */
export type Undoer = (undoing: Undoing) => Promise<UndonePart | void>;

/** Taking back what was just done. */
export interface UndoService {
  /**
   * Throws `not-found` (`undo-unknown`), `conflict` (`undo-done`, `undo-too-late`, `undo-changed-since`): then nothing
   * has changed. An act on many that could not be taken back to its end goes on from there when it is asked for again.
   */
  undo(undoId: string, by: string): Promise<{ readonly what: string }>;
  /** Goes on with what was broken off half-way by the end of a program. */
  finishBegun(): Promise<void>;
}

interface Deps {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: UndoStore;
  /** By kind. */
  readonly undoers: Readonly<Record<string, Undoer>>;
}

/** Builds the service that takes acts back. */
export function createUndoService(deps: Deps): UndoService {
  const { db, store } = deps;
  const undo: UndoService['undo'] = async (undoId, by) => {
    let [after, restored] = ['', 0];
    for (;;) {
      const from = { after, restored };
      const { what, part } = await db.transaction((tx) => undoPart(deps, tx, undoId, from, by));
      if (part.next === null) return { what };
      [after, restored] = [part.next, restored + part.restored];
    }
  };
  return {
    undo,
    finishBegun: async () => {
      for (const { id, undoneBy } of await store.begun()) await undo(id, undoneBy);
    },
  };
}

/** Where an act on many is to be taken back from, and how much of it was already. */
interface UndoFrom {
  readonly after: string;
  readonly restored: number;
}

const whole: UndonePart = { restored: 1, next: null };

async function undoPart({ clock, store, undoers }: Deps, tx: Tx, undoId: string, from: UndoFrom, by: string) {
  const act = await store.find(tx, undoId);
  if (!act)
    throw notFound({ code: 'undo-unknown', message: 'There is nothing to undo here any more. Reload the page.' });
  const { what, data } = act;
  // Somebody else went on with it, and came to its end.
  if (act.undoneAt !== null && from.after !== '') return { what, part: whole };
  assertUndoable(act, clock.now());
  const undoer = undoers[act.kind];
  if (!undoer) {
    throw internal({ code: 'undo-kind', message: `Found no way to undo “${what}”. Change it by hand.` });
  }
  const part = (await undoer({ tx, what, data, by, after: from.after })) ?? whole;
  const isBegun = from.restored + part.restored > 0 || act.undoneBy !== '';
  if (part.next !== null) {
    if (isBegun) await store.begin(tx, undoId, by);
  } else {
    if (!isBegun) throw changedSince(what, 'every one of them was changed since');
    await store.close(tx, undoId, clock.now(), by);
  }
  return { what, part };
}
