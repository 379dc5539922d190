import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { sql, type SqlBool } from 'kysely';
import {
  backupDatabase,
  bootstrapDatabaseSchema,
  defineMigrations,
  openDatabase,
  openTextFinder,
  restoreDatabase,
  rowMark,
  verifySchema,
  type Database,
  type TextIndex,
} from '@aicmo/core-db';
import { describeEachDialect } from '@aicmo/core-db/testing';

interface Book {
  readonly id: string;
  readonly words: string;
}
const index: TextIndex = { name: 'shelf_book_text', table: 'shelf_book', column: 'words' };
const migrations = [
  defineMigrations('shelf', [
    {
      name: '2026-01-01-create-books',
      up: async ({ schema, columns }) => {
        await schema
          .createTable('shelf_book')
          .addColumn('id', columns.id, (column) => column.primaryKey())
          .addColumn('words', columns.text, (column) => column.notNull())
          .execute();
      },
    },
    { name: '2026-01-02-index-words', up: (m) => m.textIndex(index) },
  ]),
];
const shelf = (db: Database) => db.handle<{ shelfBook: Book }>('shelf');
const books: readonly Book[] = [
  { id: 'a', words: ' maja lindqvist kurier nord ' },
  { id: 'b', words: ' bo holm 100%_sure "quoted" ' },
  { id: 'c', words: ' zoë ångström 株式会社 ' },
  { id: 'd', words: ' jamal indigo ' },
];

async function find(db: Database, ...parts: string[]): Promise<string> {
  const finder = await openTextFinder(db, index);
  const search = (by: 'found' | 'holds') =>
    shelf(db)
      .in()
      .selectFrom('shelfBook')
      .select('id')
      .where(() => finder[by](parts))
      .orderBy('id')
      .execute();
  const [found, held] = [await search('found'), await search('holds')];
  expect(found).toEqual(held);
  const limited = await finder.count(shelf(db).in(), parts, 3);
  expect(limited).toBeGreaterThanOrEqual(Math.min(found.length, 3));
  return found.map(({ id }) => id).join('');
}

describeEachDialect('parts of words are found by an index', (dialect) => {
  test('wherever they stand, in every script, and no sign in them has a meaning', async () => {
    const db = await dialect.open(migrations);
    await db.transaction((tx) => shelf(db).insertMany(tx, 'shelfBook', books));
    expect(await find(db, 'lindq')).toBe('a');
    expect(await find(db, 'urie', 'maj')).toBe('a');
    expect(await find(db, 'maj')).toBe('a');
    expect(await find(db, 'Maj')).toBe('');
    expect(await find(db, ' bo')).toBe('b');
    expect(await find(db, 'bo')).toBe('b');
    expect(await find(db, '0%_')).toBe('b');
    expect(await find(db, '0__')).toBe('');
    expect(await find(db, '"quo')).toBe('b');
    expect(await find(db, '式会社')).toBe('c');
    expect(await find(db, 'ångs')).toBe('c');
    expect(await find(db)).toBe('abcd');
    const finder = await openTextFinder(db, index);
    const both = shelf(db).in().selectFrom('shelfBook').select('id');
    expect(await both.where(() => finder.among(['maj'], sql<SqlBool>`id > 'a'`)).execute()).toEqual([]);
    expect(await both.where(() => finder.among(['maj'], sql<SqlBool>`id < 'b'`)).execute()).toEqual([{ id: 'a' }]);
    const [marks, mark] = [finder.marks(['maj']), rowMark(db, 'shelf_book')];
    expect([marks === null, mark === null]).toEqual([db.dialect === 'postgres', db.dialect === 'postgres']);
    const marked =
      marks && mark ? await both.where(sql<SqlBool>`${sql.raw(mark)} in (${marks})`).execute() : [{ id: 'a' }];
    expect(marked).toEqual([{ id: 'a' }]);
  });

  test('and of more than are counted it is known about how many there are', async () => {
    const db = await dialect.open(migrations);
    const rows = Array.from({ length: 600 }, (_, at) => ({
      ...{ id: `book-${at}`, words: at % 3 === 0 ? ' kurier ' : ' bo ' },
    }));
    await db.transaction((tx) => shelf(db).insertMany(tx, 'shelfBook', rows));
    const finder = await openTextFinder(db, index);
    const counted = await finder.count(shelf(db).in(), ['kurier'], 50);
    expect(Math.round(counted / 10)).toBe(db.dialect === 'sqlite' ? 20 : 5);
    expect(await finder.count(shelf(db).in(), ['kurier'], 500)).toBe(200);
  });

  test('after every change of a row', async () => {
    const db = await dialect.open(migrations);
    await db.transaction((tx) => shelf(db).insertMany(tx, 'shelfBook', books));
    await shelf(db).in().updateTable('shelfBook').set({ words: ' bo lindqvist ' }).where('id', '=', 'b').execute();
    await shelf(db).in().deleteFrom('shelfBook').where('id', '=', 'a').execute();
    expect([await find(db, 'lindq'), await find(db, 'sure')]).toEqual(['b', '']);
  });

  test('as the migrations make it, also in what comes back from a backup', async () => {
    const url = await dialect.url();
    await bootstrapDatabaseSchema({ url, migrations });
    const before = await openDatabase(url);
    await before.transaction((tx) => shelf(before).insertMany(tx, 'shelfBook', books));
    await before.close();
    expect(await verifySchema({ url, migrations })).toMatchObject({ state: 'ok', differences: [] });
    const folder = await mkdtemp(path.join(tmpdir(), 'aicmo-text-index-'));
    const { file, rows } = await backupDatabase({ url, migrations, folder });
    expect(rows).toMatchObject({ shelf_book: 4 });
    await restoreDatabase({ url, migrations, backup: file, folder, replace: true });
    const after = await openDatabase(url);
    expect(await find(after, 'lindq')).toBe('a');
    await after.close();
    await rm(folder, { recursive: true });
  });
});
