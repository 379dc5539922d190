import { describe, expect, test, afterEach } from '@jest/globals';
import { sql } from 'kysely';
import {
  copyDatabase,
  bootstrapDatabaseSchema,
  defineMigrations,
  migrationStatus,
  openDatabase,
  type Migration,
} from '@aicmo/core-db';
import { freshDatabaseUrl } from '../../testing/fresh-database-url.ts';
import { openWithParts } from '../open-with-parts.ts';
import type { CopyOptions, CopyProgress } from './copy-database.ts';
import { saveProgress, type TableProgress } from './copy-progress.ts';

interface Tables {
  shelfRoom: { id: string; name: string };
  shelfBook: {
    id: string;
    roomId: string;
    title: string | null;
    pages: number | null;
    weight: number | null;
    isLent: number;
  };
  shelfLoan: { seq?: number; bookId: string; at: string };
  shelfPlace: { row: number; column: string; bookId: string | null };
}

const createShelf: Migration = {
  name: '2026-01-01-create-shelf',
  up: async ({ schema, columns, run }) => {
    await schema
      .createTable('shelf_room')
      .addColumn('id', columns.id, (column) => column.primaryKey())
      .addColumn('name', columns.text, (column) => column.notNull())
      .execute();
    // Named so that its rows would come before those of the room that they point to.
    await schema
      .createTable('shelf_book')
      .addColumn('id', columns.id, (column) => column.primaryKey())
      .addColumn('room_id', columns.id, (column) => column.notNull().references('shelf_room.id'))
      .addColumn('title', columns.text)
      .addColumn('pages', columns.integer)
      .addColumn('weight', columns.real)
      .addColumn('is_lent', columns.boolean, (column) => column.notNull())
      .execute();
    await schema
      .createTable('shelf_loan')
      .addColumn('seq', columns.sequence)
      .addColumn('book_id', columns.id, (column) => column.notNull().references('shelf_book.id'))
      .addColumn('at', columns.instant, (column) => column.notNull())
      .execute();
    await schema
      .createTable('shelf_place')
      .addColumn('row', columns.integer, (column) => column.notNull())
      .addColumn('column', columns.text, (column) => column.notNull())
      .addColumn('book_id', columns.id)
      .addPrimaryKeyConstraint('shelf_place_key', ['column', 'row'])
      .execute();
    await run(sql`insert into shelf_room (id, name) values ('lobby', 'Made by a migration')`);
  },
};
const migrations = [defineMigrations('shelf', [createShelf])];
const nextShelf: Migration = {
  name: '2026-02-01-create-lamp',
  up: async ({ schema, columns }) => {
    await schema
      .createTable('shelf_lamp')
      .addColumn('id', columns.id, (column) => column.primaryKey())
      .execute();
  },
};

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});
const freshUrl = (dialect: 'sqlite' | 'postgres'): Promise<string> =>
  freshDatabaseUrl(dialect, (step) => undo.push(step));

const titles = ['', 'tab\there', 'line\nbreak', '\\N', 'Zoë 株式会社 👩‍💻', null, '"', "'", '\\.', 'x'.repeat(10_000)];

/** A house with rows in every table, more than a batch of them, and numbers that deleted rows have used up. */
async function fillHouse(url: string): Promise<void> {
  await bootstrapDatabaseSchema({ url, migrations });
  const db = await openDatabase(url);
  const shelf = db.handle<Tables>('shelf');
  await db.transaction(async (tx) => {
    await shelf.in(tx).updateTable('shelfRoom').set({ name: 'Renamed since' }).execute();
    await shelf.insertMany(tx, 'shelfRoom', [{ id: 'attic', name: 'Attic' }]);
    const books = Array.from({ length: 257 }, (_, number) => ({
      id: `book-${String(number).padStart(4, '0')}`,
      roomId: number % 2 ? 'attic' : 'lobby',
      title: titles[number % titles.length] ?? null,
      pages: [0, -7, 2 ** 53 - 1, null][number % 4] ?? null,
      weight: [0.1, 1e-300, -1.5, 1e17, null, 123456789.12345679][number % 6] ?? null,
      isLent: number % 2,
    }));
    await shelf.insertMany(tx, 'shelfBook', books);
    const loans = books.slice(0, 40).map(({ id }) => ({ bookId: id, at: '2026-03-02T10:00:00.000Z' }));
    await shelf.insertMany(tx, 'shelfLoan', loans);
    await shelf.in(tx).deleteFrom('shelfLoan').where('seq', '>', 30).execute();
    const places = Array.from({ length: 60 }, (_, number) => ({
      row: (number * 37) % 60,
      column: 'äzaZ'.charAt(number % 4),
      bookId: number % 3 ? null : 'book-0001',
    }));
    await shelf.insertMany(tx, 'shelfPlace', places);
  });
  await db.close();
}

async function contents(url: string): Promise<unknown> {
  const db = await openDatabase(url);
  const shelf = db.handle<Tables>('shelf');
  const rows = {
    rooms: await shelf.in().selectFrom('shelfRoom').selectAll().orderBy('id').execute(),
    books: await shelf.in().selectFrom('shelfBook').selectAll().orderBy('id').execute(),
    loans: await shelf.in().selectFrom('shelfLoan').selectAll().orderBy('seq').execute(),
    places: await shelf.in().selectFrom('shelfPlace').selectAll().orderBy('column').orderBy('row').execute(),
  };
  await db.close();
  return rows;
}

async function run(url: string, text: string): Promise<void> {
  const db = openWithParts(url);
  await sql.raw(text).execute(db.raw);
  await db.close();
}

async function tablesOf(url: string): Promise<readonly string[]> {
  const db = openWithParts(url);
  const tables = await db.raw.introspection.getTables();
  await db.close();
  return tables.map(({ name }) => name).sort();
}

const copy = (from: string, to: string, options: Partial<CopyOptions> = {}) =>
  copyDatabase({ from, to, migrations, rowsAtOnce: 50, ...options });

describe.each([
  ['sqlite', 'postgres'],
  ['postgres', 'sqlite'],
  ['sqlite', 'sqlite'],
  ['postgres', 'postgres'],
] as const)('moving house from %s to %s', (one, other) => {
  test('brings every row as it was, counted and hashed on both sides, and goes on numbering where the old one was', async () => {
    const [from, to] = [await freshUrl(one), await freshUrl(other)];
    await fillHouse(from);
    const seen: CopyProgress[] = [];
    const report = await copy(from, to, { onProgress: (progress) => seen.push(progress) });
    expect(await contents(to)).toEqual(await contents(from));
    expect(report.tables.map(({ table, rows }) => [table, rows])).toEqual([
      ['shelf_place', 60],
      ['shelf_room', 2],
      ['shelf_book', 257],
      ['shelf_loan', 30],
    ]);
    expect(report).toMatchObject({ rows: 349, isResumed: false, leftBehind: [] });
    expect(new Set(report.tables.map(({ sha256 }) => sha256)).size).toBe(4);
    expect(seen.filter(({ step, table }) => step === 'copy' && table === 'shelf_book')).toEqual(
      [50, 100, 150, 200, 250, 257].map((rows) => ({ step: 'copy', table: 'shelf_book', rows, of: 257 })),
    );
    expect(await tablesOf(to)).toEqual(await tablesOf(from));
    const db = await openDatabase(to);
    const loan = { bookId: 'book-0001', at: '2026-03-03T10:00:00.000Z' };
    const next = await db
      .handle<Tables>('shelf')
      .in()
      .insertInto('shelfLoan')
      .values(loan)
      .returning('seq')
      .executeTakeFirstOrThrow();
    await db.close();
    expect(next).toEqual({ seq: 41 });
  });

  test('that was stopped goes on with the same call, and nothing is copied twice', async () => {
    const [from, to] = [await freshUrl(one), await freshUrl(other)];
    await fillHouse(from);
    const stop = new AbortController();
    const onProgress = ({ table, rows }: CopyProgress): void => {
      if (table === 'shelf_book' && rows === 100) stop.abort();
    };
    await expect(copy(from, to, { onProgress, signal: stop.signal })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'copy-stopped',
      details: { table: 'shelf_book', rows: 100 },
    });
    expect(await migrationStatus(to, migrations)).toMatchObject({
      state: 'interrupted',
      finding: { code: 'copy-unfinished' },
    });
    await expect(bootstrapDatabaseSchema({ url: to, migrations })).rejects.toMatchObject({ code: 'copy-unfinished' });
    const seen: CopyProgress[] = [];
    const report = await copy(from, to, { onProgress: (progress) => seen.push(progress) });
    expect(report.isResumed).toBe(true);
    expect(seen.find(({ step, rows }) => step === 'copy' && rows > 0)).toMatchObject({
      table: 'shelf_book',
      rows: 150,
    });
    expect(await contents(to)).toEqual(await contents(from));
    expect(await migrationStatus(to, migrations)).toMatchObject({ state: 'ok', foreignTables: [] });
  });
});

describe.each(['sqlite', 'postgres'] as const)('a copy into %s', (dialect) => {
  test('refuses a target that holds anything, and leaves it as it was', async () => {
    const [from, to] = [await freshUrl('sqlite'), await freshUrl(dialect)];
    await fillHouse(from);
    await run(to, 'create table diary (day text)');
    await expect(copy(from, to)).rejects.toMatchObject({ kind: 'conflict', code: 'copy-target-not-empty' });
    expect(await tablesOf(to)).toEqual(['diary']);
    const [full] = [await freshUrl(dialect)];
    await copy(from, full);
    await expect(copy(from, full)).rejects.toMatchObject({ code: 'copy-target-not-empty' });
  });

  test('refuses itself, under whatever name', async () => {
    const url = await freshUrl(dialect);
    await fillHouse(url);
    await expect(copy(url, url)).rejects.toMatchObject({ code: 'copy-same-database' });
    const alias = dialect === 'sqlite' ? url.replace('sqlite:', 'file:') : url.replace('127.0.0.1', 'localhost');
    expect(alias).not.toBe(url);
    await expect(copy(url, alias)).rejects.toMatchObject({ code: 'copy-same-database' });
  });

  test('refuses a source that this code has not migrated, is older than it or newer', async () => {
    const [from, to] = [await freshUrl(dialect), await freshUrl(dialect)];
    const none = dialect === 'sqlite' ? 'db-no-file' : 'copy-source-not-ready';
    await expect(copy(from, to)).rejects.toMatchObject({ code: none });
    await fillHouse(from);
    const later = [defineMigrations('shelf', [createShelf, nextShelf])];
    await expect(copy(from, to, { migrations: later })).rejects.toMatchObject({
      code: 'copy-source-not-ready',
      message: expect.stringContaining('2026-02-01-create-lamp'),
    });
    await bootstrapDatabaseSchema({ url: from, migrations: later });
    await expect(copy(from, to)).rejects.toMatchObject({ code: 'copy-source-not-ready' });
  });

  test('says which table is not the same when the source changed between two runs', async () => {
    const [from, to] = [await freshUrl('sqlite'), await freshUrl(dialect)];
    await fillHouse(from);
    const stop = new AbortController();
    const onProgress = ({ table }: CopyProgress): void => {
      if (table === 'shelf_book') stop.abort();
    };
    await expect(copy(from, to, { onProgress, signal: stop.signal })).rejects.toMatchObject({ code: 'copy-stopped' });
    await run(from, `update shelf_place set book_id = 'other' where "row" = 37`);
    await expect(copy(from, to)).rejects.toMatchObject({
      code: 'copy-differs',
      message: expect.stringContaining('shelf_place'),
      details: { tables: [expect.stringContaining('shelf_place')] },
    });
  });

  test('sees the source as it was when it began, whatever others write meanwhile', async () => {
    const [from, to] = [await freshUrl(dialect), await freshUrl(dialect)];
    await fillHouse(from);
    const writes: Promise<void>[] = [];
    const onProgress = ({ step, rows }: CopyProgress): void => {
      if (step === 'copy' && rows === 50)
        writes.push(run(from, `insert into shelf_place values (${writes.length}, 'zzz', null)`));
    };
    const before = await contents(from);
    await copy(from, to, { onProgress });
    await Promise.all(writes);
    expect(writes.length).toBeGreaterThan(0);
    expect(await contents(to)).toEqual(before);
    expect(await contents(from)).not.toEqual(before);
  });

  test('goes on with the copy of one source only', async () => {
    const [from, second, to] = [await freshUrl('sqlite'), await freshUrl('sqlite'), await freshUrl(dialect)];
    await fillHouse(from);
    await fillHouse(second);
    await expect(copy(from, to, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'copy-stopped' });
    await expect(copy(second, to)).rejects.toMatchObject({ code: 'copy-other-source' });
    await copy(from, to);
    expect(await contents(to)).toEqual(await contents(from));
  });

  test('is made by one process, and refused to a second that finds its table further than it left it', async () => {
    const [from, to] = [await freshUrl('sqlite'), await freshUrl(dialect)];
    await fillHouse(from);
    const others: Promise<unknown>[] = [];
    const onProgress = ({ table, rows }: CopyProgress): void => {
      if (table === 'shelf_book' && rows === 50) others.push(copy(from, to).catch((error: unknown) => error));
    };
    const first: unknown = await copy(from, to, { onProgress }).catch((error: unknown) => error);
    const ends = [first, ...(await Promise.all(others))].map((end) => (end as { code?: string }).code ?? 'done');
    expect(ends.filter((end) => end === 'done')).toHaveLength(1);
    expect(['copy-running', 'copy-target-not-empty']).toEqual(
      expect.arrayContaining(ends.filter((end) => end !== 'done')),
    );
    expect(await contents(to)).toEqual(await contents(from));

    const half = await freshUrl(dialect);
    await expect(copy(from, half, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'copy-stopped' });
    const db = openWithParts(half);
    const now: TableProgress = { table: 'shelf_book', after: ['book-0049'], rows: 50, isDone: false };
    await saveProgress(db.raw, { ...now, after: null, rows: 0 }, now);
    await expect(saveProgress(db.raw, { ...now, after: null, rows: 0 }, now)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'copy-running',
    });
    await db.close();
  });
});

test('a number that JavaScript cannot hold stops the copy with the place where it stands', async () => {
  const [from, to] = [await freshUrl('sqlite'), await freshUrl('postgres')];
  await fillHouse(from);
  await run(from, `update shelf_book set pages = 9007199254740993 where id = 'book-0200'`);
  await expect(copy(from, to)).rejects.toMatchObject({
    code: 'copy-number',
    message: expect.stringContaining('shelf_book.pages'),
  });
});
