import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CompiledQuery } from 'kysely';
import { freshDatabaseUrl } from '../../testing/fresh-database-url.ts';
import { parseDatabaseUrl } from '../database-url.ts';
import { openWithParts } from '../open-with-parts.ts';

/** What the driver itself understands of texts; no connection is made. In a process of its own: one file of the library imports pg. */
function driverReads(texts: readonly string[]): readonly Readonly<Record<string, unknown>>[] {
  const script = `
    const { Client } = require('pg');
    const texts = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
    console.log(JSON.stringify(texts.map((connectionString) => {
      const { user, password, host, port, database, ssl, connectionParameters } = new Client({ connectionString });
      return { user, password, host, port, database, ssl, options: connectionParameters.options ?? null };
    })))`;
  const out = execFileSync(process.execPath, ['-e', script], {
    ...{ cwd: path.resolve(import.meta.dirname, '../../..'), env: {}, encoding: 'utf8' },
    input: JSON.stringify(texts),
  });
  return JSON.parse(out) as readonly Readonly<Record<string, unknown>>[]; // one object a text, made above
}

const driverText = (url: string): string => {
  const parsed = parseDatabaseUrl(url);
  return parsed.dialect === 'postgres' ? parsed.connectionString : '';
};

describe('what the driver is told', () => {
  test('is what the parts of the URL say, whatever characters they have', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((each) => !each.includes('\0'));
    const parts = fc.record({
      user: text,
      password: text.filter((each) => !/^(?:[<[{*$%]|your|password$|change)/i.test(each)),
      host: fc.constantFrom('db.example.com', '10.0.0.7', '::1', '/var/run/postgresql'),
      port: fc.integer({ min: 1, max: 65_535 }),
      database: fc.stringMatching(/^[a-z_][a-z0-9_ -]{0,20}$/),
      options: text,
    });
    const samples = fc.sample(
      parts.filter(({ user }) => !/^(?:[<[{*$%]|your)/i.test(user)),
      { numRuns: 300, seed: 42 },
    );
    const encode = encodeURIComponent;
    const read = driverReads(
      samples.map(({ user, password, host, port, database, options }) =>
        driverText(
          `postgresql://${encode(user)}:${encode(password)}@${host.includes(':') ? `[${host}]` : encode(host)}:${port}/${encode(database)}?options=${encode(options)}&connect_timeout=3`,
        ),
      ),
    );
    expect(read).toEqual(samples.map((sample) => ({ ...sample, ssl: false })));
  });

  const told: readonly (readonly [url: string, reads: object])[] = [
    ['postgres://a:x@y@h/d', { user: 'a', password: 'x@y', host: 'h', port: 5432, database: 'd' }],
    ['postgres:///d?host=/run&user=a&port=5433', { user: 'a', host: '/run', port: 5433, database: 'd' }],
    ['postgres://localhost?dbname=d&user=a&password=x%2By', { host: 'localhost', password: 'x+y', database: 'd' }],
    ['postgres://a@h/d?options=-c%20search_path%3Dx', { options: '-c search_path=x' }],
    ['postgres://a@h/d?sslmode=disable', { ssl: false }],
    ['postgres://a@h/d?sslmode=no-verify', { ssl: { rejectUnauthorized: false } }],
    ['postgres://a@h/d?sslmode=prefer', { ssl: {} }],
    ['postgres://a@h/d?sslmode=verify-full&sslrootcert=system', { ssl: {} }],
    ['postgres://a@h/d?ssl=true', { ssl: {} }],
    ['postgres://a@h/d?ssl=false', { ssl: false }],
    ['postgres://a@h/d?schema=public&pgbouncer=true&max=99', { host: 'h', database: 'd' }],
  ];
  test('follows from places that a parameter names, and from its words for encryption', () => {
    const read = driverReads(told.map(([url]) => driverText(url)));
    for (const [index, [url, expected]] of told.entries())
      expect({ url, ...read[index] }).toMatchObject({ url, ...expected });
  });
});

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});
const fresh = (): Promise<string> => freshDatabaseUrl('postgres', (step) => undo.push(step));

async function ask(address: string, statement: string): Promise<readonly unknown[]> {
  const db = openWithParts(address);
  try {
    return (await db.raw.executeQuery(CompiledQuery.raw(statement))).rows;
  } finally {
    await db.close();
  }
}

test('a server lets somebody in whose name and password have every awkward character', async () => {
  const url = await fresh();
  const [user, password] = [`ada ${path.basename(url)} @:/?#é`, `p@s:s/w?o#r%d &=+'"é🔑`];
  await ask(url, `create role "${user}" login password '${password.replaceAll("'", "''")}'`);
  undo.push(async () => void (await ask(url, `drop role "${user}"`)));
  const own = new URL(url);
  const address = `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${own.host}${own.pathname}`;
  expect(await ask(address, 'select current_user as name')).toEqual([{ name: user }]);
});

test('a look at a server stays one when the URL has options of its own', async () => {
  const db = openWithParts(`${await fresh()}?options=-c%20search_path%3Dpg_catalog`, { readOnly: true });
  undo.push(() => db.close());
  const say = (statement: string) => db.raw.executeQuery(CompiledQuery.raw(statement));
  expect((await say('show search_path')).rows).toEqual([{ search_path: 'pg_catalog' }]);
  await expect(say('create table public.shelf_book (id text)')).rejects.toMatchObject({ code: 'db-read-only' });
});

describe('of several hosts', () => {
  const several = (url: string, ...ports: readonly number[]): string => {
    const { username, password, port, pathname } = new URL(url);
    const hosts = [...ports, port].map((each) => `127.0.0.1:${each}`).join(',');
    return `postgres://${username}:${password}@${hosts}${pathname}`;
  };

  test('the next one is asked when nobody listens at the one before', async () => {
    const url = await fresh();
    expect(await ask(several(url, 1, 2), 'select 1 as one')).toEqual([{ one: 1 }]);
    await expect(ask(several(url, 1).replace(/,[^/]*/, ',127.0.0.1:2'), 'select 1')).rejects.toMatchObject({
      code: 'db-unreachable',
    });
  });

  test('one that takes no writes is passed over, if that is what the URL asks for', async () => {
    const url = await fresh();
    const writer = `${several(url, 1)}?target_session_attrs=read-write`;
    expect(await ask(writer, 'select 1 as one')).toEqual([{ one: 1 }]);
    await ask(url, `alter database "${new URL(url).pathname.slice(1)}" set default_transaction_read_only = on`);
    await expect(ask(writer, 'select 1')).rejects.toMatchObject({ code: 'db-read-only' });
    expect(await ask(several(url, 1), 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});
