import { expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { invalid } from '@aicmo/core-kernel';
import { openDatabase } from '@aicmo/core-db';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { commands } from './commands/index.ts';
import { exitCodes } from './command.ts';
import { runCli } from './run-cli.ts';

async function aicmo(
  databaseUrl: string | Error,
  ...argv: string[]
): Promise<{ status: number; out: string; error: string }> {
  const said = { out: '', error: '' };
  const status = await runCli(commands, {
    argv: ['db', ...argv],
    env: () => {
      if (typeof databaseUrl !== 'string') throw databaseUrl;
      return { home: tmpdir(), databaseUrl };
    },
    out: (text) => (said.out += `${text}\n`),
    error: (text) => (said.error += `${text}\n`),
    signal: new AbortController().signal,
  });
  return { status, ...said };
}

interface JournalTables {
  readonly coreDbMigration: { name: string; checksum: string; finishedAt: string | null; process: string };
}

/** Changes the journal as nobody should. */
async function tamper(url: string, change: Partial<JournalTables['coreDbMigration']>): Promise<void> {
  const db = await openDatabase(url);
  const journal = db.handle<JournalTables>('core-db').in();
  await journal.updateTable('coreDbMigration').set(change).where('name', '=', '2026-11-22-create-leads').execute();
  await db.close();
}

describeEachDialect('aicmo db', (dialect) => {
  test('says that the database is to be made, prints the SQL for it, makes it, and finds it right', async () => {
    const url = await dialect.url();
    for (const command of ['status', 'validate'])
      expect(await aicmo(url, command)).toMatchObject({
        status: exitCodes.actionNeeded,
        out: expect.stringContaining('npx aicmo db bootstrap'),
      });
    const dry = await aicmo(url, 'bootstrap', '--dry-run');
    expect(dry).toMatchObject({ status: exitCodes.actionNeeded, error: '' });
    expect(dry.out).toMatch(/^-- cam\/2026-11-22-create-leads\ncreate table "cam_lead" \(/mu);
    expect(dry.out).toMatch(/insert into [^?$]*'aggressive_close'/u);
    if (dialect.name === 'sqlite') expect(existsSync(url.replace('sqlite:', ''))).toBe(false);

    expect(await aicmo(url, 'bootstrap')).toMatchObject({
      status: exitCodes.done,
      out: expect.stringMatching(
        /\((SQLite|PostgreSQL) \d.*\)\nApplied \d+ migrations in \d+ ms\.\nTables before: 0, after: \d+\./u,
      ),
      error: expect.stringContaining('cam/2026-11-22-create-leads'),
    });
    expect(await aicmo(url, 'bootstrap')).toMatchObject({
      status: exitCodes.done,
      out: expect.stringContaining('up to date; nothing was changed'),
    });
    expect(await aicmo(url, 'bootstrap', '--dry-run')).toMatchObject({ status: exitCodes.done });
    expect(await aicmo(url, 'status')).toMatchObject({
      status: exitCodes.done,
      out: expect.stringContaining('Up to date'),
    });
    const validated = JSON.parse((await aicmo(url, 'validate', '--json')).out) as unknown;
    expect(validated).toMatchObject({
      valid: true,
      checks: [{ title: 'URL' }, { title: 'Driver' }, { title: 'Connection' }, { title: 'Migrations', isGood: true }],
    });
  });

  test('tells a migration that was edited and one that was interrupted, with what to type, in words and for a program', async () => {
    const url = await dialect.url();
    await aicmo(url, 'bootstrap');
    await tamper(url, { checksum: '1:0123456789' });
    for (const command of ['status', 'validate'])
      expect(await aicmo(url, command)).toMatchObject({
        status: exitCodes.failed,
        out: expect.stringMatching(
          /cam\/2026-11-22-create-leads has changed since[^]*npx aicmo db bootstrap --accept-changed/u,
        ),
      });
    expect(JSON.parse((await aicmo(url, 'bootstrap', '--json')).out)).toMatchObject({
      error: {
        kind: 'conflict',
        code: 'migration-changed',
        details: { remedy: { commands: [{}, {}].map(() => expect.stringContaining('npx aicmo db')) } },
      },
    });
    expect(await aicmo(url, 'bootstrap', '--accept-changed')).toMatchObject({
      status: exitCodes.done,
      out: expect.stringContaining('Wrote down the checksum of one migration'),
    });
    await tamper(url, { finishedAt: null, process: 'one that has ended' });
    expect(await aicmo(url, 'bootstrap')).toMatchObject({
      status: exitCodes.failed,
      error: expect.stringMatching(/never ended.*--retry-interrupted/u),
    });
  });
});

test('a URL that no driver may see, a server that is down, and a wrong word are told apart by the exit status', async () => {
  const refused = invalid({ code: 'db-url-dialect', message: 'The database "mysql" is not supported.' });
  expect(await aicmo(refused, 'validate')).toMatchObject({
    status: exitCodes.failed,
    out: expect.stringContaining('mysql'),
  });
  expect(JSON.parse((await aicmo(refused, 'validate', '--json')).out)).toMatchObject({
    checks: [{ code: 'db-url-dialect' }],
  });
  const down = 'postgres://a:pl4nted@127.0.0.1:1/d';
  for (const command of ['validate', 'status', 'bootstrap']) {
    const said = await aicmo(down, command);
    expect(said.status).toBe(exitCodes.couldNotRun);
    expect(said.out + said.error).not.toContain('pl4nted');
  }
  expect(await aicmo(down, 'bootstrap', '--wait', 'long')).toMatchObject({ status: exitCodes.usage });
});
