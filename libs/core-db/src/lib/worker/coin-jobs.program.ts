import { invalid } from '@aicmo/core-kernel';
import type { DatabaseJob } from './create-database-worker.ts';
import { serveDatabaseJobs } from './serve-database-jobs.ts';

interface TillTables {
  tillCoin: { id: string; amount: number };
}

interface Filling {
  readonly batches: number;
  readonly rows: number;
  /** Whether it tells how far it is. */
  readonly tells?: boolean;
}

/** Inserts rows in transactions; gives how many. */
const fill: DatabaseJob<Filling, number> = async ({ db, signal, progress }, { batches, rows, tells = false }) => {
  const coins = db.handle<TillTables>('till');
  for (let batch = 0; batch < batches; batch += 1) {
    const many = Array.from({ length: rows }, (_unused, index) => ({ id: `${batch}-${index}`, amount: index }));
    await db.transaction((tx) => coins.insertMany(tx, 'tillCoin', many), { signal });
    if (tells) await progress({ batch });
  }
  return batches * rows;
};

/** Fails with an error of the driver's. */
const insertTwice: DatabaseJob<string> = async ({ db }, id) => {
  const coins = db.handle<TillTables>('till');
  await coins.in().insertInto('tillCoin').values({ id, amount: 1 }).execute();
  await coins.in().insertInto('tillCoin').values({ id, amount: 1 }).execute();
};

/** Fails with an error of ours whose details cannot all be copied. */
const refuse: DatabaseJob<null> = async () => {
  throw invalid({
    code: 'test-refused',
    message: 'No.',
    details: { limit: 3, how: () => 1 },
    cause: new TypeError('why'),
  });
};

/** Commits something, and ends its thread. */
const die: DatabaseJob<string> = async ({ db }, id) => {
  await db.handle<TillTables>('till').in().insertInto('tillCoin').values({ id, amount: 1 }).execute();
  process.exit(7);
};

/** The jobs of a till, for the spec of the worker. */
export const coinJobs = { fill, insertTwice, refuse, die };

serveDatabaseJobs(coinJobs);
