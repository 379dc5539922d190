import { expect, test } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { backupDatabase, bootstrapDatabaseSchema, restoreDatabase, verifySchema } from '@aicmo/core-db';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { everyRow, fillShelf, shelf, typeSql } from '../../testing/a-shelf.ts';

const migrations = shelf.first;

describeEachDialect('a backup and what comes after it', (dialect) => {
  const inFolder = async (work: (folder: string) => Promise<void>): Promise<void> => {
    const folder = await mkdtemp(path.join(tmpdir(), 'aicmo-story-'));
    try {
      await work(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };

  test.each([
    ['rows were deleted', 'delete from shelf_book where pages > 0', 'ok'],
    ['a table was dropped', 'drop table shelf_book', 'drift'],
    ['a column was dropped', 'alter table shelf_author drop column name', 'drift'],
  ])('%s: verify tells, and a restore brings everything back, byte for byte', async (_what, damage, state) => {
    await inFolder(async (folder) => {
      const url = await dialect.url();
      await bootstrapDatabaseSchema({ url, migrations });
      await fillShelf(url);
      const rows = await everyRow(url);
      const backup = await backupDatabase({ url, migrations, folder, clock: fakeClock() });
      expect(backup).toMatchObject({
        dbType: dialect.name,
        madeAt: '2026-03-02T10:00:00.000Z',
        rows: { shelf_author: 3, shelf_book: 3 },
        migrations: [{ scope: 'shelf', name: '2026-01-01-create-shelf' }],
      });
      await typeSql(url, damage);
      expect(await verifySchema({ url, migrations })).toMatchObject({ state });

      await expect(restoreDatabase({ url, migrations, backup: backup.file, folder })).rejects.toMatchObject({
        kind: 'conflict',
        code: 'restore-not-empty',
        message: expect.stringContaining('--replace'),
      });
      const restored = await restoreDatabase({ url, migrations, backup: backup.file, folder, replace: true });
      expect(restored).toMatchObject({
        dbType: dialect.name,
        madeAt: backup.madeAt,
        aicmoVersion: expect.stringMatching(/^\d/u),
        rows: backup.rows,
        pending: [],
        // A schema that nobody knows cannot be copied into tables of ours on the other kind of database.
        before:
          dialect.name === 'postgres' && state === 'drift'
            ? { kind: 'set-aside', undo: { commands: [expect.stringContaining('psql "$DATABASE_URL" -f ')] } }
            : { kind: 'backup', undo: { commands: [expect.stringContaining('npx aicmo db restore')] } },
      });
      expect(await everyRow(url)).toBe(rows);
      expect(await verifySchema({ url, migrations })).toMatchObject({ state: 'ok' });
      await typeSql(url, `insert into shelf_book (title) values ('the next')`);
      expect(await typeSql(url, `select place from shelf_book where title = 'the next'`)).toEqual([{ place: 4 }]);
    });
  });

  test('a restore that was a mistake is undone by what it says to type', async () => {
    await inFolder(async (folder) => {
      const url = await dialect.url();
      await bootstrapDatabaseSchema({ url, migrations });
      const { file } = await backupDatabase({ url, migrations, folder });
      await fillShelf(url);
      const rows = await everyRow(url);
      const { before } = await restoreDatabase({ url, migrations, backup: file, folder, replace: true });
      expect(await everyRow(url)).not.toBe(rows);
      await restoreDatabase({ url, migrations, backup: before?.file ?? '', folder, replace: true });
      expect(await everyRow(url)).toBe(rows);
    });
  });

  test('an empty place is filled without being asked twice, and an older backup says what is still to apply', async () => {
    await inFolder(async (folder) => {
      const [url, other] = [await dialect.url(), await dialect.url()];
      await bootstrapDatabaseSchema({ url, migrations });
      await fillShelf(url);
      const { file } = await backupDatabase({ url, migrations, folder });
      expect(await restoreDatabase({ url: other, migrations: shelf.second, backup: file, folder })).toMatchObject({
        before: null,
        pending: [{ scope: 'shelf', name: '2026-02-01-add-price' }],
      });
      expect(await everyRow(other)).toBe(await everyRow(url));
    });
  });

  test('a backup is its owner’s alone, names no password, is never replaced, and stands beside its manifest', async () => {
    await inFolder(async (folder) => {
      const url = await dialect.url();
      await bootstrapDatabaseSchema({ url, migrations });
      const { file } = await backupDatabase({ url, migrations, folder });
      expect((await readdir(folder)).sort()).toEqual([path.basename(file), `${path.basename(file)}.json`]);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect((await stat(`${file}.json`)).mode & 0o777).toBe(0o600);
      expect(await readFile(`${file}.json`, 'utf8')).not.toContain(':postgres@');
      await expect(backupDatabase({ url, migrations, target: file })).rejects.toMatchObject({ code: 'backup-exists' });
    });
  });
});
