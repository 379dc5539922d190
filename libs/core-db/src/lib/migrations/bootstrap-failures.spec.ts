import { expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import { library } from '../../testing/a-library.ts';
import { typeSql } from '../../testing/a-shelf.ts';
import { describeEachDialect } from '../../testing/describe-each-dialect.ts';
import { bootstrapDatabaseSchema, migrationStatus } from '../bootstrap.ts';
import { defineMigrations, type Migration } from '../define-migrations.ts';
import { openWithParts } from '../open-with-parts.ts';
import type { BootstrapStep } from './bootstrap-step.ts';
import { journalTable } from './journal-row.ts';
import { migrationLockKey } from './lock-holder.ts';

const { createBooks, createLoans, addInitial } = library;
const set = (...list: readonly Migration[]) => [defineMigrations('library', list)];
const breaks: Migration = {
  name: '2026-02-01-break',
  up: async ({ schema, columns, run }) => {
    await schema.createTable('library_half').addColumn('id', columns.id).execute();
    await run(sql`insert into library_nowhere values (1)`);
  },
};
/** On Linux the process that writes to a SQLite file can be found out. */
const namedOnLinux = process.platform === 'linux' ? /Waited 0.1 s for process \d+ \(.+\), which/ : /Waited 0.1 s for/;
const full = (name: string): string => `library/${name}`;

describeEachDialect('a bootstrap that fails', (dialect) => {
  test('tells what the database says afterwards, not what it believed: of one transaction nothing stays', async () => {
    const url = await dialect.url();
    await bootstrapDatabaseSchema({ url, migrations: set(createBooks) });
    await expect(
      bootstrapDatabaseSchema({ url, migrations: set(createBooks, createLoans, breaks) }),
    ).rejects.toMatchObject({
      kind: 'internal',
      code: 'migration-failed',
      message: expect.stringMatching(
        /library\/2026-02-01-break failed in statement 2 of 2: .*library_nowhere.*Nothing was applied\./,
      ),
      details: {
        ...{ migration: full(breaks.name), applied: [], interrupted: [], backup: null },
        statement: 'insert into library_nowhere values (1)',
        notApplied: [full(createLoans.name), full(breaks.name)],
        tables: [journalTable, 'library_book'],
      },
    });
    expect(await migrationStatus(url, set(createBooks, createLoans))).toMatchObject({
      state: 'behind',
      tables: [journalTable, 'library_book'],
    });
  });

  test('in a migration outside of the transaction says what stays, and the next one finds it half done and can run it again', async () => {
    const url = await dialect.url();
    const twoIndexes = (second: string): Migration => ({
      name: '2026-02-02-index-twice',
      transactional: false,
      up: async ({ run }) => {
        await run(sql`create index if not exists library_book_one on library_book (title)`);
        await run(sql.raw(`create index if not exists library_book_two on ${second} (title)`));
      },
    });
    const migrations = (second: string) => set(createBooks, twoIndexes(second), addInitial);
    await expect(bootstrapDatabaseSchema({ url, migrations: migrations('library_nowhere') })).rejects.toMatchObject({
      code: 'migration-failed',
      message: expect.stringContaining(`Half done: ${full('2026-02-02-index-twice')}. Type: npx aicmo db status`),
      details: {
        applied: [full(createBooks.name)],
        interrupted: [full('2026-02-02-index-twice')],
        notApplied: [full(addInitial.name)],
      },
    });
    const status = await migrationStatus(url, migrations('library_book'));
    expect(status).toMatchObject({
      state: 'interrupted',
      interrupted: [{ statementsDone: 1, statements: 2, startedBy: { pid: process.pid } }],
      finding: { message: expect.stringMatching(/failed: .*library_nowhere.*Of its 2 statements 1 were done/) },
    });
    await expect(bootstrapDatabaseSchema({ url, migrations: migrations('library_book') })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'migration-interrupted',
      message: expect.stringContaining('npx aicmo db bootstrap --retry-interrupted'),
    });
    const again = await bootstrapDatabaseSchema({
      url,
      migrations: migrations('library_book'),
      retryInterrupted: true,
    });
    expect(again.applied.map(({ name }) => name)).toEqual(['2026-02-02-index-twice', addInitial.name]);
    expect(await migrationStatus(url, migrations('library_book'))).toMatchObject({ state: 'ok' });
  });

  test('in a data step or before its first statement leaves nothing behind', async () => {
    const url = await dialect.url();
    const fails = async (): Promise<void> => {
      throw new Error('no such book');
    };
    const inData = { ...createLoans, data: { version: 1, run: fails } };
    await expect(bootstrapDatabaseSchema({ url, migrations: set(createBooks, inData) })).rejects.toMatchObject({
      code: 'migration-failed',
      message: expect.stringContaining('failed in its data step: no such book. Nothing was applied.'),
    });
    expect(await migrationStatus(url, set(createBooks))).toMatchObject({ state: 'empty', tables: [] });
    const untouched = await dialect.url();
    await expect(
      bootstrapDatabaseSchema({ url: untouched, migrations: set({ ...createBooks, up: fails }) }),
    ).rejects.toMatchObject({
      code: 'migration-broken',
      message: expect.stringContaining('library/2026-01-01-create-books cannot say its statements: no such book'),
    });
    if (dialect.name === 'sqlite') expect(existsSync(untouched.replace('sqlite:', ''))).toBe(false);
  });

  test('because rows would point nowhere changes nothing', async () => {
    const url = await dialect.url();
    await bootstrapDatabaseSchema({ url, migrations: set(createBooks, createLoans) });
    await typeSql(
      url,
      `insert into library_book (id, title) values ('a', 'Dune')`,
      `insert into library_loan (id, book_id) values ('l', 'a')`,
    );
    const empties: Migration = { name: '2026-02-03-empty', up: async ({ run }) => run(sql`delete from library_book`) };
    await expect(
      bootstrapDatabaseSchema({ url, migrations: set(createBooks, createLoans, empties) }),
    ).rejects.toMatchObject({
      code: dialect.name === 'sqlite' ? 'migration-foreign-keys' : 'migration-failed',
    });
    expect(await typeSql(url, 'select id from library_book')).toEqual([{ id: 'a' }]);
  });

  test('because what it made is not there afterwards is not reported as done, and tells what was committed', async () => {
    const url = await dialect.url();
    const drops: Migration = {
      name: '2026-02-04-drop',
      up: async () => undefined,
      data: { version: 1, run: ({ run }) => run(sql`drop table library_book`) },
    };
    await expect(bootstrapDatabaseSchema({ url, migrations: set(createBooks, drops) })).rejects.toMatchObject({
      code: 'db-tables-missing',
      message: expect.stringContaining('library_book'),
      details: { applied: [full(createBooks.name), full(drops.name)], notApplied: [] },
    });
  });

  test('because it was told to stop has changed nothing', async () => {
    const url = await dialect.url();
    const stop = new AbortController();
    const onStep = ({ step }: BootstrapStep): void => (step === 'applied' ? stop.abort() : undefined);
    await expect(
      bootstrapDatabaseSchema({ url, migrations: set(createBooks, createLoans), signal: stop.signal, onStep }),
    ).rejects.toMatchObject({
      code: 'migration-aborted',
      details: { applied: [], notApplied: [{}, {}].map(() => expect.any(String)) },
    });
    expect(await migrationStatus(url, set(createBooks))).toMatchObject({ state: 'empty' });
  });

  /** Runs work while another connection holds the lock of migrations. */
  async function whileLocked(url: string, work: () => Promise<void>): Promise<void> {
    const other = openWithParts(url);
    const [take, give] =
      dialect.name === 'sqlite'
        ? ['begin immediate', 'rollback']
        : [`select pg_advisory_lock(${migrationLockKey})`, `select pg_advisory_unlock(${migrationLockKey})`];
    await other.raw.connection().execute(async (db) => {
      await sql.raw(take).execute(db);
      await work();
      await sql.raw(give).execute(db);
    });
    await other.close();
  }

  test('because another process holds the lock says so after the time allowed, and names it where the database knows', async () => {
    const url = await dialect.url();
    await bootstrapDatabaseSchema({ url, migrations: set(createBooks) });
    const steps: BootstrapStep[] = [];
    await whileLocked(url, async () => {
      const attempt = bootstrapDatabaseSchema({
        ...{ url, migrations: set(createBooks, createLoans), lockWaitMs: 100 },
        onStep: (step) => steps.push(step),
      });
      await expect(attempt).rejects.toMatchObject({
        kind: 'unavailable',
        code: 'migration-lock-timeout',
        message: expect.stringMatching(
          dialect.name === 'sqlite'
            ? namedOnLinux
            : /Waited 0.1 s for session \d+ of the server \("aicmo", begun \d+ s ago\).*pg_terminate_backend/,
        ),
      });
    });
    expect(steps).toMatchObject([{ step: 'waiting', atMostMs: 100 }]);
    expect(await bootstrapDatabaseSchema({ url, migrations: set(createBooks, createLoans) })).toMatchObject({
      applied: [{ name: createLoans.name }],
    });
  });

  test('because it was told to stop while it waited for another process stops at once', async () => {
    const url = await dialect.url();
    await bootstrapDatabaseSchema({ url, migrations: set(createBooks) });
    const stop = new AbortController();
    await whileLocked(url, async () => {
      const attempt = bootstrapDatabaseSchema({
        ...{ url, migrations: set(createBooks, createLoans), signal: stop.signal },
        onStep: () => stop.abort(),
      });
      await expect(attempt).rejects.toMatchObject({ kind: 'unavailable', code: 'migration-aborted' });
    });
  });
});

test('a migration cannot switch foreign keys where SQLite would ignore it, and a scope has one list', async () => {
  const pragma: Migration = { name: '2026-02-05-off', up: async ({ run }) => run(sql`pragma foreign_keys = off`) };
  const url = 'sqlite::memory:';
  await expect(bootstrapDatabaseSchema({ url, migrations: set(pragma) })).rejects.toMatchObject({
    code: 'migration-pragma',
  });
  await expect(
    bootstrapDatabaseSchema({ url, migrations: [...set(createBooks), ...set(createLoans)] }),
  ).rejects.toMatchObject({ code: 'migration-scope' });
  await expect(bootstrapDatabaseSchema({ url, migrations: [] })).rejects.toMatchObject({ code: 'migration-none' });
  expect(() => set({ ...createBooks, data: { version: 0.5, run: async () => undefined } })).toThrow(
    expect.objectContaining({ code: 'migration-data-version' }),
  );
});

test('a database in memory can be made, though nobody will see it again', async () => {
  const report = await bootstrapDatabaseSchema({ url: 'sqlite::memory:', migrations: set(createBooks) });
  expect(report.applied).toHaveLength(1);
});
