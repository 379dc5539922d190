import type { Tx } from '@aicmo/core-db';
import { internal } from '@aicmo/core-kernel';
import type { ImportUndo, ImportUndoPlan, StayingLead } from '../../contract/lead-import.ts';
import type { ImportBatchRow, LeadRow } from '../db/cam-tables.ts';
import type { ImportTouchRow } from '../db/import-tables.ts';
import { leadOf, searchTextOf, sortColumnsOf } from '../leads/lead-row.ts';
import type { ImportHouse } from './import-house.ts';
import { touchBack, whyItStays } from './undo-rules.ts';
import { createImportUndoStore, type ImportUndoStore } from './undo-store.ts';

/** Which import is taken back. */
export interface UndoTask {
  readonly batchId: string;
  readonly by: string;
}

/** Told after each transaction. */
export interface UndoTools {
  readonly progress: (done: ImportUndo) => Promise<void>;
}

const leadsAtOnce = 200;
const stayingShown = 100;

/** What an undo would do; nothing is changed. */
export async function planUndo(
  house: ImportHouse,
  { batchId }: UndoTask,
  breathe: () => Promise<void>,
): Promise<ImportUndoPlan> {
  const store = createImportUndoStore(house.handle);
  const batch = await batchFor(house, batchId);
  const plan = { removes: 0, restores: 0, keeps: 0 };
  const staying: StayingLead[] = [];
  for await (const leads of leadsOf(store, batchId)) {
    const why = await staysAmong(store, batch, leads);
    plan.removes += leads.length - why.size;
    plan.keeps += why.size;
    for (const lead of leads) {
      const reason = why.get(lead.id);
      if (reason !== undefined && staying.length < stayingShown)
        staying.push({ leadId: lead.id, name: leadOf(lead).name, why: reason });
    }
    await breathe();
  }
  const restored = new Set<string>();
  for await (const touches of touchesOf(store, batchId))
    for (const { leadId, before } of touches) if (before !== '{}') restored.add(leadId);
  return { ...plan, restores: restored.size, staying };
}

/**
 * Takes an import back, a few hundred leads a transaction: those that it made go with everything that hangs on them,
 * values that it merged into others go back where nobody changed them since, and whoever was contacted or worked on
 * stays. Broken off, it goes on where it was.
 */
export async function undoImport(house: ImportHouse, task: UndoTask, { progress }: UndoTools): Promise<ImportUndo> {
  const store = createImportUndoStore(house.handle);
  const batch = await batchFor(house, task.batchId);
  // What was counted before a crash was committed with it.
  let done = undoOf(batch) ?? {
    ...{ by: task.by, startedAt: house.clock.now(), endedAt: null, removed: 0, restored: 0, kept: 0 },
  };
  const tell = async (gain: Partial<ImportUndo>): Promise<void> => {
    done = { ...done, ...gain };
    await progress(done);
  };
  for await (const touches of touchesOf(store, batch.id)) {
    await tell({ restored: done.restored + (await giveBack(house, store, batch, touches, done)) });
  }
  let kept = 0;
  for await (const leads of leadsOf(store, batch.id)) {
    const gone = await remove(house, store, batch, leads, done);
    kept += leads.length - gone;
    await tell({ removed: done.removed + gone, kept });
  }
  return done;
}

async function batchFor({ batches }: ImportHouse, batchId: string): Promise<ImportBatchRow> {
  const batch = await batches.find(batchId);
  if (batch) return batch;
  throw internal({ code: 'import-unknown', message: 'There is no such import. Choose one from the list.' });
}

const undoOf = ({ undo }: ImportBatchRow): ImportUndo | null =>
  undo === null ? null : (JSON.parse(undo) as ImportUndo); // written by this library only

async function* leadsOf(store: ImportUndoStore, batchId: string): AsyncGenerator<readonly LeadRow[]> {
  for (let after = -1; ;) {
    const leads = await store.leadsOf(batchId, after, leadsAtOnce);
    if (leads.length === 0) return;
    after = leads.at(-1)?.batchRow ?? Number.MAX_SAFE_INTEGER;
    yield leads;
  }
}

async function* touchesOf(store: ImportUndoStore, batchId: string): AsyncGenerator<readonly ImportTouchRow[]> {
  for (let below = Number.MAX_SAFE_INTEGER; ;) {
    const touches = await store.touchesOf(batchId, below, leadsAtOnce);
    if (touches.length === 0) return;
    below = touches.at(-1)?.rowNumber ?? 0;
    yield touches;
  }
}

/** Those of these leads that stay, with the reason. */
async function staysAmong(
  store: ImportUndoStore,
  batch: ImportBatchRow,
  leads: readonly LeadRow[],
  tx?: Tx,
): Promise<ReadonlyMap<string, string>> {
  const ids = leads.map(({ id }) => id);
  const facts = {
    contacted: await store.contacted(ids, tx),
    workedOn: await store.workedOn(ids, batch.endedAt ?? batch.heartbeatAt, tx),
    inOtherFiles: await store.inOtherFiles(ids, batch.id, tx),
    merged: await store.merged(ids, tx),
  };
  const why = new Map<string, string>();
  for (const lead of leads) {
    const reason = whyItStays(lead, facts);
    if (reason !== null) why.set(lead.id, reason);
  }
  return why;
}

/** Whoever was written to or worked on until this moment stays. Gives how many are gone. */
async function remove(
  { db, batches, leads }: ImportHouse,
  store: ImportUndoStore,
  batch: ImportBatchRow,
  all: readonly LeadRow[],
  done: ImportUndo,
): Promise<number> {
  return db.transaction(async (tx) => {
    const rows = await leads.rows(
      all.map(({ id }) => id),
      tx,
    );
    if (rows.length === 0) return 0;
    const why = await staysAmong(store, batch, rows, tx);
    const ids = rows.flatMap(({ id }) => (why.has(id) ? [] : [id]));
    if (ids.length === 0) return 0;
    await store.removeBelongings(tx, ids);
    await leads.deleteMany(tx, ids);
    await batches.update(tx, batch.id, {
      undo: JSON.stringify({ ...done, removed: done.removed + ids.length }),
    });
    return ids.length;
  });
}

/** Gives how many have values of before again. */
async function giveBack(
  { db, clock, batches, leads, load, scores, campaigns }: ImportHouse,
  store: ImportUndoStore,
  batch: ImportBatchRow,
  touches: readonly ImportTouchRow[],
  done: ImportUndo,
): Promise<number> {
  return db.transaction(async (tx) => {
    const stored = await load.rows(tx, [...new Set(touches.map(({ leadId }) => leadId))]);
    const rows = new Map(stored.filter(({ batchId }) => batchId !== batch.id).map((row) => [row.id, row]));
    const changed = new Set<string>();
    for (const touch of touches) {
      const lead = rows.get(touch.leadId);
      if (!lead) continue;
      const { change, identities } = touchBack(lead, touch);
      await store.removeIdentities(tx, lead.id, identities);
      if (Object.keys(change).length === 0) continue;
      rows.set(lead.id, { ...lead, ...change });
      changed.add(lead.id);
    }
    await store.removeEnrolments(tx, batch.id, [...rows.keys()]);
    for (const id of changed) {
      const row = rows.get(id);
      if (!row) continue;
      const campaign = row.campaignId === null ? null : ((await campaigns.find(row.campaignId, tx)) ?? null);
      const scorer = await scores.scorerFor(row.clientId, campaign, tx);
      const derived = { searchText: searchTextOf(row), ...sortColumnsOf(row), ...scorer.score(row) };
      await leads.update(tx, id, { ...row, ...derived, scoredAt: clock.now(), updatedAt: clock.now() });
    }
    const restored = changed.size;
    await store.removeTouches(
      tx,
      batch.id,
      touches.map(({ rowNumber }) => rowNumber),
    );
    await batches.update(tx, batch.id, { undo: JSON.stringify({ ...done, restored: done.restored + restored }) });
    return restored;
  });
}
