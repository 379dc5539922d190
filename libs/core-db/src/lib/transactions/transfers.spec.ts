import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { isAppError } from '@aicmo/core-kernel';
import { defineMigrations, type Database, type Tx } from '@aicmo/core-db';
import { describeEachDialect } from '@aicmo/core-db/testing';
import type { TransactionOptions } from './run-transaction.ts';

interface BankTables {
  bankAccount: { id: number; cents: number };
  bankTransfer: { id: number; cents: number };
}

const bank = defineMigrations('bank', [
  {
    name: '2026-01-01-create-accounts',
    up: async ({ schema, columns }) => {
      for (const table of ['bank_account', 'bank_transfer']) {
        await schema
          .createTable(table)
          .addColumn('id', columns.integer, (column) => column.primaryKey())
          .addColumn('cents', columns.integer, (column) => column.notNull())
          .execute();
      }
    },
  },
]);

const accounts = 10;
const transfers = 80;
const start = 1000;

/** Numbers below `end` that look accidental and are the same in each run (a linear congruential generator). */
function accidents(seed: number): (end: number) => number {
  let state = seed;
  return (end) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * end);
  };
}

class Trouble extends Error {}

const tables = (db: Database, tx?: Tx) => db.handle<BankTables>('bank').in(tx);
const add = (db: Database, tx: Tx, id: number, cents: number) =>
  tables(db, tx)
    .updateTable('bankAccount')
    .set((e) => ({ cents: e('cents', '+', cents) }))
    .where('id', '=', id)
    .execute();

/** PostgreSQL looks for transactions that wait for each other after a second; here many do. */
const lookSooner = `do $$ begin execute format('alter database %I set deadlock_timeout = ''20ms''', current_database()); end $$`;

/** One transfer, with an accident at any of its steps. */
function transfer(db: Database, id: number, accident: (end: number) => number): Promise<void> {
  const [from, to, cents, what] = [accident(accounts), accident(accounts), accident(50), accident(10)];
  const controller = new AbortController();
  const options: TransactionOptions = {
    mode: accident(3) === 0 ? 'serializable' : 'write',
    retries: 50,
    signal: controller.signal,
    ...(what === 3 && { timeoutMs: 1 + accident(20) }),
  };
  return db.transaction(async (tx) => {
    await add(db, tx, from, -cents);
    if (what === 0) throw new Trouble();
    if (what === 1) controller.abort();
    // A part that fails alone leaves nothing, whether it took money or gave some.
    const part = db.savepoint(tx, async (inner) => {
      await add(db, inner, to, cents * 7);
      if (what === 2) await tables(db, inner).insertInto('bankAccount').values({ id: to, cents: 0 }).execute();
      throw new Trouble();
    });
    await part.catch(() => undefined);
    await add(db, tx, to, cents);
    // The first statement that fails outside of a savepoint takes everything with it, although nobody looks.
    if (what === 4)
      await tables(db, tx)
        .insertInto('bankAccount')
        .values({ id: to, cents: 0 })
        .execute()
        .catch(() => undefined);
    await tables(db, tx).insertInto('bankTransfer').values({ id, cents }).execute();
  }, options);
}

describeEachDialect('many transfers at once', (dialect) => {
  test.each([1, 2])(
    'neither make money nor lose any, whatever fails, and each is told as it went (seed %i)',
    async (seed) => {
      const url = await dialect.url();
      const first = await dialect.open([bank], { url });
      if (dialect.name === 'postgres') await sql.raw(lookSooner).execute(tables(first));
      const houses = [await dialect.open([], { url, poolSize: 4 }), await dialect.open([], { url, poolSize: 4 })];
      const [db] = houses;
      if (!db) throw new Error('no database');
      await tables(db)
        .insertInto('bankAccount')
        .values(Array.from({ length: accounts }, (_unused, id) => ({ id, cents: start })))
        .execute();
      const accident = accidents(seed);
      const told = await Promise.all(
        Array.from({ length: transfers }, (_unused, id) =>
          transfer(houses[id % 2] ?? db, id, accident).then(
            () => ({ id, kept: true }),
            (error: unknown) => {
              if (!(error instanceof Trouble) && !isAppError(error)) throw error;
              return { id, kept: false };
            },
          ),
        ),
      );
      const rows = await tables(db).selectFrom('bankTransfer').select('id').orderBy('id').execute();
      expect(rows.map(({ id }) => id)).toEqual(told.filter(({ kept }) => kept).map(({ id }) => id));
      expect(rows.length).toBeGreaterThan(transfers / 4);
      expect(rows.length).toBeLessThan(transfers);
      const sum = await sql<{ all: number }>`select sum(cents) as "all" from bank_account`.execute(tables(db));
      expect(sum.rows).toEqual([{ all: accounts * start }]);
    },
  );
});
