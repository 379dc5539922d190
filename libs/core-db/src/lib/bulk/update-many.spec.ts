import { expect, test } from '@jest/globals';
import type { Database } from '@aicmo/core-db';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { aBook, allBooks, openShelf, shelfMigrations, type Book } from '../../testing/shelf.ts';

describeEachDialect('many rows changed by their id', (dialect) => {
  const shelf = async (rows: readonly Book[]) => {
    const db = await dialect.open(shelfMigrations);
    await db.transaction((tx) => openShelf(db).insertMany(tx, 'shelfBook', rows));
    return db;
  };

  test('get each its own values, keep their other columns, and those that are not there are counted', async () => {
    const before = Array.from({ length: 4003 }, (_, number) => aBook(number));
    const db = await shelf(before);
    const change = ({ id, pages }: Book, index: number) =>
      index % 2 === 0 ? { id, shelfMark: `a\tb\\${index}'"`, weight: null } : { id, shelfMark: null, weight: pages };
    const counts = await db.transaction((tx) =>
      openShelf(db).updateMany(tx, 'shelfBook', [...before.map(change), { id: 'nobody', shelfMark: 'x', weight: 1 }]),
    );
    expect(counts).toEqual({ updated: 4003, missing: 1 });
    expect(await allBooks(db)).toEqual(before.map((book, index) => ({ ...book, ...change(book, index) })));
  });

  test('come in any number, and nothing is asked for none', async () => {
    const db = await shelf([aBook(1)]);
    const none = await db.transaction((tx) => openShelf(db).updateMany(tx, 'shelfBook', []));
    expect(none).toEqual({ updated: 0, missing: 0 });
    const stream = async function* () {
      yield await Promise.resolve({ id: aBook(1).id, pages: 7 });
    };
    await db.transaction((tx) => openShelf(db).updateMany(tx, 'shelfBook', stream()));
    expect(await allBooks(db)).toEqual([aBook(1, { pages: 7 })].map((book) => ({ ...book, weight: 1 / 8 })));
  });

  test('are all left as they were when one is refused, and the transaction goes on', async () => {
    const db = await shelf([aBook(1, { shelfMark: 'A' }), aBook(2), aBook(3)]);
    const refuse = (tx: Parameters<Parameters<Database['transaction']>[0]>[0], rows: readonly object[], code: string) =>
      // What a caller without types could send.
      expect(openShelf(db).updateMany(tx, 'shelfBook', rows as Book[])).rejects.toMatchObject({ code });
    await db.transaction(async (tx) => {
      await refuse(
        tx,
        [
          { id: aBook(3).id, shelfMark: 'B' },
          { id: aBook(2).id, shelfMark: 'A' },
        ],
        'db-unique',
      );
      await refuse(tx, [{ id: aBook(1).id, pages: 1 }, { id: aBook(2).id }], 'db-uneven-rows');
      await refuse(tx, [{ id: aBook(1).id }], 'db-uneven-rows');
      await refuse(tx, [{ id: aBook(1).id, shelfMark: 'a\0b' }], 'db-text-nul');
      await openShelf(db).updateMany(tx, 'shelfBook', [{ id: aBook(3).id, pages: 33 }]);
    });
    expect(await allBooks(db)).toEqual([aBook(1, { shelfMark: 'A' }), aBook(2), aBook(3, { pages: 33 })]);
  });

  test('are refused in a table of another scope', async () => {
    const db = await shelf([]);
    const foreign = db.handle<{ otherBook: Book }>('shelf');
    await expect(
      db.transaction((tx) => foreign.updateMany(tx, 'otherBook', [{ id: 'x', pages: 1 }])),
    ).rejects.toMatchObject({ code: 'db-foreign-table' });
  });
});
