import { afterEach, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import { sql } from 'kysely';
import { isAppError } from '@aicmo/core-kernel';
import { errorResponse, proxyTo, urlWith } from '../faults/fake-servers.ts';
import type { OpenOptions } from '../open-database.ts';
import { openWithParts, type OpenedDatabase } from '../open-with-parts.ts';
import { freshDatabaseUrl } from '../../testing/fresh-database-url.ts';
import { connectError } from './connect-errors.ts';

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const freshUrl = () => freshDatabaseUrl('postgres', (step) => undo.push(step));
function open(url: string, options: OpenOptions = {}): OpenedDatabase {
  const db = openWithParts(url, options);
  undo.push(() => db.close());
  return db;
}
const ask = async (db: OpenedDatabase, text: string) =>
  (await sql.raw<Record<string, unknown>>(text).execute(db.raw)).rows;
const inTx = (db: OpenedDatabase, tx: Parameters<Parameters<OpenedDatabase['transaction']>[0]>[0], text: string) =>
  sql.raw(text).execute(db.handle('till').in(tx));
const through = (url: string, port: number): string => urlWith(url, (at) => Object.assign(at, { port: String(port) }));

test('a session shows its name, keeps to the limits that were asked for, and the URL has the last word', async () => {
  const url = await freshUrl();
  const db = open(url, {
    applicationName: 'aicmo worker',
    statementTimeoutMs: 1234,
    lockTimeoutMs: 567,
    idleInTransactionMs: 1000,
  });
  const setting = async (of: OpenedDatabase, name: string) =>
    (await ask(of, `select current_setting('${name}') as found`))[0]?.['found'];
  expect(await setting(db, 'application_name')).toBe('aicmo worker');
  expect(await setting(db, 'statement_timeout')).toBe('1234ms');
  expect(await setting(db, 'lock_timeout')).toBe('567ms');
  expect(await setting(db, 'idle_in_transaction_session_timeout')).toBe('11s');
  const own = open(`${url}?application_name=mine&statement_timeout=4321`);
  expect(await setting(own, 'application_name')).toBe('mine');
  expect(await setting(own, 'statement_timeout')).toBe('4321ms');
  await expect(ask(open(url, { readOnly: true }), 'create table a (b int)')).rejects.toMatchObject({
    code: 'db-read-only',
  });
});

test('there are never more sessions than the pool may have, and who waits too long for one is told', async () => {
  const db = open(await freshUrl(), { poolSize: 2, connectTimeoutMs: 100, poolWaitMs: 1100 });
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const holders = [1, 2].map(() =>
    db.transaction(async (tx) => {
      await inTx(db, tx, 'select 1');
      await held;
    }),
  );
  await expect(ask(db, 'select 1')).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'db-pool-full',
    message: expect.stringMatching(/^All 2 connections .* 1\.1 s\./),
  });
  letGo();
  await Promise.all(holders);
  await Promise.all(Array.from({ length: 20 }, () => ask(db, 'select 1')));
  const sessions = await ask(db, 'select count(*) as n from pg_stat_activity where datname = current_database()');
  expect(sessions).toEqual([{ n: 2 }]);
});

test('a transaction that has to give way each time is called again as often as was asked for, and then fails', async () => {
  const db = open(await freshUrl());
  for (const [retries, calls] of [
    [undefined, 4],
    [0, 1],
    [2, 3],
  ] as const) {
    let called = 0;
    const work = db.transaction(
      async (tx) => {
        called += 1;
        await inTx(db, tx, `do $$ begin raise exception 'no' using errcode = '40001'; end $$`);
      },
      retries === undefined ? {} : { retries },
    );
    await expect(work).rejects.toMatchObject({ kind: 'unavailable', code: 'db-serialization' });
    expect(called).toBe(calls);
  }
});

test('a statement that runs when the time of its transaction is over is stopped at the server too', async () => {
  const db = open(await freshUrl(), { poolSize: 1 });
  const slow = db.transaction((tx) => inTx(db, tx, 'select pg_sleep(600)'), { timeoutMs: 100 });
  await expect(slow).rejects.toMatchObject({ code: 'db-timeout' });
  const controller = new AbortController();
  const given = db.transaction(
    async (tx) => {
      const sleeping = inTx(db, tx, 'select pg_sleep(600)');
      controller.abort();
      await sleeping;
    },
    { signal: controller.signal },
  );
  await expect(given).rejects.toMatchObject({ code: 'db-aborted' });
  expect(
    await ask(
      db,
      `select count(*) as n from pg_stat_activity where query like '%pg_sleep(600)%' and state = 'active' and pid <> pg_backend_pid()`,
    ),
  ).toEqual([{ n: 0 }]);
});

test('a connection that breaks during the commit leaves it open whether anything was kept, and says so', async () => {
  const db = open(await freshUrl());
  await ask(db, 'create table till_coin (id text)');
  await ask(
    db,
    `create function till_end() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$`,
  );
  await ask(
    db,
    'create constraint trigger till_end after insert on till_coin deferrable initially deferred for each row execute function till_end()',
  );
  await expect(db.transaction((tx) => inTx(db, tx, `insert into till_coin values ('a')`))).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'db-commit-unknown',
  });
});

test('a server that falls silent in the middle of a statement is noticed, also by a transaction that is out of time', async () => {
  const url = await freshUrl();
  const proxy = await proxyTo((step) => undo.push(step), url);
  const db = open(through(url, proxy.port), { silenceMs: 200, connectTimeoutMs: 20_000 });
  // One that works for longer than that is left alone.
  await ask(db, 'select pg_sleep(0.7)');
  await ask(db, 'select 1');
  proxy.freeze();
  await expect(ask(db, 'select 1')).rejects.toMatchObject({ kind: 'unavailable', code: 'db-no-answer' });
  const other = await proxyTo((step) => undo.push(step), url);
  const patient = open(through(url, other.port), { connectTimeoutMs: 3000 });
  const work = patient.transaction(
    async (tx) => {
      await inTx(patient, tx, 'select 1');
      other.freeze();
      await inTx(patient, tx, 'select 2');
    },
    { timeoutMs: 400 },
  );
  await expect(work).rejects.toMatchObject({ code: 'db-timeout' });
});

test('a server that is starting is asked three more times', async () => {
  const url = await freshUrl();
  const starting = errorResponse('57P03', 'the database system is starting up');
  const soon = await proxyTo(
    (step) => undo.push(step),
    url,
    (_first, number) => (number <= 2 ? starting : undefined),
  );
  expect(await ask(open(through(url, soon.port)), 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(soon.connections()).toBe(3);
  const never = await proxyTo(
    (step) => undo.push(step),
    url,
    () => starting,
  );
  await expect(ask(open(through(url, never.port)), 'select 1')).rejects.toMatchObject({ code: 'db-starting' });
  expect(never.connections()).toBe(4);
});

test('of a name with several addresses each is named on which nothing listens', async () => {
  const socket = connect({
    host: 'two.invalid',
    port: 1,
    autoSelectFamily: true,
    lookup: (_host, _how, done) =>
      done(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '127.0.0.2', family: 4 },
      ] as never),
  });
  const error = await new Promise<Error>((resolve) => socket.once('error', resolve));
  expect(error.message).toBe('');
  const facts = {
    host: 'two.invalid',
    port: 1,
    user: 'app',
    database: 'app',
    hasPassword: true,
    wantsTls: false,
    timeoutMs: 1,
  };
  const seen = { isLate: false, isStrange: false, isConnected: false, isAsked: false, firstBytes: new Uint8Array() };
  const found = connectError(error, { ...facts, ...seen });
  expect(isAppError(found) && found.message).toMatch(/^Nothing listens on 127\.0\.0\.1:1 or 127\.0\.0\.2:1\. Start /);
});

test('a session that ends while rows are read one by one is told, and the next statement has another', async () => {
  const url = await freshUrl();
  const [db, other] = [open(url), open(url)];
  await ask(db, 'create table till_coin as select n as id from generate_series(1, 50000) n');
  const reading = async () => {
    let read = 0;
    const coins = db.handle<{ tillCoin: { id: number } }>('till').in();
    for await (const _row of coins.selectFrom('tillCoin').select('id').stream()) {
      read += 1;
      if (read !== 1) continue;
      await ask(
        other,
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
    }
  };
  await expect(reading()).rejects.toMatchObject({ code: 'db-session-ended' });
  expect(await ask(db, 'select 1 as one')).toEqual([{ one: 1 }]);
});
