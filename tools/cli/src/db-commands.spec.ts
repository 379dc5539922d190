import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commands } from './commands/index.ts';
import { groups } from './commands/groups.ts';
import { exitCodes } from './command.ts';
import { runCli } from './run-cli.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'aicmo-db-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function aicmo(...argv: string[]): Promise<{ status: number; out: string; error: string }> {
  const said = { out: '', error: '' };
  const status = await runCli(commands, {
    groups,
    argv,
    env: () => ({ home, databaseUrl: `sqlite:${path.join(home, 'aicmo.db')}` }),
    out: (text) => (said.out += `${text}\n`),
    error: (text) => (said.error += `${text}\n`),
    signal: new AbortController().signal,
  });
  return { status, ...said };
}

describe('npx aicmo db --help', () => {
  test('lists every command of the database, says which database is meant, and what the exit statuses are', async () => {
    const { status, out } = await aicmo('db', '--help');
    expect(status).toBe(exitCodes.done);
    for (const { name } of commands.filter((each) => each.name.startsWith('db ')))
      expect(out).toMatch(new RegExp(`^ {2}${name.slice('db '.length)} `, 'mu'));
    expect(out).toContain('DATABASE_URL');
    for (const each of Object.values(exitCodes)) expect(out).toMatch(new RegExp(`^ {2}${each} +\\S`, 'mu'));
  });

  test('of each command says what it does, fits a terminal, and gives lines to type that exist', async () => {
    const names = commands.map(({ name }) => name);
    const examples = [...commands, ...groups].flatMap((each) => each.examples ?? []);
    for (const [typed] of examples) expect(names.some((name) => typed.startsWith(`npx aicmo ${name}`))).toBe(true);
    for (const command of commands.filter((each) => each.examples)) {
      const { out } = await aicmo(...command.name.split(' '), '--help');
      expect(out).toContain(command.summary);
      for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    }
  });

  test('`npx aicmo db` alone is wrong usage, and helps', async () => {
    expect(await aicmo('db')).toMatchObject({
      status: exitCodes.usage,
      out: expect.stringContaining('restore <file>'),
    });
  });

  test('a command of the database that there is not is named, before the list of those that there are', async () => {
    expect(await aicmo('db', 'frobnicate')).toMatchObject({
      status: exitCodes.usage,
      error: expect.stringContaining('There is no command "db frobnicate".'),
      out: expect.stringContaining('restore <file>'),
    });
  });
});

test('before there is a database, each command says so and what to type, and makes none', async () => {
  for (const name of ['verify', 'backup', 'dump-schema']) {
    expect(await aicmo('db', name)).toMatchObject({
      status: exitCodes.actionNeeded,
      out: '',
      error: expect.stringContaining('npx aicmo db bootstrap'),
    });
  }
  expect((await readdir(home)).filter((name) => name.endsWith('.db'))).toEqual([]);
});

test('a backup is made, listed and restored, and each step says what it did', async () => {
  await aicmo('db', 'bootstrap');
  expect(await aicmo('db', 'verify')).toMatchObject({
    status: exitCodes.done,
    out: expect.stringMatching(/is what the migrations make.*\d+ tables/u),
  });
  const made = await aicmo('db', 'backup', '--json');
  const backup: { file: string; rows: Record<string, number> } = JSON.parse(made.out);
  expect(made.error).toContain('Copying the database');
  expect(path.dirname(backup.file)).toBe(path.join(home, 'backups'));
  expect((await aicmo('db', 'backup', '--list')).out).toContain(backup.file);

  expect(await aicmo('db', 'restore', backup.file, '--check')).toMatchObject({
    status: exitCodes.done,
    out: expect.stringContaining('can be restored'),
  });
  const refused = await aicmo('db', 'restore', backup.file);
  expect(refused).toMatchObject({ status: exitCodes.failed, out: '', error: expect.stringContaining('--replace') });
  const restored = await aicmo('db', 'restore', backup.file, '--replace');
  expect(restored).toMatchObject({
    status: exitCodes.done,
    out: expect.stringContaining('What stood there before is in'),
  });
  const again = JSON.parse((await aicmo('db', 'restore', backup.file, '--replace', '--json')).out);
  expect(again).toMatchObject({ rows: backup.rows, before: { kind: 'backup' }, pending: [] });
});

test('a schema that somebody changed is told line by line with what to type, and asks for action', async () => {
  await aicmo('db', 'bootstrap');
  const before = await aicmo('db', 'dump-schema');
  const statements = 'drop index cam_lead_by_score; create table invoice (id integer)';
  // The tool's own door to SQL is none: a person uses sqlite3.
  const { openDatabase } = await import('@aicmo/core-db');
  const { sql } = await import('kysely');
  const db = await openDatabase(`sqlite:${path.join(home, 'aicmo.db')}`);
  for (const each of statements.split('; ')) await sql.raw(each).execute(db.handle('cam').in());
  await db.close();

  const { status, out } = await aicmo('db', 'verify');
  expect(status).toBe(exitCodes.actionNeeded);
  expect(out).toContain('2 differences');
  expect(out).toMatch(/1\. The index cam_lead_by_score .* is missing/u);
  expect(out).toMatch(/^ {5}sqlite3 \S+aicmo\.db '?create index "?cam_lead_by_score/imu);
  expect(out).toMatch(/2\. The table invoice was made by somebody else/u);
  const after = await aicmo('db', 'dump-schema');
  expect(after.out).not.toBe(before.out);
  expect(JSON.parse((await aicmo('db', 'verify', '--json')).out)).toMatchObject({
    state: 'drift',
    differences: [{ code: 'schema-index-missing' }, { code: 'schema-table-extra' }],
  });
});

test('a damaged file is a failure of verify, with the way to the backups', async () => {
  await aicmo('db', 'bootstrap');
  const handle = await open(path.join(home, 'aicmo.db'), 'r+');
  await handle.write('not a page of a b-tree', 4096 * 2);
  await handle.close();
  expect(await aicmo('db', 'verify')).toMatchObject({
    status: exitCodes.failed,
    out: expect.stringMatching(/is damaged[\s\S]*npx aicmo db restore <file> --replace/u),
  });
});
