import { afterEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { defineMigrations, type SlowQuery } from '@aicmo/core-db';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { coinJobs } from './coin-jobs.program.ts';
import { createDatabaseWorker, type DatabaseWorker } from './create-database-worker.ts';

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

const workers: DatabaseWorker<typeof coinJobs>[] = [];
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.close();
});

/** How often the loop of this thread came round while something ran. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let isOver = false;
  const count = (): void => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  await work;
  isOver = true;
  return turns;
}

describeEachDialect('bulk work in a thread', (dialect) => {
  const start = async (open = {}) => {
    const url = await dialect.url();
    const db = await dialect.open([till], { url });
    const worker = createDatabaseWorker<typeof coinJobs>({
      url,
      program: new URL('./coin-jobs.program.ts', import.meta.url),
      open,
    });
    workers.push(worker);
    const count = async () =>
      (await sql<{ n: number }>`select count(*) as n from till_coin`.execute(db.handle('till').in())).rows[0]?.n;
    return { db, worker, count };
  };

  test('leaves this thread free, which in its own place it would block', async () => {
    const { db, worker, count } = await start();
    const given = { batches: 20, rows: 500 };
    const inWorker = await turnsDuring(worker.run('fill', given));
    expect(await count()).toBe(10_000);
    await sql`delete from till_coin`.execute(db.handle('till').in());
    const house = { db, signal: new AbortController().signal, progress: async () => undefined };
    const here = await turnsDuring(coinJobs.fill(house, given));
    expect(await count()).toBe(10_000);
    // On SQLite nothing comes between two statements here; with a server the waiting for it is free.
    if (dialect.name === 'sqlite') expect(here).toBeLessThanOrEqual(2 * given.batches);
    expect(inWorker).toBeGreaterThan(5 * given.batches);
  });

  test('tells how far it is, in order, while this thread writes into the same database', async () => {
    const { db, worker, count } = await start();
    const told: unknown[] = [];
    const writes: Promise<unknown>[] = [];
    const result = await worker.run(
      'fill',
      { batches: 5, rows: 200, tells: true },
      {
        onProgress: (progress) => {
          told.push(progress);
          writes.push(sql`insert into till_coin values (${`mine-${told.length}`}, 1)`.execute(db.handle('till').in()));
        },
      },
    );
    await Promise.all(writes);
    expect(result).toBe(1000);
    expect(told).toEqual([0, 1, 2, 3, 4].map((batch) => ({ batch })));
    expect(await count()).toBe(1005);
  });

  test('is cancelled between two transactions, and keeps what it had committed', async () => {
    const { worker, count } = await start();
    const controller = new AbortController();
    const cancelled = worker.run(
      'fill',
      { batches: 100_000, rows: 10, tells: true },
      {
        signal: controller.signal,
        onProgress: () => controller.abort(),
      },
    );
    await expect(cancelled).rejects.toMatchObject({ code: expect.stringMatching(/^db-job-cancelled$|^db-aborted$/) });
    const kept = (await count()) ?? 0;
    expect(kept).toBeGreaterThan(0);
    expect(kept % 10).toBe(0);
    expect(await worker.run('fill', { batches: 0, rows: 0 })).toBe(0);
  });

  test('gives its errors back whole, with kind, code, details and causes', async () => {
    const { worker } = await start();
    await expect(worker.run('insertTwice', 'a')).rejects.toMatchObject({
      name: 'AppError',
      kind: 'conflict',
      code: 'db-unique',
      details: { table: 'till_coin', columns: ['id'] },
      stack: expect.stringContaining('driver-errors.ts'),
      cause: { code: expect.stringMatching(/^SQLITE_CONSTRAINT|^23505$/) },
    });
    await expect(worker.run('refuse', null)).rejects.toMatchObject({
      kind: 'invalid',
      code: 'test-refused',
      message: 'No.',
      details: { limit: 3 },
      cause: { name: 'TypeError', message: 'why' },
    });
  });

  test('refuses input that cannot be copied, and a job that is none', async () => {
    const { worker } = await start();
    const uncopiable = { batches: 1, rows: 1, tells: (() => true) as never };
    await expect(worker.run('fill', uncopiable)).rejects.toMatchObject({ kind: 'invalid', code: 'db-worker-input' });
    await expect(worker.run('toString' as 'fill', { batches: 1, rows: 1 })).rejects.toMatchObject({
      code: 'db-worker-no-job',
      message: expect.stringContaining('fill'),
    });
  });

  test('that ends its thread is told, and the next job gets a new one', async () => {
    const { worker, count } = await start();
    await expect(worker.run('die', 'last words')).rejects.toMatchObject({
      kind: 'internal',
      code: 'db-worker-died',
      message: expect.stringContaining('status 7'),
    });
    expect(await count()).toBe(1);
    expect(await worker.run('fill', { batches: 1, rows: 3 })).toBe(3);
  });

  test('is waited for by closing, and what is asked later is refused; its slow statements are told here', async () => {
    const slow: SlowQuery[] = [];
    const { worker, count } = await start({ slowQueryMs: 0, onSlowQuery: (query: SlowQuery) => slow.push(query) });
    const running = worker.run('fill', { batches: 3, rows: 10 });
    const closed = worker.close();
    await expect(worker.run('fill', { batches: 1, rows: 1 })).rejects.toMatchObject({ code: 'db-worker-closed' });
    expect(await running).toBe(30);
    await closed;
    expect(await count()).toBe(30);
    expect(slow.length).toBeGreaterThan(0);
  });
});
