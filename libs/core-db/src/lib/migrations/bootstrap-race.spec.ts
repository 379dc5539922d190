import { expect, test } from '@jest/globals';
import { describeEachDialect } from '../../testing/describe-each-dialect.ts';
import { killableMigrations } from '../../testing/killable-migrations.ts';
import { raceTen } from '../../testing/race-ten.ts';
import { migrationStatus } from '../bootstrap.ts';

const inTransactions = killableMigrations({ isAloneLeftOut: true });
const count = inTransactions.flatMap(({ list }) => list).length;

describeEachDialect('ten processes that bootstrap at once', (dialect) => {
  test('on an empty database: one applies all, nine wait and find it up to date, and all end well', async () => {
    const url = await dialect.url();
    const done = await raceTen(url, 'never', 'in transactions only');
    expect(done.map(({ applied }) => applied).sort()).toEqual([...Array<number>(9).fill(0), count]);
    expect(await migrationStatus(url, inTransactions)).toMatchObject({
      state: 'ok',
      applied: { length: count },
    });
  }, 120_000);
});
