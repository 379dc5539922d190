import type { Database, Tx } from '@aicmo/core-db';
import type { CamTables } from '../lib/db/cam-tables.ts';

/** Begins `second` in the middle of the transaction of `first`, and gives it time to come as far as it can. */
export async function inTheMiddle<Result>(
  db: Database,
  second: () => Promise<Result>,
  first: (tx: Tx, middle: () => Promise<void>) => Promise<unknown>,
): Promise<Result> {
  const reached = Promise.withResolvers<void>();
  // Begun outside of the transaction: it is somebody else's.
  const others = reached.promise.then(second);
  await db.transaction(async (tx) => {
    await first(tx, async () => {
      reached.resolve();
      const handle = db.handle<CamTables>('cam');
      for (let turn = 0; turn < 300; turn += 1) await handle.in(tx).selectFrom('camSecret').selectAll().execute();
    });
  });
  return others;
}
