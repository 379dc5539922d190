import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { defineMigrations, type Database, type OpenOptions, type Tx } from '../../index.ts';

interface TillTables {
  tillCoin: { id: string; amount: number };
}

const till = defineMigrations('till', [
  {
    name: '2026-01-01-create-coins',
    up: async ({ schema, columns }) => {
      await schema
        .createTable('till_coin')
        .addColumn('id', columns.id, (column) => column.primaryKey())
        .addColumn('amount', columns.integer, (column) => column.notNull())
        .execute();
    },
  },
]);

const coins = (db: Database, tx?: Tx) => db.handle<TillTables>('till').in(tx);
const put = (db: Database, id: string, amount = 1, tx?: Tx) =>
  coins(db, tx).insertInto('tillCoin').values({ id, amount }).execute();
const ids = async (db: Database, tx?: Tx) =>
  (await coins(db, tx).selectFrom('tillCoin').select('id').orderBy('id').execute()).map((row) => row.id);
const ask = async (db: Database, text: string, tx: Tx) => (await sql.raw(text).execute(coins(db, tx))).rows;
/** Resolves when as many have called it as are expected. */
function meeting(expected: number): () => Promise<void> {
  let here = 0;
  let open = (): void => undefined;
  const all = new Promise<void>((resolve) => (open = resolve));
  return () => {
    here += 1;
    if (here >= expected) open();
    return all;
  };
}
const never = (): Promise<never> => new Promise(() => undefined);

describeEachDialect('a transaction', (dialect) => {
  const two = async (options: OpenOptions = {}): Promise<readonly [Database, Database]> => {
    const url = await dialect.url();
    return [await dialect.open([till], { url, ...options }), await dialect.open([till], { url })];
  };

  test('that reads sees one moment, and refuses to write', async () => {
    const [db, other] = await two();
    await put(db, 'a');
    await db.transaction(
      async (tx) => {
        expect(await ids(db, tx)).toEqual(['a']);
        await put(other, 'b');
        expect(await ids(db, tx)).toEqual(['a']);
      },
      { mode: 'read' },
    );
    expect(await ids(db)).toEqual(['a', 'b']);
    await expect(db.transaction((tx) => put(db, 'c', 1, tx), { mode: 'read' })).rejects.toMatchObject({
      kind: 'internal',
      code: 'db-read-only',
      message: expect.stringContaining("Begin it with the mode 'write'"),
    });
    await db.transaction((tx) => put(db, 'd', 1, tx));
    expect(await ids(db)).toEqual(['a', 'b', 'd']);
  });

  test('that is serializable does as if it were alone, called again where it had to give way', async () => {
    const [db, other] = await two();
    await put(db, 'start', 10);
    let calls = 0;
    const addAll = (on: Database, id: string) =>
      on.transaction(
        async (tx) => {
          calls += 1;
          const rows = await coins(on, tx).selectFrom('tillCoin').select('amount').execute();
          await put(
            on,
            id,
            rows.reduce((sum, row) => sum + row.amount, 0),
            tx,
          );
        },
        { mode: 'serializable', retries: 20 },
      );
    await Promise.all([addAll(db, 'x'), addAll(other, 'y'), addAll(db, 'z'), addAll(other, 'zz')]);
    const amounts = (await coins(db).selectFrom('tillCoin').select('amount').orderBy('amount').execute()).map(
      (r) => r.amount,
    );
    expect(amounts).toEqual([10, 10, 20, 40, 80]);
    expect(calls).toBeGreaterThanOrEqual(4);
  });

  test('that blocks another one which blocks it is solved by itself', async () => {
    const [db, other] = await two();
    await put(db, 'a', 0);
    await put(db, 'b', 0);
    const both = meeting(dialect.name === 'postgres' ? 2 : 1);
    const add = (on: Database, first: string, second: string) =>
      on.transaction(async (tx) => {
        for (const id of [first, second]) {
          await coins(on, tx)
            .updateTable('tillCoin')
            .set((e) => ({ amount: e('amount', '+', 1) }))
            .where('id', '=', id)
            .execute();
          await both();
        }
      });
    await Promise.all([add(db, 'a', 'b'), add(other, 'b', 'a')]);
    expect(await coins(db).selectFrom('tillCoin').select('amount').execute()).toEqual([{ amount: 2 }, { amount: 2 }]);
  });

  test('gives its own error out, although the roll-back failed too', async () => {
    const [db] = await two();
    const end = { sqlite: 'rollback', postgres: 'select pg_terminate_backend(pg_backend_pid())' }[dialect.name];
    const failing = db.transaction(async (tx) => {
      await put(db, 'a', 1, tx);
      await ask(db, end, tx).catch(() => undefined);
      throw new Error('the lights went out');
    });
    await expect(failing).rejects.toThrow('the lights went out');
    expect(await ids(db)).toEqual([]);
  });

  test('keeps nothing after a statement that failed, whoever caught the error', async () => {
    const [db] = await two();
    const going = db.transaction(async (tx) => {
      await put(db, 'a', 1, tx);
      await put(db, 'a', 1, tx).catch(() => undefined);
      await put(db, 'b', 1, tx);
    });
    await expect(going).rejects.toMatchObject({ code: 'db-transaction-failed', details: { first: 'db-unique' } });
    const ending = db.transaction(async (tx) => {
      await put(db, 'a', 1, tx);
      await put(db, 'a', 1, tx).catch(() => undefined);
    });
    await expect(ending).rejects.toMatchObject({ code: 'db-transaction-failed', cause: { code: 'db-unique' } });
    expect(await ids(db)).toEqual([]);
  });

  test('lets a part fail alone behind a savepoint, also one within the other', async () => {
    const [db] = await two();
    const result = await db.transaction(async (tx) => {
      await put(db, 'a', 1, tx);
      const failed = db.savepoint(tx, async (inner) => {
        await put(db, 'b', 1, inner);
        await db.savepoint(inner, (deeper) => put(db, 'c', 1, deeper));
        await put(db, 'a', 1, inner);
      });
      await expect(failed).rejects.toMatchObject({ code: 'db-unique' });
      return db.savepoint(tx, async (inner) => {
        await put(db, 'd', 1, inner);
        await db
          .savepoint(inner, async (deeper) => {
            await put(db, 'e', 1, deeper);
            throw new Error('not this');
          })
          .catch(() => undefined);
        return 'done';
      });
    });
    expect(result).toBe('done');
    expect(await ids(db)).toEqual(['a', 'd']);
  });

  test('is not used around its savepoint, nor the savepoint after its end', async () => {
    const [db] = await two();
    await db.transaction(async (tx) => {
      const kept = await db.savepoint(tx, async (inner) => {
        await expect(put(db, 'a', 1, tx)).rejects.toMatchObject({ code: 'db-savepoint-open' });
        return inner;
      });
      expect(() => coins(db, kept)).toThrow(expect.objectContaining({ code: 'db-transaction-over' }));
      await put(db, 'b', 1, tx);
    });
    expect(await ids(db)).toEqual(['b']);
  });

  test('never lets a statement run after its end, and no other be begun inside', async () => {
    const [db] = await two();
    const over = Promise.withResolvers<void>();
    let late: Promise<unknown> = Promise.resolve();
    const kept = await db.transaction(async (tx) => {
      late = over.promise
        .then(() => put(db, 'a', 1, tx))
        .then(
          () => 'kept',
          (error: unknown) => error,
        );
      return coins(db, tx);
    });
    over.resolve();
    expect(await late).toMatchObject({ code: 'db-transaction-over' });
    await expect(kept.insertInto('tillCoin').values({ id: 'b', amount: 1 }).execute()).rejects.toMatchObject({
      code: 'db-transaction-over',
    });
    await expect(kept.transaction().execute(async () => 1)).rejects.toMatchObject({ code: 'db-nested-transaction' });
    expect(await ids(db)).toEqual([]);
  });

  test('that does nothing for too long is rolled back, so that others go on', async () => {
    const [db, other] = await two({ idleInTransactionMs: 300 });
    let others: Promise<unknown> = Promise.resolve();
    const sleeping = db.transaction(async (tx) => {
      await put(db, 'a', 1, tx);
      // Both write the same row: this comes only when the sleeper was ended.
      others = put(other, 'a', 2);
      await others;
      await put(db, 'b', 1, tx);
    });
    await expect(sleeping).rejects.toMatchObject({ code: 'db-idle-in-transaction', details: { idleMs: 300 } });
    await others;
    expect(await coins(db).selectFrom('tillCoin').selectAll().execute()).toEqual([{ id: 'a', amount: 2 }]);
  });

  test('ends when its time is over, in the middle of its work or while it waits for others', async () => {
    const [db, other] = await two();
    await expect(
      db.transaction(
        async (tx) => {
          await put(db, 'a', 1, tx);
          return never();
        },
        { timeoutMs: 50 },
      ),
    ).rejects.toMatchObject({ kind: 'unavailable', code: 'db-timeout', details: { timeoutMs: 50 } });
    await put(other, 'a', 2);
    const holding = meeting(2);
    let holds = (): void => undefined;
    const held = new Promise<void>((resolve) => (holds = resolve));
    const holder = db.transaction(async (tx) => {
      await put(db, 'x', 1, tx);
      holds();
      await holding();
    });
    await held;
    await expect(other.transaction((tx) => put(other, 'x', 2, tx), { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'db-timeout',
    });
    await holding();
    await holder;
    expect(await coins(db).selectFrom('tillCoin').selectAll().orderBy('id').execute()).toEqual([
      { id: 'a', amount: 2 },
      { id: 'x', amount: 1 },
    ]);
  });

  test('is given up by a signal, before it begins and in the middle', async () => {
    const [db] = await two();
    const early = db.transaction((tx) => put(db, 'a', 1, tx), { signal: AbortSignal.abort('no') });
    await expect(early).rejects.toMatchObject({ code: 'db-aborted', cause: 'no' });
    const controller = new AbortController();
    const middle = db.transaction(
      async (tx) => {
        await put(db, 'a', 1, tx);
        controller.abort('changed my mind');
        return never();
      },
      { signal: controller.signal },
    );
    await expect(middle).rejects.toMatchObject({ code: 'db-aborted', cause: 'changed my mind' });
    expect(await ids(db)).toEqual([]);
  });

  test('that is durable waits for the disk, and the next one does not', async () => {
    const url = await dialect.url();
    const first = await dialect.open([till], { url });
    if (dialect.name === 'postgres') {
      const off = `do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$`;
      await first.transaction((tx) => ask(first, off, tx));
    }
    const db = await dialect.open([], { url });
    const setting = { sqlite: 'pragma synchronous', postgres: 'show synchronous_commit' }[dialect.name];
    const inTurn: unknown[] = [];
    for (const durable of [true, false]) {
      await db.transaction(async (tx) => inTurn.push(...(await ask(db, setting, tx))), { durable });
    }
    expect(inTurn).toEqual(
      dialect.name === 'sqlite'
        ? [{ synchronous: 2 }, { synchronous: 1 }]
        : [{ synchronousCommit: 'on' }, { synchronousCommit: 'off' }],
    );
  });

  test('is waited for by closing, and what is asked later is refused', async () => {
    const [db, other] = await two();
    const closing = meeting(2);
    const work = db.transaction(async (tx) => {
      await closing();
      await put(db, 'a', 1, tx);
    });
    const closed = db.close();
    await expect(put(db, 'b')).rejects.toMatchObject({ kind: 'unavailable', code: 'db-closed' });
    await closing();
    await work;
    await closed;
    expect(await ids(other)).toEqual(['a']);
    const inside = other.transaction(async () => other.close());
    await expect(inside).rejects.toMatchObject({ code: 'db-outside-transaction' });
  });

  test('reads many rows one by one; others are not stopped by it, and itself does nothing else meanwhile', async () => {
    const [db] = await two();
    await db.transaction(async (tx) => {
      const many = Array.from({ length: 1200 }, (_unused, index) => ({ id: `c${index}`, amount: index }));
      await db.handle<TillTables>('till').insertMany(tx, 'tillCoin', many);
      let read = 0;
      for await (const row of coins(db, tx).selectFrom('tillCoin').selectAll().stream()) {
        if (read === 0) await expect(put(db, 'n', 1, tx)).rejects.toMatchObject({ code: 'db-stream-open' });
        read += row.amount >= 0 ? 1 : 0;
      }
      expect(read).toBe(1200);
      await put(db, 'last', 1, tx);
    });
    let outside = 0;
    for await (const row of coins(db).selectFrom('tillCoin').select('id').stream()) {
      if (outside < 3) await put(db, `${row.id}-again`);
      outside += 1;
    }
    expect(outside).toBe(1201);
    expect(await ids(db)).toHaveLength(1204);
  });
});
