import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import {
  bootstrapDatabaseSchema,
  deferIndexes,
  defineMigrations,
  openTextFinder,
  restoreIndexes,
  verifySchema,
  type Database,
} from '@aicmo/core-db';
import { describeEachDialect } from '@aicmo/core-db/testing';

const migrations = [
  defineMigrations('shelf', [
    {
      name: '2026-01-01-create-books',
      up: async ({ schema, columns, textIndex }) => {
        const table = schema.createTable('shelf_book').addColumn('id', columns.id, (column) => column.primaryKey());
        await table
          .addColumn('mark', columns.text, (column) => column.unique())
          .addColumn('title', columns.text)
          .addColumn('pages', columns.integer)
          .execute();
        await schema.createIndex('shelf_book_by_title').on('shelf_book').columns(['title', 'id']).execute();
        const many = schema.createIndex('shelf_book_long').on('shelf_book').columns(['pages desc', 'title']);
        await many.where(sql<boolean>`pages > 500`).execute();
        await textIndex({ name: 'shelf_book_text', table: 'shelf_book', column: 'title' });
        await schema.createTable('shelf_room').addColumn('name', columns.text).execute();
        await schema.createIndex('shelf_room_by_name').on('shelf_room').column('name').execute();
      },
    },
  ]),
];
const own = ['shelf_book_by_title', 'shelf_book_long'];
const ofText = ['added', 'changed', 'removed'].map((end) => `shelf_book_text_${end}`);
/** Without what a text index is made of, which differs. */
const plain = (names: readonly string[]): readonly string[] =>
  names.filter((name) => !name.startsWith('shelf_book_text')).sort();

describeEachDialect('indexes that come later', (dialect) => {
  const start = async () => {
    const url = await dialect.url();
    const db = await dialect.open(migrations, { url });
    const state = async () => (await verifySchema({ url, migrations })).state;
    return { url, db, state };
  };
  const insert = (db: Database, id: string, mark: string | null) =>
    sql`insert into shelf_book (id, mark, title, pages) values (${id}, ${mark}, 'Emma', 600)`.execute(
      db.handle('shelf').in(),
    );

  test('are gone while rows come in, without what says which rows may come, and are the same afterwards', async () => {
    const { db, state } = await start();
    expect(plain(await deferIndexes(db, ['shelf_book']))).toEqual(own);
    expect(await state()).toBe('drift');
    await insert(db, 'a', 'A1');
    await expect(insert(db, 'b', 'A1')).rejects.toMatchObject({ code: 'db-unique' });
    const built: string[] = [];
    const onIndex = async (name: string): Promise<void> => void built.push(name);
    expect(plain(await restoreIndexes(db, { onIndex }))).toEqual(own);
    expect(plain(built)).toEqual(own);
    expect(await state()).toBe('ok');
    expect(await restoreIndexes(db)).toEqual([]);
  });

  test('find what came meanwhile by parts of its words, and what comes afterwards too', async () => {
    const { db, state } = await start();
    const index = { name: 'shelf_book_text', table: 'shelf_book', column: 'title' };
    const finder = await openTextFinder(db, index);
    const found = async () => {
      const rows = await sql<{
        id: string;
      }>`select id from shelf_book where ${finder.found(['mm'.concat('a')])} order by id`.execute(
        db.handle('shelf').in(),
      );
      return rows.rows.map(({ id }) => id);
    };
    await insert(db, 'a', null);
    const away = await deferIndexes(db, ['shelf_book'], ['shelf_book_long']);
    expect(plain(away)).toEqual(['shelf_book_by_title']);
    expect(away).toEqual(expect.arrayContaining(dialect.name === 'sqlite' ? [...ofText] : ['shelf_book_text']));
    await insert(db, 'b', null);
    await restoreIndexes(db);
    await insert(db, 'c', null);
    expect(await found()).toEqual(['a', 'b', 'c']);
    expect(await state()).toBe('ok');
  });

  test('taken away twice, or by two at once, come back once', async () => {
    const { db, state } = await start();
    await deferIndexes(db, ['shelf_book']);
    expect(await deferIndexes(db, ['shelf_book'])).toEqual([]);
    const both = await Promise.all([restoreIndexes(db), restoreIndexes(db)]);
    expect(plain(both.flat())).toEqual(own);
    expect(await state()).toBe('ok');
  });

  test('that nobody brought back come with the next bootstrap, which has nothing else to do', async () => {
    const { url, db, state } = await start();
    await deferIndexes(db, ['shelf_book', 'shelf_room']);
    const planned = await bootstrapDatabaseSchema({ url, migrations, dryRun: true });
    expect(planned.indexesRestored).toEqual([]);
    const report = await bootstrapDatabaseSchema({ url, migrations });
    expect(plain(report.indexesRestored)).toEqual([...own, 'shelf_room_by_name']);
    expect(await state()).toBe('ok');
    expect((await bootstrapDatabaseSchema({ url, migrations })).indexesRestored).toEqual([]);
  });
});
