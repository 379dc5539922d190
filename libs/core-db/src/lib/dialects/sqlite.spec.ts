import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { stat } from 'node:fs/promises';
import { CompiledQuery, sql } from 'kysely';
import type { OpenOptions } from '../open-database.ts';
import { openWithParts, type OpenedDatabase } from '../open-with-parts.ts';
import { freshDatabaseUrl } from '../../testing/fresh-database-url.ts';
import { statementCache } from './statement-cache.ts';
import { keptStatements } from './sqlite-connection.ts';

const undo: (() => Promise<void>)[] = [];
let url = '';
beforeEach(async () => {
  url = await freshDatabaseUrl('sqlite', (step) => undo.push(step));
});
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

function open(options: OpenOptions = {}): OpenedDatabase {
  const db = openWithParts(url, options);
  undo.push(() => db.close());
  return db;
}
const ask = async (db: OpenedDatabase, text: string) =>
  (await sql.raw<Record<string, unknown>>(text).execute(db.raw)).rows;
const file = () => url.slice('sqlite:'.length);
const logBytes = async () => (await stat(`${file()}-wal`)).size;

test('a file is opened with a write-ahead log, foreign keys and as much durability as was asked for', async () => {
  const settings = async (db: OpenedDatabase) =>
    Object.assign(
      {},
      ...(await Promise.all(
        ['journal_mode', 'foreign_keys', 'synchronous', 'journal_size_limit'].map(
          async (name) => (await ask(db, `pragma ${name}`))[0],
        ),
      )),
    );
  expect(await settings(open())).toEqual({
    journal_mode: 'wal',
    foreign_keys: 1,
    synchronous: 1,
    journal_size_limit: 67_108_864,
  });
  expect(await settings(open({ durability: 'full', walLimitBytes: 5000 }))).toMatchObject({
    synchronous: 2,
    journal_size_limit: 5000,
  });
  await expect(ask(open({ readOnly: true }), 'create table a (b)')).rejects.toMatchObject({ code: 'db-read-only' });
});

test('the write-ahead log is emptied when it is longer than it may be, as soon as no reader is in the way', async () => {
  const limit = 100_000;
  const [db, reader] = [open({ walLimitBytes: limit }), open()];
  await ask(db, 'create table till_coin (text text)');
  const write = async (rows: number) => {
    for (let row = 0; row < rows; row += 1)
      await sql`insert into till_coin values (${'x'.repeat(2000)})`.execute(db.raw);
  };
  await reader.transaction(
    async (tx) => {
      await sql`select count(*) from till_coin`.execute(reader.handle('till').in(tx));
      await write(250);
      expect(await logBytes()).toBeGreaterThan(5 * limit);
    },
    { mode: 'read' },
  );
  await write(50);
  expect(await logBytes()).toBeLessThan(2 * limit);
  expect(await ask(db, 'select count(*) as n from till_coin')).toEqual([{ n: 300 }]);
});

test('waiting for the lock of another program leaves this one free, and ends in db-busy', async () => {
  const [db, other] = [open({ lockTimeoutMs: 300 }), open()];
  await ask(db, 'create table till_coin (id text)');
  let turns = 0;
  let isOver = false;
  const count = (): void => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  await other.transaction(async (tx) => {
    await sql`insert into till_coin values ('a')`.execute(other.handle('till').in(tx));
    setImmediate(count);
    await expect(ask(db, `insert into till_coin values ('b')`)).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'db-busy',
    });
    isOver = true;
    await expect(db.transaction(async () => 1)).rejects.toMatchObject({ code: 'db-busy' });
    // To read needs no lock.
    expect(await ask(db, 'select count(*) as n from till_coin')).toEqual([{ n: 0 }]);
  });
  expect(turns).toBeGreaterThan(1);
  await ask(db, `insert into till_coin values ('b')`);
});

test('opening a file that somebody has for themselves alone waits, too', async () => {
  const owner = openWithParts(url);
  await ask(owner, 'pragma locking_mode = exclusive');
  await ask(owner, 'create table till_coin (id text)');
  const late = open({ lockTimeoutMs: 60_000 });
  await expect(ask(open({ lockTimeoutMs: 100 }), 'select 1 from till_coin')).rejects.toMatchObject({ code: 'db-busy' });
  const asked = ask(late, 'select count(*) as n from till_coin');
  await owner.close();
  expect(await asked).toEqual([{ n: 0 }]);
});

test('prepared statements are kept up to a number, the least used going first', () => {
  const made: string[] = [];
  const prepare = statementCache((text) => {
    made.push(text);
    return { text };
  }, 3);
  const first = prepare('a');
  for (const text of ['b', 'c', 'a', 'd']) prepare(text);
  expect(prepare('a')).toBe(first);
  expect(made).toEqual(['a', 'b', 'c', 'd']);
  prepare('b');
  expect(made).toEqual(['a', 'b', 'c', 'd', 'b']);
});

test('more statements than are kept still all answer', async () => {
  const db = open();
  for (let number = 0; number < keptStatements + 50; number += 1) {
    expect(await ask(db, `select ${number} as n`)).toEqual([{ n: number }]);
  }
});

test('a statement that is being read row by row is nobody else’s', async () => {
  const db = open();
  await ask(db, 'create table till_coin (id integer)');
  await ask(db, 'insert into till_coin values (1), (2), (3)');
  const { driver } = db.dialectFacts;
  const lease = await driver.acquireConnection();
  await lease.begin({ mode: 'read', durable: false, statementTimeoutMs: null });
  const query = CompiledQuery.raw('select id from till_coin order by id');
  const read: unknown[] = [];
  for await (const { rows } of lease.streamQuery<{ id: number }>(query, 1)) {
    read.push(rows[0]?.id);
    expect((await lease.executeQuery(query)).rows).toHaveLength(3);
  }
  await lease.commit();
  await driver.releaseConnection(lease);
  expect(read).toEqual([1, 2, 3]);
});
