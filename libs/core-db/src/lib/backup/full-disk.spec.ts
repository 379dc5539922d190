import { afterEach, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { backupDatabase, bootstrapDatabaseSchema, restoreDatabase } from '@aicmo/core-db';
import { everyRow, fillShelf, shelf, typeSql } from '../../testing/a-shelf.ts';
import { freshDatabaseUrl } from '../../testing/fresh-database-url.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const migrations = shelf.first;
/** About 3 MB, for a disk of 1. */
const manyBooks = `with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000)
  insert into shelf_book (title) select i || substr('${'.'.repeat(1000)}', 1, 1000) from n`;

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aicmo-full-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A file system of 1 MB; null where this user may not mount one. */
async function smallDisk(folder: string): Promise<string | null> {
  const disk = path.join(folder, 'small');
  await mkdir(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'aicmo-small', disk], { stdio: 'pipe' });
  } catch {
    console.warn('Not made: a full disk, because this user may not mount a small file system.');
    return null;
  }
  undo.push(() => execFileSync('umount', ['-l', disk]));
  return disk;
}

test.each(['sqlite', 'postgres'] as const)(
  'on a full disk no backup of %s is made, it is said, and nothing of it is left there',
  async (dialect) => {
    const disk = await smallDisk(await makeFolder());
    if (disk === null) return;
    const url = await freshDatabaseUrl(dialect, (step) => undo.push(step));
    await bootstrapDatabaseSchema({ url, migrations });
    await typeSql(url, manyBooks);
    await expect(backupDatabase({ url, migrations, folder: disk })).rejects.toMatchObject({
      kind: 'unavailable',
      code: expect.stringMatching(/^(?:backup-failed|db-full)$/u),
      message: expect.stringMatching(/full/u),
    });
    expect(await readdir(disk)).toEqual([]);
  },
);

test('on a full disk a restore leaves the old database as it was', async () => {
  const folder = await makeFolder();
  const disk = await smallDisk(folder);
  if (disk === null) return;
  const large = `sqlite:${path.join(folder, 'large.db')}`;
  await bootstrapDatabaseSchema({ url: large, migrations });
  await typeSql(large, manyBooks);
  const { file } = await backupDatabase({ url: large, migrations });
  const url = `sqlite:${path.join(disk, 'aicmo.db')}`;
  await bootstrapDatabaseSchema({ url, migrations });
  await fillShelf(url);
  const rows = await everyRow(url);
  await expect(restoreDatabase({ url, migrations, backup: file, folder, replace: true })).rejects.toMatchObject({
    code: 'restore-failed',
    message: expect.stringContaining('The database is as it was'),
  });
  expect(await everyRow(url)).toBe(rows);
  expect((await readdir(disk)).filter((name) => name.includes('restore'))).toEqual([]);
});
