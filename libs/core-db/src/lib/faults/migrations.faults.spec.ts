import { stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { toAppError, type Clock } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { sql } from 'kysely';
import { library, manyBooks } from '../../testing/a-library.ts';
import { typeSql } from '../../testing/a-shelf.ts';
import { damageFile } from '../../testing/damage-file.ts';
import { killableMigrations } from '../../testing/killable-migrations.ts';
import { startProgram } from '../../testing/start-program.ts';
import { bootstrapDatabaseSchema, type BootstrapOptions } from '../bootstrap.ts';
import { defineMigrations, type Migration, type MigrationSet } from '../define-migrations.ts';
import { journalTable } from '../migrations/journal-row.ts';
import { migrationLockKey } from '../migrations/lock-holder.ts';
import type { FaultPlace } from './fault-place.ts';
import { describeFaults, type MadeFault } from './fault-rows.ts';
import { seeBySentinels, type FaultSeen } from './fault-seen.ts';

const { createBooks, createLoans } = library;
const set = (...list: readonly Migration[]): readonly MigrationSet[] => [defineMigrations('library', list)];
const one = set(createBooks);
const two = set(createBooks, createLoans);
const child = path.join(import.meta.dirname, '../../testing/bootstrap-child.program.ts');

type On = 'sqlite' | 'postgres';
/** A row that is made on both databases. */
type RowOn = (on: On) => Omit<MadeFault, 'on'>;
const urlOf = (place: FaultPlace, on: On): Promise<string> =>
  on === 'sqlite' ? Promise.resolve(place.url()) : place.postgres();
async function bootstrapped(
  place: FaultPlace,
  on: On,
  migrations: readonly MigrationSet[],
  clock?: Clock,
): Promise<string> {
  const url = await urlOf(place, on);
  await bootstrapDatabaseSchema({ url, migrations, ...(clock ? { clock } : {}) });
  return url;
}
const addBook = (url: string): Promise<unknown> =>
  typeSql(url, `insert into library_book (id, title) values ('a', 'Dune')`);

/** What a person sees of a bootstrap that did not go well. */
async function seeBootstrap(options: BootstrapOptions): Promise<FaultSeen> {
  try {
    await bootstrapDatabaseSchema(options);
  } catch (error) {
    const { kind, code, message } = toAppError(error);
    return { verdict: kind === 'unavailable' ? 'unknown' : 'fail', code, summary: message, remedy: message };
  }
  return { verdict: 'pass', code: null, summary: 'It went well.', remedy: '' };
}

const journalFaults: readonly RowOn[] = [
  (on) => ({
    ...{ id: 'D1', fault: 'the program brings no migrations', verdict: 'fail', code: 'migration-none', migrations: [] },
    make: (place) => bootstrapped(place, on, one),
  }),
  (on) => ({
    ...{ id: 'D2', fault: 'a migration waits', verdict: 'fail', code: 'migration-pending', migrations: two },
    make: (place) => bootstrapped(place, on, one),
  }),
  (on) => ({
    ...{ id: 'D3', fault: 'a migration was edited after it was applied', verdict: 'fail', code: 'migration-changed' },
    migrations: set({ ...createBooks, up: createLoans.up }),
    make: (place) => bootstrapped(place, on, one),
  }),
  (on) => ({
    ...{
      id: 'D4',
      fault: 'a newer version has migrated the database',
      verdict: 'fail',
      code: 'db-newer',
      migrations: one,
    },
    make: (place) => bootstrapped(place, on, two),
  }),
  (on) => ({
    ...{
      id: 'D5',
      fault: 'a new migration stands in front of an applied one',
      verdict: 'fail',
      code: 'migration-inserted',
    },
    migrations: set(createLoans, createBooks),
    make: (place) => bootstrapped(place, on, one),
  }),
  (on) => ({
    ...{ id: 'D11', fault: "the database holds somebody else's tables", verdict: 'fail', code: 'db-foreign-tables' },
    migrations: two,
    make: async (place) => {
      const url = await bootstrapped(place, on, one);
      await typeSql(url, 'create table wp_posts (id text)', 'drop table library_book', `drop table ${journalTable}`);
      return url;
    },
  }),
  (on) => ({
    ...{
      id: 'D12',
      fault: 'our tables are there, and no journal',
      verdict: 'fail',
      code: 'migration-no-journal',
      migrations: two,
    },
    make: async (place) => {
      const url = await bootstrapped(place, on, one);
      await typeSql(url, `drop table ${journalTable}`);
      return url;
    },
  }),
  (on) => ({
    ...{
      id: 'D16',
      fault: 'the clock went back five years between two bootstraps',
      verdict: 'pass',
      code: null,
      migrations: two,
    },
    make: async (place) => {
      const url = await bootstrapped(place, on, one, fakeClock('2031-03-02T10:00:00.000Z'));
      await bootstrapDatabaseSchema({ url, migrations: two, clock: fakeClock() });
      return url;
    },
  }),
  (on) => ({
    ...{
      id: 'D17',
      fault: 'a moment in the journal is none',
      verdict: 'fail',
      code: 'migration-journal-damaged',
      migrations: one,
    },
    make: async (place) => {
      const url = await bootstrapped(place, on, one);
      await typeSql(url, `update ${journalTable} set finished_at = 'yesterday'`);
      return url;
    },
  }),
];

const halfDone: Migration = {
  name: '2026-02-01-index',
  transactional: false,
  up: async ({ run }) => {
    await run(sql`create index library_book_by_title on library_book (title)`);
    await run(sql`create index library_nowhere_by_title on library_nowhere (title)`);
  },
};
const breaks: Migration = {
  name: '2026-02-02-break',
  up: async ({ run }) => run(sql`insert into library_nowhere values (1)`),
};
const importsNothing: Migration = {
  name: '2026-02-03-import',
  up: async () => void (await import(path.join(import.meta.dirname, 'there-is-no-such-file.ts'))),
};

const runFaults: readonly RowOn[] = [
  (on) => ({
    ...{
      id: 'D6',
      fault: 'a migration outside of transactions failed in the middle',
      verdict: 'fail',
      code: 'migration-interrupted',
    },
    migrations: set(createBooks, halfDone),
    make: async (place) => {
      const url = await bootstrapped(place, on, one);
      await seeBootstrap({ url, migrations: set(createBooks, halfDone) });
      return url;
    },
  }),
  (on) => ({
    ...{ id: 'D7', fault: 'the second of two migrations fails', verdict: 'fail', code: 'migration-failed' },
    make: (place) => urlOf(place, on),
    observe: async (url) => {
      const seen = await seeBootstrap({ url, migrations: set(createBooks, breaks) });
      return seen.summary.includes('Nothing was applied.') ? seen : { ...seen, code: 'a lie about what was applied' };
    },
  }),
  (on) => ({
    ...{ id: 'D8', fault: 'two bootstraps race', verdict: 'pass', code: null },
    make: (place) => urlOf(place, on),
    observe: async (url) => {
      const reports = await Promise.all([1, 2].map(() => bootstrapDatabaseSchema({ url, migrations: two })));
      const applied = reports.map((report) => report.applied.length).sort();
      if (applied.join() !== '0,2')
        return { verdict: 'fail', code: 'two winners', summary: applied.join(), remedy: '-' };
      return seeBySentinels(url, two);
    },
  }),
  (on) => ({
    ...{ id: 'D9', fault: 'the holder of the lock hangs', verdict: 'unknown', code: 'migration-lock-timeout' },
    make: async (place) => {
      const url = await bootstrapped(place, on, one);
      await place.otherProcess(on === 'sqlite' ? holdSqlite : holdPostgres, [url.replace('sqlite:', '')]);
      return url;
    },
    observe: (url) => seeBootstrap({ url, migrations: two, lockWaitMs: 200 }),
  }),
  (on) => ({
    ...{ id: 'D10', fault: 'a migration imports a file that is not there', verdict: 'fail', code: 'migration-broken' },
    migrations: set(createBooks, importsNothing),
    make: (place) => bootstrapped(place, on, one),
  }),
  (on) => ({
    ...{
      id: 'D13',
      fault: 'the process was killed in the middle of a migration',
      verdict: 'fail',
      code: 'migration-interrupted',
    },
    migrations: killableMigrations(),
    make: async (place) => {
      const url = await urlOf(place, on);
      const killed = startProgram(child, [url, 'alone']);
      killed.tell('go');
      await killed.said('held');
      await killed.kill();
      return url;
    },
  }),
  (on) => ({
    ...{
      id: 'D18',
      fault: 'whoever started the bootstrap went away',
      verdict: 'pass',
      code: null,
      migrations: killableMigrations(),
    },
    make: async (place) => {
      const url = await urlOf(place, on);
      const left = startProgram(child, [url]);
      await left.said('ready');
      left.tell('go');
      left.leave();
      await left.ended;
      return url;
    },
  }),
];

const holdSqlite = `const db = new (require('better-sqlite3'))(process.argv[1]); db.exec('begin immediate'); console.log('ready'); setInterval(() => {}, 1000)`;
const holdPostgres = `const { Client } = require('pg'); const db = new Client(process.argv[1]); db.connect().then(() => db.query('select pg_advisory_lock(${migrationLockKey})')).then(() => console.log('ready'))`;

const backupFaults: readonly MadeFault[] = [
  {
    ...{
      id: 'D14',
      on: 'sqlite',
      fault: 'the backup before a migration fails',
      verdict: 'unknown',
      code: 'backup-failed',
    },
    make: async (place) => {
      const url = await bootstrapped(place, 'sqlite', one);
      await typeSql(url, manyBooks);
      await damageFile(place.file());
      return url;
    },
    observe: (url) => seeBootstrap({ url, migrations: two }),
  },
  {
    ...{
      id: 'D15',
      on: 'sqlite',
      fault: 'a backup is made while everybody may read new files',
      verdict: 'pass',
      code: null,
    },
    make: async (place) => {
      const url = await bootstrapped(place, 'sqlite', one);
      await addBook(url);
      return url;
    },
    observe: async (url) => {
      const before = process.umask(0);
      try {
        const { backup } = await bootstrapDatabaseSchema({ url, migrations: two });
        const mode = backup && (await stat(backup.file)).mode & 0o777;
        if (mode === 0o600) return { verdict: 'pass', code: null, summary: 'Its owner alone may read it.', remedy: '' };
        return { verdict: 'fail', code: 'open', summary: String(mode), remedy: '-' };
      } finally {
        process.umask(before);
      }
    },
  },
];

const both = (['sqlite', 'postgres'] as const).flatMap((on) =>
  [...journalFaults, ...runFaults].map((row) => ({ ...row(on), on })),
);
describeFaults('D', [...both, ...backupFaults]);

test('no row of section D is left out', () => {
  const ids = new Set([...both, ...backupFaults].map(({ id }) => id));
  expect([...ids].sort((one, other) => Number(one.slice(1)) - Number(other.slice(1)))).toEqual(
    Array.from({ length: 18 }, (_, index) => `D${index + 1}`),
  );
});
