import { describe, expect, test } from '@jest/globals';
import { defineMigrations } from './define-migrations.ts';
import { openScratchDatabase } from './open-scratch-database.ts';

interface Tables {
  toolBox: { id: string; name: string };
}

const migrations = defineMigrations('tool', [
  {
    name: '2026-11-22-create-boxes',
    up: async ({ schema, columns, run }) => {
      const { sql } = await import('kysely');
      await schema
        .createTable('tool_box')
        .addColumn('id', columns.id, (column) => column.primaryKey())
        .addColumn('name', columns.text, (column) => column.notNull())
        .execute();
      await run(sql`insert into tool_box (id, name) values ('a', 'made by the migration')`);
    },
    data: { version: 1, run: () => Promise.reject(new Error('there are no rows to look at')) },
  },
]);

describe('a database to try something out on', () => {
  test('has the tables, what the migrations insert, and all-or-nothing transactions; two know nothing of each other', async () => {
    const [one, other] = await Promise.all([openScratchDatabase([migrations]), openScratchDatabase([migrations])]);
    const names = async (db: typeof one) =>
      (await db.handle<Tables>('tool').in().selectFrom('toolBox').select('name').orderBy('id').execute()).map(
        ({ name }) => name,
      );
    await one.transaction(async (tx) => {
      await one.handle<Tables>('tool').insertMany(tx, 'toolBox', [{ id: 'b', name: 'mine' }]);
    });
    await expect(
      one.transaction(async (tx) => {
        await one.handle<Tables>('tool').in(tx).deleteFrom('toolBox').execute();
        throw new Error('not after all');
      }),
    ).rejects.toThrow('not after all');
    expect(await names(one)).toEqual(['made by the migration', 'mine']);
    expect(await names(other)).toEqual(['made by the migration']);
    await Promise.all([one.close(), other.close()]);
    await expect(names(one)).rejects.toMatchObject({ code: 'db-closed' });
  });
});
