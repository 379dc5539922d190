import { expect, test } from '@jest/globals';
import { minuteMs, plusMs, runSentinels, systemClock, type Clock, type SentinelReport } from '@aicmo/core-kernel';
import { describeEachDialect } from '../../testing/describe-each-dialect.ts';
import { bootstrapDatabaseSchema } from '../bootstrap.ts';
import { defineMigrations } from '../define-migrations.ts';
import { databaseClockSentinel } from './database-clock.sentinel.ts';

const shelf = defineMigrations('shelf', [
  {
    name: '2026-01-01-create-books',
    up: ({ schema, columns }) => schema.createTable('shelf_book').addColumn('id', columns.id).execute(),
  },
]);

describeEachDialect('the clock of the database', (dialect) => {
  test('is ours, or a server’s that tells the same time, or the difference is told', async () => {
    const url = await dialect.url();
    await bootstrapDatabaseSchema({ url, migrations: [shelf] });
    const reported = async (clock: Clock): Promise<SentinelReport | undefined> => {
      const sentinel = { ...databaseClockSentinel({ url, migrations: [] }), after: [] };
      return (await runSentinels([sentinel], { clock }))[0];
    };
    const slow: Clock = { now: () => plusMs(systemClock.now(), -2 * minuteMs) };
    if (dialect.name === 'sqlite') {
      expect(await reported(slow)).toMatchObject({ verdict: 'skipped', reason: 'db-clock-ours' });
      return;
    }
    expect(await reported(systemClock)).toMatchObject({ verdict: 'pass', summary: 'Both tell the same time.' });
    expect(await reported(slow)).toMatchObject({
      ...{ verdict: 'fail', reason: 'db-clock-skew' },
      summary: expect.stringMatching(/^The clock of the server is 1[12]\d s ahead of ours\.$/u),
    });
  });
});
