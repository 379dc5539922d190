import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { bootstrapDatabaseSchema, defineMigrations, openDatabase, type Database, type DbHandle } from '../index.ts';

interface ShelfTables {
  shelfBook: { id: string; title: string; pageCount: number; isLent: number; addedAt: string };
}

const shelf = defineMigrations('shelf', [
  {
    name: '2026-01-01-create-books',
    up: async ({ schema, columns }) => {
      await schema
        .createTable('shelf_book')
        .addColumn('id', columns.id, (column) => column.primaryKey())
        .addColumn('title', columns.text, (column) => column.notNull())
        .addColumn('page_count', columns.integer, (column) => column.notNull())
        .addColumn('is_lent', columns.boolean, (column) => column.notNull())
        .addColumn('added_at', columns.instant, (column) => column.notNull())
        .execute();
    },
  },
]);

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

const aBook = (id: string) => ({
  id,
  title: 'Ünïcode & "quotes"',
  pageCount: 312,
  isLent: 1,
  addedAt: '2026-03-02T10:00:00.000Z',
});
const count = async (books: DbHandle<ShelfTables>): Promise<number> =>
  (
    await books
      .in()
      .selectFrom('shelfBook')
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n;
const shelfOf = (db: Database) => db.handle<ShelfTables>('shelf');

describeEachDialect('a database', (dialect) => {
  test('gives back what was stored, with numbers as numbers', async () => {
    const db = await dialect.open([shelf]);
    await shelfOf(db).in().insertInto('shelfBook').values(aBook('a')).execute();
    expect(await shelfOf(db).in().selectFrom('shelfBook').selectAll().execute()).toEqual([aBook('a')]);
    expect(await count(shelfOf(db))).toBe(1);
  });

  test('keeps all of a transaction, or nothing of it', async () => {
    const db = await dialect.open([shelf]);
    const books = shelfOf(db);
    const failing = db.transaction(async (tx) => {
      await books.in(tx).insertInto('shelfBook').values(aBook('a')).execute();
      throw new Error('the lights went out');
    });
    await expect(failing).rejects.toThrow('the lights went out');
    expect(await count(books)).toBe(0);
    await db.transaction((tx) => books.in(tx).insertInto('shelfBook').values(aBook('b')).execute());
    expect(await count(books)).toBe(1);
  });

  test('refuses a statement outside of the transaction that is open around it', async () => {
    const db = await dialect.open([shelf]);
    const books = shelfOf(db);
    await expect(db.transaction(async () => count(books))).rejects.toMatchObject({ code: 'db-outside-transaction' });
    await expect(db.transaction(async () => db.transaction(async () => 1))).rejects.toMatchObject({
      code: 'db-nested-transaction',
    });
    expect(await count(books)).toBe(0);
  });

  test('refuses a transaction that is over', async () => {
    const db = await dialect.open([shelf]);
    const kept = await db.transaction(async (tx) => tx);
    expect(() => shelfOf(db).in(kept)).toThrow(expect.objectContaining({ code: 'db-transaction-over' }));
  });

  test('lets one transaction reach the tables of two libraries, and each handle only its own', async () => {
    const db = await dialect.open([shelf, cellar]);
    const bottles = db.handle<{ cellarBottle: { id: string } }>('cellar');
    await db.transaction(async (tx) => {
      await shelfOf(db).in(tx).insertInto('shelfBook').values(aBook('a')).execute();
      await bottles.in(tx).insertInto('cellarBottle').values({ id: 'x' }).execute();
    });
    const thief = db.handle<{ cellarBottle: { id: string } }>('shelf');
    await expect(thief.in().selectFrom('cellarBottle').selectAll().execute()).rejects.toMatchObject({
      code: 'db-foreign-table',
    });
    const joined = thief.in().selectFrom('cellarBottle as shelfBottle').select('shelfBottle.id').execute();
    await expect(joined).rejects.toMatchObject({ code: 'db-foreign-table' });
  });

  test('allows aliases, subqueries and common table expressions over its own tables', async () => {
    const db = await dialect.open([shelf]);
    await shelfOf(db).in().insertInto('shelfBook').values(aBook('a')).execute();
    const rows = await shelfOf(db)
      .in()
      .with('thick', (q) =>
        q.selectFrom('shelfBook as b').select(['b.id', 'b.pageCount']).where('b.pageCount', '>', 300),
      )
      .selectFrom('thick as t')
      .select(['t.id', sql<number>`1`.as('one')])
      .execute();
    expect(rows).toEqual([{ id: 'a', one: 1 }]);
  });

  test('says in words what a driver refused', async () => {
    const db = await dialect.open([shelf]);
    const books = shelfOf(db);
    await books.in().insertInto('shelfBook').values(aBook('a')).execute();
    await expect(books.in().insertInto('shelfBook').values(aBook('a')).execute()).rejects.toMatchObject({
      kind: 'conflict',
      code: 'db-unique',
    });
    const empty = await dialect.open([cellar]);
    await expect(count(shelfOf(empty))).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'db-no-schema',
      message: expect.stringContaining('npx aicmo db bootstrap'),
    });
  });

  test('waits for the transaction of another connection, in the same process too', async () => {
    const url = await dialect.url();
    await bootstrapDatabaseSchema({ url, migrations: [shelf] });
    const [one, other] = [await openDatabase(url), await openDatabase(url)];
    const add = (db: Database, id: string) =>
      db.transaction((tx) => shelfOf(db).in(tx).insertInto('shelfBook').values(aBook(id)).execute());
    await Promise.all(Array.from({ length: 20 }, (_unused, index) => add(index % 2 === 0 ? one : other, `b${index}`)));
    expect(await count(shelfOf(one))).toBe(20);
    await Promise.all([one.close(), other.close()]);
  });

  test('orders text byte by byte', async () => {
    const db = await dialect.open([shelf]);
    await shelfOf(db).in().insertInto('shelfBook').values(['a', 'B', 'ä', '-', 'Z'].map(aBook)).execute();
    const rows = await shelfOf(db).in().selectFrom('shelfBook').select('id').orderBy('id').execute();
    expect(rows.map((row) => row.id)).toEqual(['-', 'B', 'Z', 'a', 'ä']);
  });
});
