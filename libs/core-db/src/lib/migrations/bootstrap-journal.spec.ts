import { expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { sql } from 'kysely';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { library } from '../../testing/a-library.ts';
import { typeSql } from '../../testing/a-shelf.ts';
import { describeEachDialect } from '../../testing/describe-each-dialect.ts';
import { bootstrapDatabaseSchema, migrationStatus } from '../bootstrap.ts';
import { defineMigrations, type Migration } from '../define-migrations.ts';
import { journalTable } from './journal-row.ts';

const { createBooks, createLoans, addInitial, indexTitles } = library;
/** Of the whole repository; each of its packages has the same. */
const { version } = JSON.parse(readFileSync(new URL('../../../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const set = (...list: readonly Migration[]) => [defineMigrations('library', list)];
const all = set(createBooks, createLoans, addInitial, indexTitles);
const refusal = (code: string, ...words: readonly string[]) => ({
  ...{ kind: 'conflict', code, details: { remedy: { text: expect.stringMatching(/\S/) } } },
  message: expect.stringMatching(new RegExp(words.join('.*'))),
});

describeEachDialect('the journal of migrations', (dialect) => {
  test('says of each migration its place, its checksum, when, how long, which version and which process', async () => {
    const url = await dialect.url();
    const clock = fakeClock();
    const report = await bootstrapDatabaseSchema({ url, migrations: all, clock });
    expect(report).toMatchObject({ databaseVersion: expect.stringMatching(/^\d+\.\d+/), adopted: [], backup: null });
    const rows = await typeSql(url, `select * from ${journalTable} order by position`);
    expect(rows.map(({ name, position }) => [name, Number(position)])).toEqual(
      all.flatMap(({ list }) => list.map(({ name }, index) => [name, index + 1])),
    );
    for (const row of rows) {
      expect(row).toMatchObject({
        ...{ scope: 'library', aicmo_version: version, host: hostname(), pid: process.pid },
        ...{ started_at: clock.now(), finished_at: clock.now(), applied_at: clock.now(), backup: null },
        ...{ checksum: expect.stringMatching(/^1:[0-9a-f]{64}$/), took_ms: expect.any(Number) },
      });
    }
    expect(report.lastRun).toEqual({ at: clock.now(), host: hostname(), pid: process.pid, aicmoVersion: version });
  });

  test('of the first version is taken over with its rows, once and in one sentence; an older program can still read it', async () => {
    const url = await dialect.url();
    const first = set(createBooks, createLoans);
    await bootstrapDatabaseSchema({ url, migrations: first });
    await typeSql(
      url,
      `alter table ${journalTable} rename to library_old`,
      `create table ${journalTable} as select scope, name, applied_at from library_old`,
      'drop table library_old',
      `update ${journalTable} set applied_at = '2026-01-01T10:00:00.000Z'`,
    );
    expect(await migrationStatus(url, first)).toMatchObject({ state: 'ok', finding: null, unchecked: [{}, {}] });
    const report = await bootstrapDatabaseSchema({ url, migrations: first });
    expect(report).toMatchObject({ applied: [], adopted: [{ name: createBooks.name }, { name: createLoans.name }] });
    expect(await bootstrapDatabaseSchema({ url, migrations: first })).toMatchObject({ applied: [], adopted: [] });
    expect(
      await typeSql(url, `select name, position, checksum is not null as known from ${journalTable} order by position`),
    ).toMatchObject([
      { name: createBooks.name, position: 1 },
      { name: createLoans.name, position: 2 },
    ]);
    expect((await bootstrapDatabaseSchema({ url, migrations: all })).applied).toHaveLength(2);
    await typeSql(
      url,
      `insert into ${journalTable} (scope, name, applied_at) values ('library', 'x', '2026-05-01T10:00:00.000Z')`,
    );
    expect(await migrationStatus(url, all)).toMatchObject({ state: 'newer', unknown: [{ name: 'x' }] });
  });

  test('notices a migration that was edited, and nothing but the layout of its SQL', async () => {
    const url = await dialect.url();
    const withSql = (text: string): Migration => ({
      name: '2026-01-05-note',
      up: async ({ run }) => run(sql.raw(text)),
    });
    await bootstrapDatabaseSchema({
      url,
      migrations: set(createBooks, withSql('create table library_note (id text)')),
    });
    const relaid = set(createBooks, withSql('create table\n    library_note (id text)\n'));
    expect(await migrationStatus(url, relaid)).toMatchObject({ state: 'ok' });
    const edited = set(createBooks, withSql('create table library_note (id integer)'));
    await expect(bootstrapDatabaseSchema({ url, migrations: edited })).rejects.toMatchObject(
      refusal('migration-changed', 'library/2026-01-05-note', 'applied at', 'npx aicmo db verify'),
    );
    expect(await migrationStatus(url, edited)).toMatchObject({
      state: 'changed',
      changed: [{ name: '2026-01-05-note' }],
    });
    const report = await bootstrapDatabaseSchema({ url, migrations: edited, acceptChanged: true });
    expect(report).toMatchObject({ applied: [], adopted: [{ name: '2026-01-05-note' }] });
    expect(await migrationStatus(url, edited)).toMatchObject({ state: 'ok' });
  });

  test('notices a data step whose version was raised after it ran', async () => {
    const url = await dialect.url();
    await bootstrapDatabaseSchema({ url, migrations: set(createBooks, addInitial) });
    const next = { ...addInitial, data: { ...addInitial.data, version: 2 } };
    await expect(bootstrapDatabaseSchema({ url, migrations: set(createBooks, next) })).rejects.toMatchObject(
      refusal('migration-changed', 'library/2026-01-03-add-initial'),
    );
  });

  test('notices one that is missing, one in the wrong place and one that was put in between', async () => {
    const url = await dialect.url();
    await bootstrapDatabaseSchema({ url, migrations: set(createBooks, createLoans, addInitial) });
    const attempt = (...list: readonly Migration[]) => bootstrapDatabaseSchema({ url, migrations: set(...list) });
    await expect(attempt(createBooks, addInitial)).rejects.toMatchObject(
      refusal('migration-missing', createLoans.name),
    );
    await expect(attempt(createBooks, addInitial, createLoans)).rejects.toMatchObject(
      refusal('migration-reordered', addInitial.name, createLoans.name),
    );
    await expect(attempt(createBooks, indexTitles, createLoans, addInitial)).rejects.toMatchObject(
      refusal('migration-inserted', indexTitles.name, createLoans.name),
    );
    await expect(attempt(createBooks, createLoans)).rejects.toMatchObject(refusal('db-newer', addInitial.name));
    expect(await migrationStatus(url, set(createBooks, createLoans, addInitial))).toMatchObject({ state: 'ok' });
  });

  test('an old row means the same after a migration and its data step', async () => {
    const { db, up } = await dialect.openBefore(all, { scope: 'library', name: addInitial.name });
    const books = db.handle<{ libraryBook: { id: string; title: string; initial?: string | null } }>('library').in();
    await books.insertInto('libraryBook').values({ id: 'a', title: 'Dune' }).execute();
    const report = await up();
    expect(report.applied.map(({ name }) => name)).toEqual([addInitial.name, indexTitles.name]);
    expect(await books.selectFrom('libraryBook').selectAll().execute()).toEqual([
      { id: 'a', title: 'Dune', initial: 'D' },
    ]);
  });

  test('a dry run gives the SQL in its order, and changes nothing', async () => {
    const url = await dialect.url();
    const dry = await bootstrapDatabaseSchema({ url, migrations: all, dryRun: true });
    expect(dry).toMatchObject({ applied: [], tablesAfter: [] });
    expect(dry.planned.map(({ name, dataStep, isTransactional }) => [name, dataStep, isTransactional])).toEqual([
      [createBooks.name, null, true],
      [createLoans.name, null, true],
      [addInitial.name, 1, true],
      [indexTitles.name, null, false],
    ]);
    expect(dry.planned[0]?.sql).toEqual([expect.stringMatching(/^create table "library_book" .*;$/)]);
    const concurrently = dialect.name === 'postgres' ? 'concurrently ' : '';
    expect(dry.planned[3]?.sql.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
      `create index ${concurrently}if not exists library_book_by_title on library_book (title);`,
    ]);
    if (dialect.name === 'sqlite') expect(existsSync(url.replace('sqlite:', ''))).toBe(false);
    await bootstrapDatabaseSchema({ url, migrations: all });
    expect((await bootstrapDatabaseSchema({ url, migrations: all, dryRun: true })).planned).toEqual([]);
  });

  test("somebody else's tables are left alone unless ours are allowed beside them; then they are named and no longer asked about", async () => {
    const url = await dialect.url();
    const other = [
      defineMigrations('wiki', [{ ...createBooks, up: async ({ run }) => run(sql`create table wiki_page (id text)`) }]),
    ];
    await bootstrapDatabaseSchema({ url, migrations: other });
    await typeSql(url, `drop table ${journalTable}`);
    await expect(bootstrapDatabaseSchema({ url, migrations: all })).rejects.toMatchObject(
      refusal('db-foreign-tables', 'wiki_page', '--allow-foreign-tables'),
    );
    expect(await migrationStatus(url, all)).toMatchObject({
      state: 'foreign',
      tables: ['wiki_page'],
      foreignTables: ['wiki_page'],
    });
    const report = await bootstrapDatabaseSchema({ url, migrations: all, allowForeignTables: true });
    expect(report).toMatchObject({ foreignTables: ['wiki_page'], applied: { length: 4 } });
    expect(await bootstrapDatabaseSchema({ url, migrations: all })).toMatchObject({ applied: [] });
  });

  test('our own tables without a journal, and a journal whose tables are gone, are not built upon', async () => {
    const url = await dialect.url();
    await bootstrapDatabaseSchema({ url, migrations: set(createBooks, createLoans) });
    await typeSql(url, 'drop table library_loan');
    await expect(bootstrapDatabaseSchema({ url, migrations: all })).rejects.toMatchObject(
      refusal('db-tables-missing', 'library_loan', 'npx aicmo db backup --list'),
    );
    await typeSql(url, `drop table ${journalTable}`);
    await expect(bootstrapDatabaseSchema({ url, migrations: all })).rejects.toMatchObject(
      refusal('migration-no-journal', 'library_book'),
    );
  });

  test('that was lost is written anew for the tables that are what some version made, and for no others', async () => {
    const url = await dialect.url();
    await bootstrapDatabaseSchema({ url, migrations: set(createBooks, createLoans) });
    await typeSql(url, `insert into library_book (id, title) values ('a', 'Dune')`, `drop table ${journalTable}`);
    const report = await bootstrapDatabaseSchema({ url, migrations: all, adoptTables: true });
    expect(report).toMatchObject({
      adopted: [{ name: createBooks.name }, { name: createLoans.name }],
      applied: [{ name: addInitial.name }, { name: indexTitles.name }],
    });
    expect(await typeSql(url, 'select * from library_book')).toEqual([{ id: 'a', title: 'Dune', initial: 'D' }]);
    expect(await migrationStatus(url, all)).toMatchObject({ state: 'ok' });

    await typeSql(url, `drop table ${journalTable}`, 'alter table library_loan add column note text');
    await expect(bootstrapDatabaseSchema({ url, migrations: all, adoptTables: true })).rejects.toMatchObject(
      refusal('migration-adopt-differs', 'library', 'note', 'Nothing was changed'),
    );
    expect(await migrationStatus(url, all)).toMatchObject({ state: 'no-journal' });
  });
});
