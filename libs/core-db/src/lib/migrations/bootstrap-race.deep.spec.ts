import { expect, test } from '@jest/globals';
import { typeSql } from '../../testing/a-shelf.ts';
import { describeEachDialect } from '../../testing/describe-each-dialect.ts';
import { killableMigrations } from '../../testing/killable-migrations.ts';
import { raceTen } from '../../testing/race-ten.ts';
import { bootstrapDatabaseSchema, migrationStatus } from '../bootstrap.ts';
import { defineMigrations } from '../define-migrations.ts';
import { journalTable } from './journal-row.ts';

const [whole] = killableMigrations();
const names = (whole?.list ?? []).map(({ name }) => name);
const first = [defineMigrations('library', (whole?.list ?? []).slice(0, 1))];

async function expectWhole(url: string): Promise<void> {
  const rows = await typeSql(url, `select name from ${journalTable} order by position`);
  expect(rows.map(({ name }) => name)).toEqual(names);
  expect(await migrationStatus(url, killableMigrations())).toMatchObject({ state: 'ok', finding: null });
}

describeEachDialect('ten processes that bootstrap at once', (dialect) => {
  const withRows = async (): Promise<string> => {
    const url = await dialect.url();
    await bootstrapDatabaseSchema({ url, migrations: first });
    await typeSql(url, `insert into library_book (id, title) values ('a', 'Dune')`);
    return url;
  };

  test('on one with rows: one applies what waits, and the rows stay', async () => {
    const url = await withRows();
    const done = await raceTen(url, 'never', 'in transactions only');
    expect(done.map(({ applied }) => applied).sort()).toEqual([...Array<number>(9).fill(0), names.length - 2]);
    expect(await typeSql(url, 'select title, initial from library_book')).toEqual([{ title: 'Dune', initial: 'D' }]);
  }, 120_000);

  test('with a migration outside of transactions: each migration is applied once, whoever of them does it', async () => {
    const url = await withRows();
    const done = await raceTen(url);
    expect(done.reduce((sum, { applied }) => sum + applied, 0)).toBe(names.length - 1);
    expect(done.map(({ applied, upToDate }) => applied + upToDate)).toEqual(done.map(() => names.length));
    await expectWhole(url);
  }, 120_000);
});
