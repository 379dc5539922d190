import { afterEach, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { newId } from '@aicmo/core-kernel';
import { backupDatabase, bootstrapDatabaseSchema, dumpSchema, restoreDatabase, verifySchema } from '@aicmo/core-db';
import { shelf, typeSql } from '../../testing/a-shelf.ts';
import { freshDatabaseUrl } from '../../testing/fresh-database-url.ts';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const password = 'c4nary-pa55word';

/** A database whose user has a password that no other text could hold by chance. */
async function guardedUrl(): Promise<string> {
  const url = new URL(await freshDatabaseUrl('postgres', (step) => undo.push(step)));
  const user = `guarded_${newId().replaceAll('-', '')}`;
  const database = url.pathname.slice(1);
  const owner = url.href;
  await typeSql(
    owner,
    `create role ${user} login password '${password}'`,
    `grant all on database ${database} to ${user}`,
    `grant all on schema public to ${user}`,
  );
  undo.push(() => typeSql(owner, `drop owned by ${user}`, `drop role ${user}`));
  url.username = user;
  url.password = password;
  return url.href;
}

test('no report, step, error or manifest holds the password', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'aicmo-guarded-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const url = await guardedUrl();
  const migrations = shelf.first;
  const said: unknown[] = [];
  const tried = async (work: () => Promise<unknown>): Promise<void> => {
    said.push(await work().catch((error: unknown) => error));
  };
  const onStep = (step: string): unknown => said.push(step);

  await bootstrapDatabaseSchema({ url, migrations });
  const backup = await backupDatabase({ url, migrations, folder, onStep });
  said.push(backup, await readFile(`${backup.file}.json`, 'utf8'));
  await tried(() => restoreDatabase({ url, migrations, backup: backup.file, folder }));
  await tried(() => restoreDatabase({ url, migrations, backup: backup.file, folder, replace: true, onStep }));
  await typeSql(url, 'drop index shelf_book_new', 'alter table shelf_book add column shade text');
  await tried(() => verifySchema({ url, migrations }));
  await tried(() => dumpSchema(url));
  await tried(() => backupDatabase({ url, migrations, folder }));
  await tried(() => restoreDatabase({ url, migrations, backup: backup.file, folder, replace: true, onStep }));
  const nowhere = new URL(url);
  nowhere.pathname = '/no_such_database';
  await tried(() => verifySchema({ url: nowhere.href, migrations }));
  await tried(() => backupDatabase({ url: nowhere.href, migrations, folder }));

  const everything = inspect(said, { depth: 20, maxArrayLength: null, maxStringLength: null });
  expect(everything).toContain('guarded_');
  expect(everything).toContain('shelf_book_new');
  expect(everything).not.toContain(password);
});
