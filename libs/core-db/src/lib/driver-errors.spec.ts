import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { isAppError } from '@aicmo/core-kernel';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { remedyIn, translateDriverError } from './driver-errors.ts';
import { openWithParts } from './open-with-parts.ts';

const withCode = (code: string, more: object = {}) =>
  Object.assign(new Error('as the driver says it'), { code, ...more });

test.each([
  ['SQLITE_BUSY', 'db-busy'],
  ['SQLITE_BUSY_RECOVERY', 'db-busy'],
  ['SQLITE_BUSY_SNAPSHOT', 'db-busy'],
  ['SQLITE_LOCKED_SHAREDCACHE', 'db-busy'],
  ['SQLITE_PROTOCOL', 'db-busy'],
  ['SQLITE_CONSTRAINT_UNIQUE', 'db-unique'],
  ['SQLITE_CONSTRAINT_PRIMARYKEY', 'db-unique'],
  ['SQLITE_CONSTRAINT_ROWID', 'db-unique'],
  ['SQLITE_CONSTRAINT_FOREIGNKEY', 'db-foreign-key'],
  ['SQLITE_CONSTRAINT_NOTNULL', 'db-not-null'],
  ['SQLITE_CONSTRAINT_CHECK', 'db-check'],
  ['SQLITE_CONSTRAINT_TRIGGER', 'db-constraint'],
  ['SQLITE_CONSTRAINT_DATATYPE', 'db-value'],
  ['SQLITE_READONLY', 'db-read-only'],
  ['SQLITE_READONLY_DBMOVED', 'db-read-only'],
  ['SQLITE_READONLY_DIRECTORY', 'db-read-only'],
  ['SQLITE_FULL', 'db-full'],
  ['SQLITE_CORRUPT', 'db-corrupt'],
  ['SQLITE_CORRUPT_INDEX', 'db-corrupt'],
  ['SQLITE_NOTADB', 'db-not-a-database'],
  ['SQLITE_CANTOPEN', 'db-cannot-open'],
  ['SQLITE_CANTOPEN_ISDIR', 'db-is-directory'],
  ['SQLITE_IOERR_WRITE', 'db-io'],
  ['SQLITE_NOMEM', 'db-out-of-memory'],
  ['SQLITE_TOOBIG', 'db-too-big'],
  ['SQLITE_INTERRUPT', 'db-timeout'],
  ['08006', 'db-session-ended'],
  ['08P01', 'db-session-ended'],
  ['22001', 'db-value'],
  ['22P02', 'db-value'],
  ['23001', 'db-foreign-key'],
  ['23502', 'db-not-null'],
  ['23503', 'db-foreign-key'],
  ['23505', 'db-unique'],
  ['23514', 'db-check'],
  ['23P01', 'db-constraint'],
  ['25001', 'db-not-in-transaction'],
  ['25006', 'db-read-only'],
  ['25P03', 'db-idle-in-transaction'],
  ['25P04', 'db-timeout'],
  ['28000', 'db-auth'],
  ['28P01', 'db-auth'],
  ['3D000', 'db-missing'],
  ['3F000', 'db-no-namespace'],
  ['40001', 'db-serialization'],
  ['40P01', 'db-serialization'],
  ['42501', 'db-permission'],
  ['42703', 'db-no-schema'],
  ['42P01', 'db-no-schema'],
  ['53100', 'db-full'],
  ['53200', 'db-out-of-memory'],
  ['53300', 'db-too-many'],
  ['54000', 'db-too-big'],
  ['55P03', 'db-busy'],
  ['57014', 'db-timeout'],
  ['57P01', 'db-session-ended'],
  ['57P02', 'db-session-ended'],
  ['57P03', 'db-starting'],
  ['57P05', 'db-session-ended'],
  ['58030', 'db-io'],
  ['XX001', 'db-corrupt'],
  ['ECONNREFUSED', 'db-unreachable'],
  ['ECONNRESET', 'db-session-ended'],
  ['ENOTFOUND', 'db-unreachable'],
])('the driver’s %s is %s, with what was found and what to do', (driverCode, code) => {
  const cause = withCode(driverCode);
  const found = translateDriverError(cause);
  expect(found).toMatchObject({ code, cause, details: { driverCode } });
  const remedy = remedyIn(found.details);
  expect(remedy?.text).toMatch(/\S/);
  expect(found.message).toContain(remedy?.text);
  expect(found.message.length).toBeGreaterThan(remedy?.text.length ?? 0);
});

test('what no table knows is a fault of ours, and an AppError stays as it is', () => {
  expect(translateDriverError(withCode('42601'))).toMatchObject({ kind: 'internal', code: 'db-failed' });
  expect(translateDriverError(new Error('no code'))).toMatchObject({
    code: 'db-failed',
    details: { driverCode: 'unknown' },
  });
  expect(translateDriverError(null)).toMatchObject({ code: 'db-failed' });
  const own = translateDriverError(withCode('23505'));
  expect(translateDriverError(own)).toBe(own);
});

describeEachDialect('a broken rule', (dialect) => {
  const tables = [
    'create table owner (id integer primary key, name text not null, age integer check (age >= 0), born integer, constraint owner_rule check (born > 0))',
    'create unique index owner_name on owner (name, age)',
    'create unique index owner_lower on owner (lower(name)) where age > 100',
    'create table pet (id integer primary key, owner_id integer not null references owner (id))',
    "insert into owner values (1, 'Ada', 36, 1), (5, 'Zoe', 150, 1)",
    'insert into pet values (1, 1)',
  ];
  const isSqlite = dialect.name === 'sqlite';

  test.each([
    ['a primary key', "insert into owner values (1, 'Bea', 2, 1)", 'db-unique', { table: 'owner', columns: ['id'] }],
    [
      'several columns',
      "insert into owner values (2, 'Ada', 36, 1)",
      'db-unique',
      isSqlite
        ? { table: 'owner', columns: ['name', 'age'] }
        : { table: 'owner', columns: ['name', 'age'], constraint: 'owner_name' },
    ],
    ['an expression', "insert into owner values (6, 'ZOE', 151, 1)", 'db-unique', { constraint: 'owner_lower' }],
    ['nothing given', 'insert into owner values (2, null, 1, 1)', 'db-not-null', { table: 'owner', columns: ['name'] }],
    ['a rule with a name', "insert into owner values (2, 'Bea', 1, 0)", 'db-check', { constraint: 'owner_rule' }],
    [
      'no such row',
      'insert into pet values (2, 9)',
      'db-foreign-key',
      isSqlite ? {} : { table: 'pet', columns: ['owner_id'] },
    ],
    ['a row still pointed to', 'delete from owner', 'db-foreign-key', {}],
    ['no such table', 'select * from nobody', 'db-no-schema', {}],
    ['no such column', 'select colour from owner', 'db-no-schema', {}],
    ['a mistake in the statement', 'selec 1', 'db-failed', {}],
  ])('says which one, and no value: %s', async (_title, statement, code, details) => {
    const db = openWithParts(await dialect.url());
    try {
      for (const each of tables) await sql.raw(each).execute(db.raw);
      const error: unknown = await sql
        .raw(statement)
        .execute(db.raw)
        .catch((found: unknown) => found);
      expect(error).toMatchObject({ code, details });
      if (!isAppError(error)) throw new Error('not an AppError');
      expect(`${error.message} ${JSON.stringify(error.details)}`).not.toMatch(/Ada|ZOE|zoe|Bea|\b36\b/);
    } finally {
      await db.close();
    }
  });

  test('what has no room is db-full, and nothing of it is kept', async () => {
    if (!isSqlite) return; // Row C20 of the fault matrix fills a real disk under a server.
    const db = openWithParts(await dialect.url());
    try {
      await sql.raw('create table filling (text text)').execute(db.raw);
      await sql.raw('pragma max_page_count = 10').execute(db.raw);
      const filling = sql`insert into filling values (${'x'.repeat(100_000)})`.execute(db.raw);
      await expect(filling).rejects.toMatchObject({ kind: 'unavailable', code: 'db-full' });
      expect((await sql.raw('select * from filling').execute(db.raw)).rows).toEqual([]);
    } finally {
      await db.close();
    }
  });
});
