import { expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { bootstrapDatabaseSchema, dumpSchema, verifySchema } from '@aicmo/core-db';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { shelf, typeSql } from '../../testing/a-shelf.ts';
import { freshDatabaseUrl } from '../../testing/fresh-database-url.ts';

const { first, second: both } = shelf;
const run = typeSql;

/** `typeSql` opens a file that is there, as a person would. */
const makeEmpty = async (url: string): Promise<unknown> =>
  url.startsWith('sqlite:') ? writeFile(url.slice('sqlite:'.length), '') : undefined;

describeEachDialect('verifying a schema', (dialect) => {
  const fresh = async (): Promise<string> => {
    const url = await dialect.url();
    await bootstrapDatabaseSchema({ url, migrations: first });
    return url;
  };

  test('finds nothing in what the migrations have made, and leaves nothing behind', async () => {
    const url = await fresh();
    const before = await dumpSchema(url);
    const objects =
      dialect.name === 'sqlite'
        ? 'select count(*) from sqlite_master'
        : 'select count(*) from pg_class union all select count(*) from pg_namespace';
    const count = await run(url, objects);
    expect(await verifySchema({ url, migrations: first })).toMatchObject({
      state: 'ok',
      applied: [{ scope: 'shelf', name: '2026-01-01-create-shelf' }],
      isCompared: true,
      pending: [],
      differences: [],
      integrity: [],
    });
    expect((await dumpSchema(url)).sql).toBe(before.sql);
    expect(await run(url, objects)).toEqual(count);
  });

  test.each([
    ['schema-column-extra', 'alter table shelf_book add column shade text', 'shelf_book.shade'],
    ['schema-column-missing', 'alter table shelf_author drop column name', 'shelf_author.name'],
    ['schema-index-missing', 'drop index shelf_book_new', 'shelf_book_new'],
    ['schema-index-extra', 'create index mine on shelf_book (title)', 'mine'],
    ['schema-table-extra', 'create table elsewhere (id integer)', 'elsewhere'],
    ['schema-table-missing', 'drop table shelf_book', 'shelf_book'],
    ['schema-object-extra', 'create view shelf_view as select title from shelf_book', 'shelf_view'],
  ])('names what somebody changed by hand: %s', async (code, statement, named) => {
    const url = await fresh();
    await run(url, statement);
    const { state, differences } = await verifySchema({ url, migrations: first });
    expect(state).toBe('drift');
    expect(differences).toEqual([
      expect.objectContaining({
        code,
        message: expect.stringContaining(named),
        remedy: { text: expect.stringMatching(/\S/), commands: expect.arrayContaining([expect.stringMatching(/^\S/)]) },
      }),
    ]);
  });

  test('an index over other columns, in another order or with another condition is another index', async () => {
    const url = await fresh();
    for (const other of ["(state, pages) where state = 'it''s new'", "(state, pages desc) where state = 'old'"]) {
      await run(url, 'drop index shelf_book_new', `create index shelf_book_new on shelf_book ${other}`);
      const { differences } = await verifySchema({ url, migrations: first });
      expect(differences).toMatchObject([{ code: 'schema-index-differs', table: 'shelf_book' }]);
    }
  });

  test('what it says to type brings an index back', async () => {
    const url = await fresh();
    await run(url, 'drop index shelf_book_new');
    const [missing] = (await verifySchema({ url, migrations: first })).differences;
    const typed = missing?.remedy.commands[0] ?? '';
    const statement = typed.slice(typed.indexOf("'") + 1, -1).replaceAll(`'\\''`, "'");
    await run(url, statement);
    expect(await verifySchema({ url, migrations: first })).toMatchObject({ state: 'ok' });
  });

  test('migrations that wait are named, and are not drift', async () => {
    const url = await fresh();
    expect(await verifySchema({ url, migrations: both })).toMatchObject({
      state: 'behind',
      pending: [{ scope: 'shelf', name: '2026-02-01-add-price' }],
      differences: [],
    });
    await bootstrapDatabaseSchema({ url, migrations: both });
    expect(await verifySchema({ url, migrations: both })).toMatchObject({ state: 'ok', pending: [] });
    expect(await verifySchema({ url, migrations: first })).toMatchObject({
      state: 'refused',
      migrations: { state: 'newer', finding: { code: 'db-newer' } },
      isCompared: false,
      differences: [],
    });
  });

  test('a column, rule, default or reference that was changed is told with what it was to be', async () => {
    const url = await fresh();
    await run(url, 'drop table shelf_book');
    const key = dialect.name === 'sqlite' ? 'integer primary key' : 'bigint primary key';
    const text = dialect.name === 'sqlite' ? 'text' : 'text collate "C"';
    await run(
      url,
      `create table shelf_book (place ${key}, title ${text}, state ${text} not null default 'old', pages integer not null default 0, author_id ${text})`,
    );
    const { differences } = await verifySchema({ url, migrations: first });
    const told = differences.map(({ message }) => message).join('\n');
    for (const part of [
      'shelf_book.place',
      'shelf_book.title',
      "default 'it''s new'",
      'pages >= 0',
      'on delete cascade',
      'unique (title, author_id)',
      'shelf_book_new',
    ])
      expect(told.toLowerCase()).toContain(part);
  });
});

test('a SQLite table that was typed differently, but means the same, is no difference', async () => {
  const undo: (() => Promise<void>)[] = [];
  const url = await freshDatabaseUrl('sqlite', (step) => undo.push(step));
  await bootstrapDatabaseSchema({ url, migrations: first });
  await run(
    url,
    'drop table shelf_book',
    `CREATE TABLE [shelf_book] ( -- by hand, with "commas, (brackets" and quotes' in a comment
       author_id TEXT REFERENCES "shelf_author" (\`id\`) ON DELETE CASCADE,
       place INTEGER PRIMARY KEY AUTOINCREMENT, /* , */ "title" text NOT NULL,
       state text not null default 'it''s new', pages integer DEFAULT 0 NOT NULL,
       CHECK ( "pages">=0 ), UNIQUE (title, author_id))`,
    `CREATE INDEX "shelf_book_new" ON shelf_book(STATE,"pages" DESC) WHERE state = 'it''s new'`,
  );
  expect(await verifySchema({ url, migrations: first })).toMatchObject({ state: 'ok', differences: [] });
  for (const step of undo.reverse()) await step();
});

describeEachDialect('a schema as SQL', (dialect) => {
  test('makes the same schema in an empty database, and says the same of it', async () => {
    const url = await dialect.url();
    await bootstrapDatabaseSchema({ url, migrations: both });
    const { sql: text, tables } = await dumpSchema(url);
    expect(tables).toBeGreaterThan(2);
    const other = await dialect.url();
    await makeEmpty(other);
    await run(other, ...text.split(/;\n+/u).filter((statement) => statement.trim() !== ''));
    expect((await dumpSchema(other)).sql).toBe(text);
    expect(text).toMatch(/^ {2}"title" text.* not null,$/mu);
  });
});

test('a SQLite table that was made before tables were strict is no difference', async () => {
  const undo: (() => Promise<void>)[] = [];
  const url = await freshDatabaseUrl('sqlite', (step) => undo.push(step));
  await bootstrapDatabaseSchema({ url, migrations: first });
  await run(
    url,
    'create table shelf_before (id text primary key, name text not null)',
    'drop table shelf_author',
    'alter table shelf_before rename to shelf_author',
  );
  expect(await verifySchema({ url, migrations: first })).toMatchObject({ state: 'ok', differences: [] });
  for (const step of undo.reverse()) await step();
});
