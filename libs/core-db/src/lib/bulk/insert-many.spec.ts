import { expect, test } from '@jest/globals';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { aBook, allBooks, books, openShelf, shelfMigrations, type Book } from '../../testing/shelf.ts';

const difficult = [
  '',
  ' ',
  '\t',
  'a\tb',
  'line\nline',
  'line\r\nline',
  '\\',
  '\\N',
  '\\.',
  '\\\\t',
  'a\\nb',
  'NULL',
  '"quoted", \'quoted\'',
  '{"json":[null,"\\u0041"]}',
  'Zoë Ångström 株式会社 مرحبا',
  '👩‍💻🇩🇪',
  '\u2028\u0001\u007f\ufeff',
  'x'.repeat(100_000),
];

describeEachDialect('many rows at once', (dialect) => {
  test.each(['fail', 'skip'] as const)('arrive as they were, whatever signs they hold (%s)', async (onConflict) => {
    const db = await dialect.open(shelfMigrations);
    const rows = difficult.map((shelfMark, number) => aBook(number, { shelfMark }));
    const numbers = [0, -1, 2 ** 53 - 1, -(2 ** 53 - 1), null].map((pages, index) => aBook(100 + index, { pages }));
    const weights = [0.1, 1e-300, -1.7976931348623157e308, 1e21, null].map((weight, index) =>
      aBook(200 + index, { weight }),
    );
    const given = [...rows, ...numbers, ...weights];
    const counts = await db.transaction((tx) => openShelf(db).insertMany(tx, 'shelfBook', given, { onConflict }));
    expect(counts).toEqual({ inserted: given.length, skipped: 0 });
    expect(await allBooks(db)).toEqual(given);
  });

  test('come from memory, a generator or a stream, in any number', async () => {
    const db = await dialect.open(shelfMigrations);
    const insert = (rows: Iterable<Book> | AsyncIterable<Book>) =>
      db.transaction((tx) => openShelf(db).insertMany(tx, 'shelfBook', rows));
    expect(await insert([])).toEqual({ inserted: 0, skipped: 0 });
    expect(await insert(books(4001))).toEqual({ inserted: 4001, skipped: 0 });
    const generator = function* () {
      for (let number = 10_000; number < 10_500; number += 1) yield aBook(number);
    };
    expect(await insert(generator())).toEqual({ inserted: 500, skipped: 0 });
    const stream = async function* () {
      for (let number = 20_000; number < 20_003; number += 1) yield await Promise.resolve(aBook(number));
    };
    expect(await insert(stream())).toEqual({ inserted: 3, skipped: 0 });
    expect(await allBooks(db)).toHaveLength(4504);
  });

  test('are all refused when one key is taken, and the transaction goes on without them', async () => {
    const db = await dialect.open(shelfMigrations);
    await db.transaction(async (tx) => {
      await openShelf(db).insertMany(tx, 'shelfBook', [aBook(7777)]);
      const attempt = openShelf(db).insertMany(tx, 'shelfBook', [...books(3000), aBook(7777)]);
      await expect(attempt).rejects.toMatchObject({ kind: 'conflict', code: 'db-unique' });
      await openShelf(db).insertMany(tx, 'shelfBook', [aBook(8888)]);
    });
    expect(await allBooks(db)).toEqual([aBook(7777), aBook(8888)]);
  });

  test('leave out those whose key is taken where that was asked for, and count them', async () => {
    const db = await dialect.open(shelfMigrations);
    const first = [aBook(1, { shelfMark: 'A' }), aBook(2)];
    await db.transaction((tx) => openShelf(db).insertMany(tx, 'shelfBook', first));
    const again = [aBook(1, { pages: 99 }), aBook(3, { shelfMark: 'A' }), aBook(4), aBook(4)];
    const counts = await db.transaction((tx) =>
      openShelf(db).insertMany(tx, 'shelfBook', again, { onConflict: 'skip' }),
    );
    expect(counts).toEqual({ inserted: 1, skipped: 3 });
    expect(await allBooks(db)).toEqual([...first, aBook(4)]);
  });

  test('are refused, none kept, when one lacks a column, holds what no column keeps, or the source fails', async () => {
    const db = await dialect.open(shelfMigrations);
    const refuse = (rows: Iterable<Book> | AsyncIterable<Book>, code: string) =>
      expect(db.transaction((tx) => openShelf(db).insertMany(tx, 'shelfBook', rows))).rejects.toMatchObject({ code });
    const { weight: _weight, ...light } = aBook(9);
    // What a caller without types could send.
    await refuse([...books(3), light as Book], 'db-uneven-rows');
    await refuse([light as Book, aBook(10)], 'db-uneven-rows');
    await refuse([...books(3000), aBook(9000, { shelfMark: 'a\0b' })], 'db-text-nul');
    await refuse([...books(3), aBook(9000, { weight: Number.NaN })], 'db-number');
    await refuse([...books(3), { ...aBook(9), pages: true as never }], 'db-value');
    const broken = async function* () {
      yield* books(3000);
      throw Object.assign(new Error('The file ended early'), { code: 'file-ended' });
    };
    await refuse(broken(), 'file-ended');
    expect(await allBooks(db)).toEqual([]);
  });

  test('stay in the tables of the scope and inside of their transaction', async () => {
    const db = await dialect.open(shelfMigrations);
    const strange = db.handle<{ shelfBook: Book }>('cellar');
    await expect(db.transaction((tx) => strange.insertMany(tx, 'shelfBook', books(1)))).rejects.toMatchObject({
      code: 'db-foreign-table',
    });
    const undone = db.transaction(async (tx) => {
      await openShelf(db).insertMany(tx, 'shelfBook', books(3000));
      throw Object.assign(new Error('Changed my mind'), { code: 'changed' });
    });
    await expect(undone).rejects.toMatchObject({ code: 'changed' });
    const over = await db.transaction(async (tx) => tx);
    await expect(openShelf(db).insertMany(over, 'shelfBook', books(1))).rejects.toMatchObject({
      code: 'db-transaction-over',
    });
    expect(await allBooks(db)).toEqual([]);
  });
});
