import { afterEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { newId } from '@aicmo/core-kernel';
import { library } from '../../testing/a-library.ts';
import { typeSql } from '../../testing/a-shelf.ts';
import { freshDatabaseUrl } from '../../testing/fresh-database-url.ts';
import { bootstrapDatabaseSchema, migrationStatus } from '../bootstrap.ts';
import { defineMigrations, type DataStep, type Migration } from '../define-migrations.ts';

const { createBooks, createLoans } = library;
const set = (...list: readonly Migration[]) => [defineMigrations('library', list)];
const both = set(createBooks, createLoans);

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});
const freshUrl = (): Promise<string> => freshDatabaseUrl('postgres', (step) => undo.push(step));
const does = (statement: string): DataStep => ({
  version: 1,
  run: ({ run }) => run(sql.raw(statement)),
});

test('a server that ends the session in the middle has kept nothing, and the next bootstrap does everything', async () => {
  const url = await freshUrl();
  const dies = { ...createLoans, data: does('select pg_terminate_backend(pg_backend_pid())') };
  await expect(bootstrapDatabaseSchema({ url, migrations: set(createBooks, dies) })).rejects.toMatchObject({
    code: 'migration-failed',
    message: expect.stringMatching(/in its data step: .*terminat.*Nothing was applied\./),
    details: { applied: [], notApplied: [`library/${createBooks.name}`, `library/${createLoans.name}`], tables: [] },
  });
  expect((await bootstrapDatabaseSchema({ url, migrations: both })).applied).toHaveLength(2);
});

test('a pooler that changes the session between two transactions is noticed before anything else is applied', async () => {
  const url = await freshUrl();
  const loses: Migration = {
    name: '2026-02-01-lose',
    transactional: false,
    up: async () => undefined,
    data: { version: 1, run: ({ run }) => run(sql`select pg_advisory_unlock_all()`) },
  };
  await expect(
    bootstrapDatabaseSchema({ url, migrations: set(createBooks, loses, createLoans) }),
  ).rejects.toMatchObject({
    code: 'migration-pooler',
    message: expect.stringContaining('Give the direct address of the server'),
    details: {
      applied: [`library/${createBooks.name}`, 'library/2026-02-01-lose'],
      notApplied: [`library/${createLoans.name}`],
    },
  });
});

test('a user without the right to make tables, and a server that takes no writes, are refused before anything is tried', async () => {
  const url = await freshUrl();
  const user = `poor_${newId().replaceAll('-', '')}`;
  await typeSql(url, `create role ${user} login password 'poor'`);
  undo.push(async () => void (await typeSql(process.env['TEST_POSTGRES_URL'] ?? '', `drop role ${user}`)));
  const poor = new URL(url);
  [poor.username, poor.password] = [user, 'poor'];
  await expect(bootstrapDatabaseSchema({ url: poor.href, migrations: both })).rejects.toMatchObject({
    kind: 'forbidden',
    code: 'db-permission',
    message: expect.stringContaining(`grant create on schema public to "${user}"`),
    details: { remedy: { commands: [`psql -c 'grant create on schema public to "${user}"'`] } },
  });
  await typeSql(url, `alter database "${new URL(url).pathname.slice(1)}" set default_transaction_read_only = on`);
  await expect(bootstrapDatabaseSchema({ url, migrations: both })).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'db-read-only',
  });
  expect(await migrationStatus(url, both)).toMatchObject({ state: 'empty', tables: [] });
});
