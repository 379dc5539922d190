import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { defineMigrations } from '@aicmo/core-db';
import { describeEachDialect } from '@aicmo/core-db/testing';
import type { SlowQuery } from './slow-queries.ts';

const cellar = defineMigrations('cellar', [
  {
    name: '2026-01-01-create-bottles',
    up: async ({ schema, columns }) => {
      await schema
        .createTable('cellar_bottle')
        .addColumn('id', columns.id, (column) => column.primaryKey())
        .execute();
    },
  },
]);

describeEachDialect('a slow statement', (dialect) => {
  const watched = async (slowQueryMs: number) => {
    const seen: SlowQuery[] = [];
    const db = await dialect.open([cellar], { slowQueryMs, onSlowQuery: (query) => seen.push(query) });
    return { db, seen, bottles: db.handle<{ cellarBottle: { id: string } }>('cellar') };
  };

  test('is told with its text, time and rows, and without a value, in and out of transactions', async () => {
    const { db, seen, bottles } = await watched(0);
    await bottles
      .in()
      .insertInto('cellarBottle')
      .values([{ id: 's3cret-1' }, { id: 's3cret-2' }])
      .execute();
    await db.transaction(async (tx) => {
      await sql`select id, 's3cret' as word from cellar_bottle where id <> ${'s3cret-9'} or 1 = 2`.execute(
        bottles.in(tx),
      );
      await bottles.insertMany(tx, 'cellarBottle', [{ id: 's3cret-3' }]);
    });
    await expect(bottles.in().insertInto('cellarBottle').values({ id: 's3cret-1' }).execute()).rejects.toMatchObject({
      code: 'db-unique',
    });
    expect(JSON.stringify(seen)).not.toContain('s3cret');
    expect(seen).toContainEqual({
      sql: expect.stringMatching(/^select id, \? as word from cellar_bottle where id <> (\$1|\?) or \? = \?$/),
      parameters: 1,
      durationMs: expect.any(Number),
      rows: 2,
      failed: null,
    });
    expect(seen.at(-1)).toMatchObject({
      sql: expect.stringContaining('"cellar_bottle"'),
      rows: null,
      failed: 'db-unique',
    });
    expect(seen.filter(({ rows, parameters }) => rows === 1 && parameters === 1)).toHaveLength(1);
  });

  test('is not told when it was quick', async () => {
    const { seen, bottles } = await watched(60_000);
    await bottles.in().selectFrom('cellarBottle').selectAll().execute();
    expect(seen).toEqual([]);
  });
});
