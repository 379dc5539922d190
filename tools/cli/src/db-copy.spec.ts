import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { openDatabase } from '@aicmo/core-db';
import { exitCodes } from './command.ts';

const bin = path.resolve(import.meta.dirname, '../aicmo.mjs');
const server = process.env['TEST_POSTGRES_URL'] ?? '';

let home = '';
let postgresUrl = '';
/** The rows of one statement, typed by somebody with a console. */
async function ask(url: string, statement: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const db = await openDatabase(url);
  try {
    return (await sql.raw<Record<string, unknown>>(statement).execute(db.handle('console').in())).rows;
  } finally {
    await db.close();
  }
}
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'aicmo-copy-'));
  const name = `copy_${randomUUID().replaceAll('-', '')}`;
  await ask(server, `create database ${name} template template0`);
  postgresUrl = Object.assign(new URL(server), { pathname: `/${name}` }).href;
});
afterEach(async () => {
  await ask(server, `drop database ${new URL(postgresUrl).pathname.slice(1)} with (force)`);
  await rm(home, { recursive: true, force: true });
});

interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly error: string;
}

/** Runs the command line in a process of its own, and kills it when it says something. */
function aicmo(
  argv: readonly string[],
  { env = {}, killAt }: { readonly env?: Record<string, string>; readonly killAt?: string } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [bin, ...argv], {
    env: { PATH: process.env['PATH'], HOME: home, AICMO_HOME: home, NODE_NO_WARNINGS: '1', ...env },
    timeout: 120_000,
  });
  const said = { out: '', error: '' };
  child.stdout.on('data', (text: Buffer) => (said.out += text.toString()));
  child.stderr.on('data', (text: Buffer) => {
    said.error += text.toString();
    if (killAt !== undefined && said.error.includes(killAt)) child.kill('SIGKILL');
  });
  return new Promise((done) => child.on('close', (status, signal) => done({ status, signal, ...said })));
}

/** Every row of every table but the journal, which says when each side was made. */
async function everything(file: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const url = `sqlite:${file}`;
  const tables = await ask(
    url,
    // A text index keeps tables of its own, whose bytes depend on how it came to be; that it finds the same is asked below.
    `select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'core_db_%' and name not like 'sqlite_%' order by name`,
  );
  const rows: Record<string, readonly string[]> = {};
  for (const { name } of tables)
    rows[String(name)] = (await ask(url, `select * from "${String(name)}"`)).map(asText).sort();
  return rows;
}

const asText = (row: unknown): string =>
  JSON.stringify(Object.entries(row as object).sort(([a], [b]) => (a < b ? -1 : 1)));

test('a workspace moves to PostgreSQL although the process is killed on the way, works there, and comes back the same', async () => {
  await aicmo(['demo', 'seed'], { env: { AICMO_DEMO: '1' } });
  const file = path.join(home, 'demo.db');
  const source = `sqlite:${file}`;
  const before = await everything(file);
  expect(Object.values(before).flat().length).toBeGreaterThan(1000);

  const copy = ['db', 'copy', '--from', source, '--to', postgresUrl];
  const killed = await aicmo([...copy, '--batch', '5'], { killAt: 'copied cam_lead: ' });
  expect(killed).toMatchObject({ signal: 'SIGKILL', out: '' });
  const moved = await aicmo(copy);
  expect(moved).toMatchObject({
    status: exitCodes.done,
    out: expect.stringMatching(/Went on and copied \d+ rows in \d+ tables .* the same\.\n[^]*Set DATABASE_URL/u),
  });
  expect(moved.error).not.toContain('copied cam_client:');
  expect(moved.out).not.toContain(new URL(postgresUrl).password + '@');

  const there = { DATABASE_URL: postgresUrl };
  expect(await aicmo(['db', 'verify'], { env: there })).toMatchObject({ status: exitCodes.done });
  const leads = (env: Record<string, string>) => aicmo(['leads', 'list', '--json'], { env });
  expect((await leads(there)).out).toBe((await leads({ DATABASE_URL: source })).out);

  const back = path.join(home, 'back.db');
  const returned = await aicmo(['db', 'copy', '--to', `sqlite:${back}`, '--json'], { env: there });
  expect(JSON.parse(returned.out)).toMatchObject({ isResumed: false, leftBehind: [] });
  expect(await everything(back)).toEqual(before);
  expect(await everything(file)).toEqual(before);
  const search = async (url: string) =>
    (await aicmo(['leads', 'list', '--search', 'pla', '--json'], { env: { DATABASE_URL: url } })).out;
  expect(JSON.parse(await search(source))).toMatchObject({ leads: expect.arrayContaining([expect.anything()]) });
  expect(await search(`sqlite:${back}`)).toBe(await search(source));
}, 300_000);

test('the copy says what is wrong, with an exit status for each kind', async () => {
  expect(await aicmo(['db', 'copy'])).toMatchObject({
    status: exitCodes.usage,
    error: expect.stringContaining('--to'),
  });
  expect(await aicmo(['db', 'copy', '--to', postgresUrl, '--batch', '0'])).toMatchObject({ status: exitCodes.usage });
  expect(await aicmo(['db', 'copy', '--to', postgresUrl])).toMatchObject({ status: exitCodes.actionNeeded });
  await aicmo(['db', 'bootstrap']);
  expect(await aicmo(['db', 'copy', '--to', `sqlite:${path.join(home, 'aicmo.db')}`, '--json'])).toMatchObject({
    status: exitCodes.failed,
    out: expect.stringContaining('copy-same-database'),
  });
  await aicmo(['db', 'bootstrap'], { env: { DATABASE_URL: postgresUrl } });
  expect(await aicmo(['db', 'copy', '--to', postgresUrl])).toMatchObject({
    status: exitCodes.failed,
    out: '',
    error: expect.stringMatching(/^The target holds \d+ tables/mu),
  });
  expect(await aicmo(['db', 'copy', '--to', 'postgres://nobody@127.0.0.1:1/none'])).toMatchObject({
    status: exitCodes.couldNotRun,
    out: '',
  });
}, 300_000);
