import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { chmod, copyFile, link, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fakeClock } from '@aicmo/core-kernel/testing';
import {
  backupDatabase,
  bootstrapDatabaseSchema,
  checkBackup,
  openDatabase,
  restoreDatabase,
  verifySchema,
} from '@aicmo/core-db';
import { everyRow, fillShelf, shelf, typeSql } from '../../testing/a-shelf.ts';

const migrations = shelf.first;
let folder = '';
let file = '';
let url = '';
let backup = '';
let rows = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "aicmo-a'b-"));
  file = path.join(folder, 'aicmo.db');
  url = `sqlite:${file}`;
  await bootstrapDatabaseSchema({ url, migrations });
  await fillShelf(url);
  rows = await everyRow(url);
  ({ file: backup } = await backupDatabase({ url, migrations, clock: fakeClock() }));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const restore = (more: { backup?: string; replace?: boolean; onStep?: (step: string) => void } = {}) =>
  restoreDatabase({ url, migrations, backup, clock: fakeClock(), ...more });

/** Writes over bytes of a file that nobody has open. */
async function scribble(place: string, at: number, text: string): Promise<void> {
  const handle = await open(place, 'r+');
  await handle.write(text, at);
  await handle.close();
}

/** Runs a program with the file open, until `work` is done. */
async function whileAnotherProgramHasItOpen(work: (pid: number) => Promise<void>): Promise<void> {
  const program = `const db = new (require('better-sqlite3'))(${JSON.stringify(file)}); db.prepare('select 1 from shelf_book').all(); console.log('open'); process.stdin.resume();`;
  const child = spawn(process.execPath, ['-e', program], {
    cwd: import.meta.dirname,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    await once(child.stdout, 'data');
    await work(child.pid ?? 0);
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

test('the default place of a backup is a folder beside the database, with the time in its name', () => {
  expect(path.relative(folder, backup)).toBe('backups/aicmo-2026-03-02T10-00-00Z.db');
});

describe('a damaged database', () => {
  test.each([
    ['a changed byte in the header', () => scribble(file, 3, '!')],
    ['a changed page', () => scribble(file, 4096 + 3, 'this is not a b-tree page any more')],
    ['a truncated file', () => truncate(file, 4096 * 2 + 100)],
    ['a file of words', () => writeFile(file, 'Dear diary, this is not a database. '.repeat(300))],
  ])(
    '%s: verify says so, a backup is not made of it, and a restore keeps it under another name',
    async (_what, harm) => {
      await harm();
      expect(await verifySchema({ url, migrations })).toMatchObject({
        state: 'damaged',
        integrity: [
          { code: 'db-corrupt', remedy: { commands: expect.arrayContaining(['npx aicmo db backup --list']) } },
        ],
      });
      await expect(backupDatabase({ url, migrations })).rejects.toMatchObject({ code: 'backup-failed' });
      expect((await readdir(path.dirname(backup))).sort()).toEqual([
        path.basename(backup),
        `${path.basename(backup)}.json`,
      ]);
      await expect(restore()).rejects.toMatchObject({
        code: 'restore-not-empty',
        message: expect.stringContaining('damaged'),
      });

      const size = (await stat(file)).size;
      const { before } = await restore({ replace: true });
      expect(before).toMatchObject({ kind: 'set-aside', undo: { commands: [expect.stringMatching(/^mv \S/u)] } });
      expect((await stat(before?.file ?? '')).size).toBe(size);
      expect(await everyRow(url)).toBe(rows);
      expect(await verifySchema({ url, migrations })).toMatchObject({ state: 'ok' });
    },
  );

  test('a file that lost its write-ahead log before the first checkpoint is told from a new one, and restored over', async () => {
    const left = path.join(folder, 'left.db');
    await new Promise<void>((done) => {
      const program = `const db = new (require('better-sqlite3'))(${JSON.stringify(left)}); db.pragma('journal_mode=wal'); db.exec('create table a (b)'); process.kill(process.pid, 'SIGKILL');`;
      spawn(process.execPath, ['-e', program], { cwd: import.meta.dirname }).on('exit', () => done());
    });
    await rm(`${left}-wal`);
    expect(await verifySchema({ url: `sqlite:${left}`, migrations })).toMatchObject({
      state: 'empty',
      integrity: [{ code: 'db-no-tables', message: expect.stringContaining('-wal') }],
    });
    await expect(restoreDatabase({ url: `sqlite:${left}`, migrations, backup })).rejects.toMatchObject({
      code: 'restore-not-empty',
    });
    await restoreDatabase({ url: `sqlite:${left}`, migrations, backup, replace: true });
    expect(await everyRow(`sqlite:${left}`)).toBe(rows);
  });

  test('rows that point to nothing are counted', async () => {
    await typeSql(url, 'pragma foreign_keys = off', `delete from shelf_author where id = 'b'`);
    expect(await verifySchema({ url, migrations })).toMatchObject({
      state: 'damaged',
      integrity: [
        {
          code: 'db-dangling-reference',
          message: '1 row of shelf_book points to rows of shelf_author that do not exist.',
        },
      ],
    });
  });
});

describe('a backup is refused', () => {
  const untouched = async (): Promise<void> => expect(await everyRow(url)).toBe(rows);
  const manifest = (): string => `${backup}.json`;

  test.each([
    ['truncated', () => truncate(backup, 8192), /has 8192 bytes, and had \d+/u],
    ['with one changed byte', () => scribble(backup, 9000, 'x'), /changed since it was made/u],
    ['with a changed header and no manifest', () => rm(manifest()).then(() => scribble(backup, 2, '!')), /damaged/u],
    [
      'with a changed page and no manifest',
      () => rm(manifest()).then(() => scribble(backup, 4096 + 3, 'not a page')),
      /damaged/u,
    ],
    ['truncated, and no manifest', () => rm(manifest()).then(() => truncate(backup, 4096 * 3)), /damaged/u],
  ])('%s', async (_what, harm, said) => {
    expect(await checkBackup({ backup, migrations })).toMatchObject({ file: backup, notes: [] });
    await harm();
    await expect(checkBackup({ backup, migrations })).rejects.toMatchObject({ code: 'backup-damaged' });
    await expect(restore({ replace: true })).rejects.toMatchObject({
      code: 'backup-damaged',
      message: expect.stringMatching(said),
    });
    await untouched();
  });

  test('that is not there, not ours, or newer than this version', async () => {
    await expect(restore({ backup: `${backup}x`, replace: true })).rejects.toMatchObject({ code: 'backup-missing' });
    const strange = path.join(folder, 'strange.db');
    await writeFile(strange, '');
    await typeSql(`sqlite:${strange}`, 'create table invoice (id)');
    await expect(restore({ backup: strange, replace: true })).rejects.toMatchObject({
      code: 'backup-not-ours',
      message: expect.stringContaining('invoice'),
    });
    await bootstrapDatabaseSchema({ url, migrations: shelf.second });
    const newer = await backupDatabase({ url, migrations: shelf.second });
    rows = await everyRow(url);
    await expect(restore({ backup: newer.file, replace: true })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'backup-newer',
      message: expect.stringMatching(/AICMO \d+\.\d+.*shelf\/2026-02-01-add-price/u),
    });
    await untouched();
  });

  test('that is the database itself, under whatever name', async () => {
    const alias = path.join(folder, 'alias.db');
    await link(file, alias);
    for (const each of [file, alias])
      await expect(restore({ backup: each, replace: true })).rejects.toMatchObject({ code: 'restore-itself' });
    await untouched();
  });

  test('is taken without its manifest, and the report says what could not be checked', async () => {
    await rm(manifest());
    const { notes, madeAt } = await restore({ replace: true });
    expect(notes).toEqual([expect.stringContaining('.db.json')]);
    expect(madeAt).toBeNull();
    await untouched();
  });

  test('is taken when it is a copy of a running database with its log beside it, log and all', async () => {
    const copied = path.join(folder, 'copied.db');
    await whileAnotherProgramHasItOpen(async () => {
      await typeSql(url, `insert into shelf_book (title) values ('in the log only')`);
      for (const end of ['', '-wal']) await copyFile(file + end, copied + end);
    });
    const { notes } = await restore({ backup: copied, replace: true });
    expect(notes.join(' ')).toContain('copied from a running database');
    expect(await everyRow(url)).toContain('in the log only');
  });
});

describe('a database that is in use is left alone', () => {
  test('by another program, which is named', async () => {
    await whileAnotherProgramHasItOpen(async (pid) => {
      await expect(restore({ replace: true })).rejects.toMatchObject({
        kind: 'conflict',
        code: 'restore-in-use',
        details: { remedy: { text: expect.stringContaining('Stop AICMO') } },
        ...(process.platform === 'linux' ? { message: expect.stringContaining(`process ${pid} (`) } : {}),
      });
    });
    expect(await everyRow(url)).toBe(rows);
  });

  test('by this one', async () => {
    const db = await openDatabase(url);
    try {
      await db.handle<{ shelfBook: { title: string } }>('shelf').in().selectFrom('shelfBook').select('title').execute();
      await expect(restore({ replace: true })).rejects.toMatchObject({ code: 'restore-in-use' });
    } finally {
      await db.close();
    }
    expect(await everyRow(url)).toBe(rows);
  });

  test('by a program that came, wrote and went while the backup of what is there was made', async () => {
    const write = `new (require('better-sqlite3'))(${JSON.stringify(file)}).exec("insert into shelf_book (title) values ('late')")`;
    const onStep = (step: string): void => {
      if (step === 'Backing up what is there')
        execFileSync(process.execPath, ['-e', write], { cwd: import.meta.dirname });
    };
    await expect(restore({ replace: true, onStep })).rejects.toMatchObject({ code: 'restore-in-use' });
    expect(await everyRow(url)).toContain('late');
  });
});

test('who had opened the old file before it was exchanged cannot go on in it unnoticed', async () => {
  const old = await open(file, 'r');
  await restore({ replace: true });
  const { buffer } = await old.read(Buffer.alloc(16), 0, 16, 0);
  await old.close();
  expect(buffer.toString()).not.toContain('SQLite format');
  expect(await everyRow(url)).toBe(rows);
});

test('a backup with rows that point to nothing is restored as it is, and the report says so', async () => {
  await typeSql(url, 'pragma foreign_keys = off', `delete from shelf_author where id = 'b'`);
  const { file: poor } = await backupDatabase({ url, migrations });
  expect(await restore({ backup: poor, replace: true })).toMatchObject({
    notes: [expect.stringContaining('1 row of shelf_book points to rows of shelf_author')],
  });
});

test('what a living process is making is not taken for the remnant of a dead one', async () => {
  const living = path.join(folder, `aicmo.db.restore-${process.ppid}`);
  await writeFile(living, 'half a copy');
  await restore({ replace: true });
  expect(await readFile(living, 'utf8')).toBe('half a copy');
});

test('nothing but the database, and the backups, is left in the folder', async () => {
  await restore({ replace: true });
  expect((await readdir(folder)).sort()).toEqual(['aicmo.db', 'backups']);
});

test('who may read the database may do so afterwards', async () => {
  await chmod(file, 0o640);
  await restore({ replace: true });
  expect((await stat(file)).mode & 0o777).toBe(0o640);
});

test('a database that came into being while the backup was copied is not replaced', async () => {
  const place = path.join(folder, 'new.db');
  const onStep = (step: string): void => {
    if (step.startsWith('Copying the backup')) writeFileSync(place, 'somebody was faster');
  };
  await expect(
    restoreDatabase({ url: `sqlite:${place}`, migrations, backup, replace: true, onStep }),
  ).rejects.toMatchObject({ code: 'restore-failed', message: expect.stringContaining('EEXIST') });
  expect(await readFile(place, 'utf8')).toBe('somebody was faster');
});

test('a write-ahead log that was left without its file is put aside, not applied to what comes in its place', async () => {
  await rm(file);
  await writeFile(`${file}-wal`, 'what is left of a log');
  const { before } = await restore();
  expect(before).toMatchObject({ kind: 'set-aside' });
  expect(await everyRow(url)).toBe(rows);
});
