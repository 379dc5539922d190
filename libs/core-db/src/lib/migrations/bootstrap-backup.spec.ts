import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { library, manyBooks } from '../../testing/a-library.ts';
import { typeSql } from '../../testing/a-shelf.ts';
import { damageFile } from '../../testing/damage-file.ts';
import { backupFolder } from '../backup/backup-place.ts';
import { listBackups } from '../backup/list-backups.ts';
import { restoreDatabase } from '../backup/restore-database.ts';
import { bootstrapDatabaseSchema, migrationStatus } from '../bootstrap.ts';
import { defineMigrations, type Migration } from '../define-migrations.ts';
import { journalTable } from './journal-row.ts';
import { preflightSqlite } from './sqlite-preflight.ts';

const { createBooks, createLoans, addInitial } = library;
const set = (...list: readonly Migration[]) => [defineMigrations('library', list)];
const clock = fakeClock();

let folder = '';
const file = (): string => path.join(folder, 'a.db');
const url = (): string => `sqlite:${file()}`;
const files = async (): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => !/-(wal|shm)$/.test(name)).sort();

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aicmo-before-'));
  await bootstrapDatabaseSchema({ url: url(), migrations: set(createBooks), clock });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const addBook = (): Promise<unknown> => typeSql(url(), `insert into library_book (id, title) values ('a', 'Dune')`);

test('a file with rows is copied before it is changed: named after the change, private, checked, and with the way back', async () => {
  await addBook();
  const report = await bootstrapDatabaseSchema({
    url: url(),
    migrations: set(createBooks, createLoans, addInitial),
    clock,
  });
  const backup = `${file()}.before-1-to-3.2026-03-02T10-00-00-000Z.db`;
  expect(report.backup).toMatchObject({ file: backup, restoreCommand: `npx aicmo db restore ${backup} --replace` });
  expect((await stat(backup)).mode & 0o777).toBe(0o600);
  expect(await typeSql(`sqlite:${backup}`, 'select * from library_book')).toEqual([{ id: 'a', title: 'Dune' }]);
  expect(await migrationStatus(`sqlite:${backup}`, set(createBooks))).toMatchObject({ state: 'ok' });
  expect(await typeSql(url(), `select distinct backup from ${journalTable} order by backup`)).toEqual([
    { backup: null },
    { backup },
  ]);
});

test('the copy is listed with the other backups, and its command brings back what was there before', async () => {
  await addBook();
  const later = set(createBooks, createLoans, addInitial);
  const { backup } = await bootstrapDatabaseSchema({ url: url(), migrations: later, clock });
  expect(await listBackups(backupFolder(url()), url())).toEqual([
    expect.objectContaining({ file: backup?.file, rows: 2, migrations: 1 }),
  ]);
  const { pending } = await restoreDatabase({
    url: url(),
    migrations: later,
    backup: backup?.file ?? '',
    replace: true,
  });
  expect(pending).toHaveLength(2);
  expect(await migrationStatus(url(), set(createBooks))).toMatchObject({ state: 'ok' });
  expect(await typeSql(url(), 'select * from library_book')).toEqual([{ id: 'a', title: 'Dune' }]);
  expect((await bootstrapDatabaseSchema({ url: url(), migrations: later, clock })).applied).toHaveLength(2);
});

test('no copy is made of a file without rows, nor when there is nothing to do', async () => {
  expect(await bootstrapDatabaseSchema({ url: url(), migrations: set(createBooks, createLoans), clock })).toMatchObject(
    { backup: null },
  );
  await addBook();
  expect(await bootstrapDatabaseSchema({ url: url(), migrations: set(createBooks, createLoans), clock })).toMatchObject(
    { backup: null },
  );
  expect(await files()).toEqual(['a.db']);
});

test('a second copy in the same moment gets a name of its own, and what a killed copy left is taken away', async () => {
  await addBook();
  const name = 'a.db.before-1-to-2.2026-03-02T10-00-00-000Z';
  await writeFile(path.join(folder, `${name}.db`), 'an older copy');
  await writeFile(path.join(folder, `${name}.db.part-4711`), 'half a copy');
  await writeFile(path.join(folder, 'b.db.before-1-to-2.x.db.part-4711'), "another file's");
  const report = await bootstrapDatabaseSchema({ url: url(), migrations: set(createBooks, createLoans), clock });
  expect(report.backup?.file).toBe(path.join(folder, `${name}.2.db`));
  expect(await files()).toEqual([
    'a.db',
    `${name}.2.db`,
    `${name}.2.db.json`,
    `${name}.db`,
    'b.db.before-1-to-2.x.db.part-4711',
  ]);
});

test('when the copy cannot be made, nothing is changed and no stub is left', async () => {
  await typeSql(url(), manyBooks);
  await damageFile(file());
  const attempt = bootstrapDatabaseSchema({ url: url(), migrations: set(createBooks, createLoans), clock });
  await expect(attempt).rejects.toMatchObject({
    code: 'backup-failed',
    message: expect.stringContaining('Nothing was applied.'),
    details: { applied: [], notApplied: [`library/${createLoans.name}`], backup: null },
  });
  expect(await files()).toEqual(['a.db']);
  expect(await migrationStatus(url(), set(createBooks, createLoans))).toMatchObject({ state: 'behind' });
});

test('a disk without room for a copy and a rewrite is refused before anything is tried', async () => {
  await expect(preflightSqlite(file(), async () => 1024)).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'db-full',
    message: expect.stringMatching(/has 1 MB free.*need 17 MB.*Nothing was changed/),
  });
  await preflightSqlite(file());
  await preflightSqlite(path.join(folder, 'not-there-yet.db'), async () => 1024);
});
