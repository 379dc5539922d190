import * as z from 'zod/mini';
import type { Clock } from '@aicmo/core-kernel';
import { InboundKind } from '../../contract/inbound.ts';
import { correctClass } from '../inbound/correct-class.ts';
import type { EffectDeps } from '../inbound/effects.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { OptOutService } from '../suppression/opt-out-service.ts';
import { changedSince } from '../undo/undo-rules.ts';
import type { Undoer, Undoing } from '../undo/undo-service.ts';
import type { UndoStore } from '../undo/undo-store.ts';
import { InboxChange, subjectOf } from './inbox-change.ts';
import type { InboxStore } from './inbox-store.ts';

interface Deps {
  readonly clock: Clock;
  readonly store: InboxStore;
  readonly records: RecordStore;
  readonly undos: Pick<UndoStore, 'find' | 'close'>;
  /** By the kinds of the acts that went with it. */
  readonly leadUndoers: Readonly<Record<string, Undoer>>;
  readonly effects: EffectDeps;
  readonly optOuts: Pick<OptOutService, 'lift'>;
}

/** Takes an act on a conversation back, with what it did to the lead, if the message still stands as the act left it. */
export function createInboxUndoer(deps: Deps): Undoer {
  return async (undoing) => {
    const { tx, what, by } = undoing;
    const change = z.parse(InboxChange, JSON.parse(undoing.data));
    const row = await deps.store.held(tx, change.inboundId);
    if (!row) throw changedSince(what, 'the message is not there any more');
    if (row.version !== change.version) throw changedSince(what, 'somebody has gone on with this message since');
    if (change.before.waitsSince !== null && (await deps.store.newerWaiting(tx, row)) !== undefined) {
      throw changedSince(what, 'a newer message of the same person waits in its place');
    }
    await undoLead(deps, undoing, change.leadUndoId);
    // What the class did is put back by reading the message as what it was.
    if (change.before.kind !== row.kind) {
      await correctClass(tx, deps.effects, row, z.parse(InboundKind, change.before.kind), by);
    }
    if (change.optOutId !== null) await deps.optOuts.lift(change.optOutId, `Undone: ${what}`, by, tx);
    const state = change.before.state === 'NEW' && row.state !== 'NEW' ? 'OPEN' : change.before.state; // it was opened
    await deps.store.change(tx, row, { ...change.before, state });
    await deps.records.append(tx, [{ ...subjectOf(row), what: `Undone: ${what}`, why: '', actor: by }]);
  };
}

/** The lead's own act may have been taken back on the lead's page already. */
async function undoLead({ undos, leadUndoers, clock }: Deps, { tx, by }: Undoing, id: string | null): Promise<void> {
  if (id === null) return;
  const act = await undos.find(tx, id);
  if (!act || act.undoneAt !== null) return;
  await undos.close(tx, id, clock.now(), by);
  await leadUndoers[act.kind]?.({ tx, what: act.what, data: act.data, by, after: '' });
}
