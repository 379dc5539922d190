import { afterEach, expect, test } from '@jest/globals';
import { CompiledQuery } from 'kysely';
import { freshDatabaseUrl } from '../../testing/fresh-database-url.ts';
import { openWithParts, type OpenedDatabase } from '../open-with-parts.ts';
import { StatementNames } from './statement-names.ts';

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** One session with a table of three coins. */
async function till(): Promise<{ db: OpenedDatabase; say: (text: string) => Promise<unknown[]>; url: string }> {
  const url = await freshDatabaseUrl('postgres', (step) => undo.push(step));
  const db = openWithParts(url, { poolSize: 1 });
  undo.push(() => db.close());
  const say = async (text: string): Promise<unknown[]> => (await db.raw.executeQuery(CompiledQuery.raw(text))).rows;
  await say('create table till_coin (id text)');
  await say(`insert into till_coin values ('a'), ('b'), ('c')`);
  return { db, say, url };
}

const coin = (db: OpenedDatabase, id: string) =>
  db
    .handle<{ tillCoin: { id: string } }>('till')
    .in()
    .selectFrom('tillCoin')
    .selectAll()
    .where('id', '=', id)
    .execute();
const kept = `select count(*) as kept from pg_prepared_statements`;

test('what is asked once is not kept by the server, and what is asked often is kept once', async () => {
  const { db, say } = await till();
  await coin(db, 'a');
  expect(await say(kept)).toEqual([{ kept: 0 }]);
  for (const id of ['a', 'b', 'c', 'a', 'b', 'c', 'none']) await coin(db, id);
  expect(await coin(db, 'b')).toEqual([{ id: 'b' }]);
  expect(await say(kept)).toEqual([{ kept: 1 }]);
});

test('a session whose statements were forgotten behind its back, as behind a pooler, goes on without names', async () => {
  const { db, say } = await till();
  for (let times = 0; times < 8; times += 1) await coin(db, 'a');
  await say('deallocate all');
  expect(await coin(db, 'b')).toEqual([{ id: 'b' }]);
  expect(await coin(db, 'c')).toEqual([{ id: 'c' }]);
  expect(await say(kept)).toEqual([{ kept: 0 }]);
});

test('a table that got another column is read with it', async () => {
  const { db, url } = await till();
  for (let times = 0; times < 8; times += 1) await coin(db, 'a');
  const other = openWithParts(url);
  await other.raw.executeQuery(CompiledQuery.raw('alter table till_coin add column worth bigint'));
  await other.close();
  expect(await coin(db, 'b')).toEqual([{ id: 'b', worth: null }]);
});

test('inside of a transaction nothing gets a name, because a refusal there could not be asked again', async () => {
  const { db, say } = await till();
  const handle = db.handle<{ tillCoin: { id: string } }>('till');
  await db.transaction(async (tx) => {
    for (let times = 0; times < 8; times += 1)
      await handle.in(tx).selectFrom('tillCoin').selectAll().where('id', '=', 'a').execute();
  });
  expect(await say(kept)).toEqual([{ kept: 0 }]);
});

test('the names are few, and the same for the same statement', () => {
  const often = (names: StatementNames, text: string): string | undefined =>
    Array.from({ length: 5 }, () => names.of(text)).at(-1);
  const [one, other] = [new StatementNames(), new StatementNames()];
  expect(often(one, 'select 1')).toMatch(/^aicmo_[0-9a-f]{40}$/);
  expect(often(one, 'select 1')).toBe(often(other, 'select 1'));
  const given = Array.from({ length: 300 }, (_, number) => often(one, `select ${number}`)).filter((name) => name);
  expect(given.length).toBeLessThanOrEqual(200);
});
