import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newId } from '@aicmo/core-kernel';
import { backupDatabase, bootstrapDatabaseSchema, openDatabase, restoreDatabase, verifySchema } from '@aicmo/core-db';
import { everyRow, fillShelf, shelf, typeSql } from '../../testing/a-shelf.ts';
import { freshDatabaseUrl } from '../../testing/fresh-database-url.ts';
import { openWithParts } from '../open-with-parts.ts';

const migrations = shelf.first;
const undo: (() => Promise<unknown>)[] = [];
let folder = '';
let url = '';
let rows = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aicmo-postgres-backup-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  url = await freshDatabaseUrl('postgres', (step) => undo.push(step));
  await bootstrapDatabaseSchema({ url, migrations });
  await fillShelf(url);
  rows = await everyRow(url);
});
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const backUp = () => backupDatabase({ url, migrations, folder });
const restore = (backup: string, sets: Parameters<typeof restoreDatabase>[0]['migrations'] = migrations) =>
  restoreDatabase({ url, migrations: sets, backup, folder, replace: true });

/** What `psql -f` does. */
async function runScript(command: string): Promise<void> {
  const script = await readFile(command.slice(command.indexOf('-f ') + 3).replaceAll("'", ''), 'utf8');
  const db = openWithParts(url);
  await db.raw.connection().execute(async (session) => {
    const { CompiledQuery } = await import('kysely');
    for (const statement of script.split(';\n').filter((each) => each !== ''))
      await session.executeQuery(CompiledQuery.raw(statement));
  });
  await db.close();
}

test('a backup is an AICMO database of SQLite, from which one can go on, and which goes back into PostgreSQL', async () => {
  const { file } = await backUp();
  expect(await verifySchema({ url: `sqlite:${file}`, migrations })).toMatchObject({ state: 'ok' });
  const moved = `sqlite:${path.join(folder, 'moved.db')}`;
  await restoreDatabase({ url: moved, migrations, backup: file });
  expect(await everyRow(moved)).toBe(rows);
  await typeSql(moved, `insert into shelf_book (title) values ('written on SQLite')`);
  const there = await everyRow(moved);
  await restore((await backupDatabase({ url: moved, migrations })).file);
  expect(await everyRow(url)).toBe(there);
  expect(await verifySchema({ url, migrations })).toMatchObject({ state: 'ok' });
});

test('what a newer version made is kept in a schema of its own, and its script brings it back', async () => {
  const { file } = await backUp();
  await bootstrapDatabaseSchema({ url, migrations: shelf.second });
  await typeSql(url, 'update shelf_book set price = 3.5');
  const newer = await everyRow(url);
  const { before } = await restore(file);
  expect(before).toMatchObject({ kind: 'set-aside', file: expect.stringContaining('schema before_restore_') });
  expect(await everyRow(url)).toBe(rows);
  expect(await verifySchema({ url, migrations })).toMatchObject({ state: 'ok' });
  await runScript(before?.undo.commands[0] ?? '');
  expect(await everyRow(url)).toBe(newer);
  expect(await verifySchema({ url, migrations: shelf.second })).toMatchObject({ state: 'ok' });
});

test('tables of others stay where they are, and a backup says that they are not in it', async () => {
  await typeSql(url, 'create table invoice (id integer)', 'insert into invoice values (1)');
  const backup = await backUp();
  expect(backup.leftBehind).toEqual(['invoice']);
  await restore(backup.file);
  expect(await typeSql(url, 'select id from invoice')).toEqual([{ id: 1 }]);
  expect(await everyRow(url)).toBe(rows);
});

test('a backup of an older schema is of that schema, without a migration that waits', async () => {
  const { file } = await backupDatabase({ url, migrations: shelf.second, folder });
  expect(await verifySchema({ url: `sqlite:${file}`, migrations: shelf.second })).toMatchObject({ state: 'behind' });
});

describe('nothing is changed', () => {
  test('while another AICMO has a session there, which is named', async () => {
    const { file } = await backUp();
    const db = await openDatabase(url, { applicationName: 'aicmo-operator' });
    try {
      await db.handle<{ shelfBook: { title: string } }>('shelf').in().selectFrom('shelfBook').select('title').execute();
      await expect(restore(file)).rejects.toMatchObject({
        kind: 'conflict',
        code: 'restore-in-use',
        message: expect.stringContaining('aicmo-operator'),
      });
    } finally {
      await db.close();
    }
    expect(await everyRow(url)).toBe(rows);
  });

  test('while somebody’s transaction holds a table', async () => {
    const { file } = await backUp();
    const other = openWithParts(url, { applicationName: 'psql' });
    try {
      const { sql } = await import('kysely');
      await other.raw.transaction().execute(async (tx) => {
        await sql`update shelf_book set pages = 1`.execute(tx);
        await expect(restore(file)).rejects.toMatchObject({ kind: 'conflict', code: 'restore-in-use' });
      });
    } finally {
      await other.close();
    }
    expect(await everyRow(url)).not.toBe(rows);
  });

  test('when something of somebody else stands on our tables', async () => {
    const { file } = await backUp();
    await typeSql(url, 'create view shelf_titles as select title from shelf_book');
    await expect(restore(file)).rejects.toMatchObject({
      code: 'restore-failed',
      message: expect.stringContaining('depend'),
    });
    expect(await everyRow(url)).toBe(rows);
    expect(await typeSql(url, 'select count(*) as count from shelf_titles')).toEqual([{ count: 3 }]);
  });
});

describe('a user with few rights', () => {
  const limited = async (...grants: readonly string[]): Promise<string> => {
    const user = `few_${newId().replaceAll('-', '')}`;
    const address = new URL(url);
    const database = address.pathname.slice(1);
    await typeSql(
      url,
      `create role ${user} login password 'few'`,
      `revoke all on database ${database} from public`,
      `grant connect on database ${database} to ${user}`,
      `grant all on all tables in schema public to ${user}`,
      ...grants.map((grant) => grant.replace('$database', database).replace('$user', user)),
    );
    undo.push(() => typeSql(url, `drop owned by ${user}`, `drop role ${user}`));
    address.username = user;
    address.password = 'few';
    return address.href;
  };

  test('is told which one a comparison needs, and by whom it is given', async () => {
    await expect(verifySchema({ url: await limited(), migrations })).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'verify-no-right',
      message: expect.stringMatching(/grant temporary on database .* to /u),
    });
    const may = await limited('grant temporary on database $database to $user');
    expect(await verifySchema({ url: may, migrations })).toMatchObject({ state: 'ok' });
  });
});
