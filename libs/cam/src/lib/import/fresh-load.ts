import { deferIndexes, restoreIndexes } from '@aicmo/core-db';
import type { ImportBatchRow } from '../db/cam-tables.ts';
import type { ImportHouse } from './import-house.ts';

/** The tables whose indexes are built at the end, when they can be filled in order. */
const tables = ['cam_lead', 'cam_enrolment', 'cam_identity'];
/** Indexes over the few leads that wait for somebody, or were taken over. */
const overFew = [
  'cam_lead_absorbed',
  ...['review', 'address', 'company'].flatMap((why) => [`cam_lead_queue_${why}`, `cam_lead_queue_${why}_of_client`]),
];
const kinds = ['email', 'linkedin', 'phone'] as const;

/**
 * Prepares a workspace without leads for a whole list at full pace. From here to {@link finishLoad} lists are slow and
 * identities, counts and search are not complete; the batch says so (`FRESH`), and whoever takes it up makes it whole.
 */
export async function beginLoad({ db, batches }: ImportHouse, batch: ImportBatchRow): Promise<ImportBatchRow> {
  await db.transaction((tx) => batches.update(tx, batch.id, { loadMode: 'FRESH' }));
  await deferIndexes(db, tables, overFew);
  return { ...batch, loadMode: 'FRESH' };
}

/** Makes what can be made of the leads themselves: identities, indexes, counts, search. Taken up again, it goes on. */
export async function finishLoad(
  { db, clock, batches, load, leads }: ImportHouse,
  batch: ImportBatchRow,
  progress: (batch: ImportBatchRow) => Promise<void> = async () => undefined,
): Promise<ImportBatchRow> {
  const alive = async (): Promise<void> => {
    await db.transaction((tx) => batches.update(tx, batch.id, { heartbeatAt: clock.now() }));
    await progress(batch);
  };
  for (const kind of kinds) {
    await db.transaction((tx) => load.buildIdentities(tx, batch.id, kind));
    await alive();
  }
  await restoreIndexes(db, { onIndex: alive });
  await db.transaction((tx) => leads.rebuildCounts(tx));
  await db.transaction((tx) => batches.update(tx, batch.id, { loadMode: 'STEP' }));
  return { ...batch, loadMode: 'STEP' };
}
