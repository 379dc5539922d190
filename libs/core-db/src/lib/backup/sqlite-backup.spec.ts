import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openWithParts, type OpenedDatabase } from '../open-with-parts.ts';
import { makeSqliteBackup } from './sqlite-backup.ts';

let folder = '';
let db: OpenedDatabase;
const file = (): string => path.join(folder, "a's.db");
const target = (): string => path.join(folder, "a's copy.db");

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aicmo-backup-'));
  db = openWithParts(`sqlite:${file()}`);
  await sql`create table shelf_book (title text)`.execute(db.raw);
  await sql`insert into shelf_book values ('Dune')`.execute(db.raw);
});
afterEach(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

async function titles(copy: string): Promise<readonly string[]> {
  const opened = openWithParts(`sqlite:${copy}`, { readOnly: true });
  try {
    return (await sql<{ title: string }>`select title from shelf_book`.execute(opened.raw)).rows.map(
      (row) => row.title,
    );
  } finally {
    await opened.close();
  }
}

test('a backup has what was committed, also while somebody else is writing, and only its owner may read it', async () => {
  const backup = await db.raw.transaction().execute(async (tx) => {
    await sql`insert into shelf_book values ('not yet committed')`.execute(tx);
    return makeSqliteBackup({ file: file(), target: target() });
  });
  expect(backup).toMatchObject({
    target: target(),
    bytes: (await stat(target())).size,
    tables: 1,
  });
  expect((await stat(target())).mode & 0o777).toBe(0o600);
  expect(await titles(target())).toEqual(['Dune']);
  expect(await titles(file())).toEqual(['Dune', 'not yet committed']);
});

test('a backup never replaces a file that is there', async () => {
  await writeFile(target(), 'mine');
  await expect(makeSqliteBackup({ file: file(), target: target() })).rejects.toMatchObject({ code: 'backup-exists' });
  expect((await stat(target())).size).toBe(4);
});

test('a failed backup says why, and leaves neither a stub nor a half copy', async () => {
  const broken = path.join(folder, 'broken.db');
  await writeFile(broken, 'Dear diary, this is certainly not a database file at all. '.repeat(40));
  await expect(makeSqliteBackup({ file: broken, target: target() })).rejects.toMatchObject({
    code: 'backup-failed',
    details: { found: 'db-not-a-database' },
  });
  await expect(
    makeSqliteBackup({ file: file(), target: path.join(folder, 'no', 'such', 'folder.db') }),
  ).rejects.toMatchObject({ code: 'backup-failed', details: { found: 'ENOENT' } });
  expect((await readdir(folder)).filter((name) => name.includes('copy'))).toEqual([]);
});
