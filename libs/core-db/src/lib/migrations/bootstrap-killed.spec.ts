import { expect, test } from '@jest/globals';
import path from 'node:path';
import { typeSql } from '../../testing/a-shelf.ts';
import { describeEachDialect } from '../../testing/describe-each-dialect.ts';
import { killableMigrations } from '../../testing/killable-migrations.ts';
import { startProgram } from '../../testing/start-program.ts';
import { bootstrapDatabaseSchema, migrationStatus } from '../bootstrap.ts';
import { defineMigrations } from '../define-migrations.ts';
import { journalTable } from './journal-row.ts';

const program = path.join(import.meta.dirname, '../../testing/bootstrap-child.program.ts');
const [whole] = killableMigrations();
const names = (whole?.list ?? []).map(({ name }) => name);
const first = [defineMigrations('library', (whole?.list ?? []).slice(0, 1))];

async function expectWhole(url: string): Promise<void> {
  const rows = await typeSql(url, `select name from ${journalTable} order by position`);
  expect(rows.map(({ name }) => name)).toEqual(names);
  expect(await migrationStatus(url, killableMigrations())).toMatchObject({ state: 'ok', finding: null });
}

const interrupted = { state: 'interrupted', code: 'migration-interrupted' };
const behind = { state: 'behind', code: 'migration-pending' };
const ok = { state: 'ok', code: null };

describeEachDialect('a bootstrap that is killed', (dialect) => {
  test.each([
    ['before the first migration', `started ${names[1] ?? ''}`, behind],
    ['between two migrations of one transaction', `applied ${names[1] ?? ''}`, behind],
    ['inside of a migration', 'in transaction', behind],
    ['before its transaction is committed', `applied ${names[2] ?? ''}`, behind],
    ['before a migration outside of the transaction is written down', `started ${names[3] ?? ''}`, behind],
    ['inside of a migration outside of the transaction', 'alone', interrupted],
    ['after that one', `applied ${names[3] ?? ''}`, behind],
    ['before the last commit', `applied ${names[4] ?? ''}`, behind],
    ['before it has told that it is done', 'verified', ok],
    ...(dialect.name === 'sqlite' ? [['after its backup', 'backup', behind] as const] : []),
  ] as const)(
    '%s loses nothing, says so, and the next one ends it',
    async (_, place, expected) => {
      const url = await dialect.url();
      await bootstrapDatabaseSchema({ url, migrations: first });
      await typeSql(url, `insert into library_book (id, title) values ('a', 'Dune')`);
      const child = startProgram(program, [url, place]);
      child.tell('go');
      await child.said('held');
      await child.kill();

      const found = await migrationStatus(url, killableMigrations());
      expect({ state: found.state, code: found.finding?.code ?? null }).toEqual(expected);
      const again = bootstrapDatabaseSchema({ url, migrations: killableMigrations() });
      if (expected === interrupted) {
        await expect(again).rejects.toMatchObject({
          ...{ kind: 'conflict', code: 'migration-interrupted' },
          message: expect.stringMatching(
            new RegExp(`by process ${String(child.pid)} on .* Of its 2 statements 2 were done`),
          ),
        });
        await bootstrapDatabaseSchema({ url, migrations: killableMigrations(), retryInterrupted: true });
      } else await again;
      await expectWhole(url);
      expect(await typeSql(url, 'select * from library_book')).toEqual([{ id: 'a', title: 'Dune', initial: 'D' }]);
    },
    60_000,
  );

  test('by its process’s end lets the next one in at once, which waits while it lives', async () => {
    const url = await dialect.url();
    await bootstrapDatabaseSchema({ url, migrations: first });
    const child = startProgram(program, [url, 'alone']);
    child.tell('go');
    await child.said('held');
    expect(await migrationStatus(url, killableMigrations())).toMatchObject({
      state: 'running',
      finding: { code: 'migration-running', message: expect.stringContaining(`process ${String(child.pid)}`) },
    });
    const waits: (string | undefined)[] = [];
    const next = bootstrapDatabaseSchema({
      ...{ url, migrations: killableMigrations(), retryInterrupted: true },
      onStep: (step) => {
        if (step.step !== 'waiting') return;
        waits.push(step.holder?.text);
        void child.kill();
      },
    });
    expect((await next).applied.map(({ name }) => name)).toEqual(names.slice(3));
    expect(waits).toEqual([expect.stringContaining(`process ${String(child.pid)}`)]);
    await expectWhole(url);
  }, 60_000);
});
