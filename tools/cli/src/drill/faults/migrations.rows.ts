import { rm, stat } from 'node:fs/promises';
import { askDoctor } from '../ask-doctor.ts';
import type { DrillPlace } from '../drill-place.ts';
import type { DrillRow, MadeRow } from '../drill-row.ts';
import { openShell } from '../open-shell.ts';
import { askCommand, heldOr } from '../other-answers.ts';
import { runAicmo, runProgram } from '../run-program.ts';
import { manyNotes, overwrite } from './damaged-files.ts';
import { asBefore, makesTable, migration, typesSql, withMigration } from './own-migration.ts';
import { restoreNewest } from './restore-newest.ts';
import { sqliteHolder, sqliteStatements } from './scripts.ts';

const journal = 'core_db_migration';
const newest = `(select max(position) from ${journal})`;
const failed = { check: 'core-db-migrations', verdict: 'fail' } as const;

/** A row that changes the journal of the copy, by somebody else's hand. */
const journalRow = (
  row: Pick<MadeRow, 'id' | 'fault' | 'code' | 'cure'> & Partial<MadeRow>,
  ...statements: readonly string[]
): MadeRow => ({ ...failed, make: (place) => place.sql(...statements), ...row });

const broken = migration('2099-01-01-broken', "async () => void (await import('./there-is-no-such-file.ts'))");
const early = migration('2000-01-01-early', makesTable);
const sources = 'libs/workspace/src/lib/migration-sources.ts';

const codeRows: readonly DrillRow[] = [
  {
    ...{ id: 'D1', fault: 'the program brings no migrations', ...failed, code: 'migration-none' },
    make: async (place) => {
      const begins = /const sources: readonly MigrationSource\[\] = \[/u;
      const none = 'const sources: readonly MigrationSource[] = [];\nexport const lost: readonly MigrationSource[] = [';
      await (await place.house()).rewrite(sources, (text) => text.replace(begins, none));
    },
    cure: async (place) =>
      (await place.house()).rewrite(sources, (text) => text.replace(/\[\];\nexport const lost[^=]*= /u, '')),
  },
  {
    ...{ id: 'D2', fault: 'a migration waits', ...failed, code: 'migration-pending', cure: 'typed' },
    make: (place) => withMigration(place, 'last', migration('2099-01-01-drill', makesTable)),
  },
  journalRow(
    { id: 'D3', fault: 'a migration was edited after it was applied', code: 'migration-changed', cure: 'typed' },
    `update ${journal} set checksum = 'sha256-of-something-else' where position = ${newest}`,
  ),
  journalRow(
    { id: 'D4', fault: 'a newer version has migrated the database', code: 'db-newer', cure: 'typed' },
    `create temp table newer as select * from ${journal} where position = ${newest}`,
    `update newer set name = '2099-01-01-from-the-future', position = position + 1`,
    `insert into ${journal} select * from newer`,
  ),
  {
    ...{ id: 'D5', fault: 'a new migration stands in front of an applied one', ...failed, code: 'migration-inserted' },
    make: (place) => withMigration(place, 'first', early),
    cure: async (place) => asBefore(place, await place.house(), early),
  },
];

/** The schema step itself is asked. */
const asksBootstrap = (...words: readonly string[]): Pick<MadeRow, 'check' | 'asks'> => ({
  check: 'aicmo db bootstrap',
  asks: (place, signal) => askCommand(place, ['db', 'bootstrap', ...words], signal),
});

const fails = migration('2099-01-02-fails', typesSql('insert into nowhere values (1)'));

const bootstrapRows: readonly DrillRow[] = [
  {
    ...{ id: 'D7', fault: 'the second of two migrations fails', verdict: 'fail', code: 'migration-failed' },
    ...{ ...asksBootstrap(), says: /Nothing was applied\./u },
    make: (place) => withMigration(place, 'last', migration('2099-01-01-drill', makesTable) + fails),
    cure: async (place) => asBefore(place, await place.house(), fails),
  },
  {
    ...{ id: 'D8', fault: 'two bootstraps race', check: 'aicmo db bootstrap', verdict: 'pass', code: null },
    ...{ cure: 'passes', make: (place) => rm(place.file) },
    asks: async (place, signal) => {
      const both = await Promise.all(
        [1, 2].map(() =>
          runAicmo(place.repository, ['db', 'bootstrap', '--json'], { settings: place.settings, signal }),
        ),
      );
      const applied = both.map(({ stdout }) => (JSON.parse(stdout) as { readonly applied: unknown[] }).applied.length);
      const winners = applied.filter((count) => count > 0).length;
      const ends = both.map(({ status }) => String(status)).join(', ');
      return heldOr('aicmo db bootstrap', winners === 1 && ends === '0, 0', { winners, 'exit statuses': ends });
    },
  },
  {
    ...{ id: 'D9', fault: 'the holder of the lock hangs', verdict: 'unknown', code: 'migration-lock-timeout' },
    ...asksBootstrap('--wait', '1'),
    make: async (place) => {
      await withMigration(place, 'last', migration('2099-01-01-drill', makesTable));
      const holder = await place.other(sqliteHolder, place.file, 'begin immediate');
      release.set(place, () => holder.kill());
    },
    cure: (place) => release.get(place)?.(),
  },
];

/** What "end the program that holds it" means, for each place. */
const release = new WeakMap<DrillPlace, () => Promise<void>>();

const failingBackup: MadeRow = {
  ...{ id: 'D14', fault: 'the backup before a migration fails', verdict: 'fail', code: 'backup-failed' },
  ...{ ...asksBootstrap(), says: /nothing was changed/iu },
  make: async (place) => {
    await withMigration(place, 'last', migration('2099-01-01-drill', makesTable));
    await place.sql('pragma journal_mode = delete', ...manyNotes);
    await overwrite(place.file, (await stat(place.file)).size - 5 * 4096, Buffer.alloc(4096, 0xaa));
  },
  cure: restoreNewest,
};

const openBackup: MadeRow = {
  ...{ id: 'D15', fault: 'a backup is made while everybody may read new files', check: 'aicmo db backup' },
  ...{ verdict: 'pass', code: null, cure: 'passes', make: () => undefined },
  asks: async (place, signal) => {
    const aicmo = `'${process.execPath}' '${place.repository}/tools/cli/aicmo.mjs'`;
    const open = ['/bin/sh', '-c', `umask 000; ${aicmo} db backup --json`] as const;
    const { stdout } = await runProgram(open, { settings: place.settings, signal });
    const { file } = JSON.parse(stdout) as { readonly file: string };
    const mode = ((await stat(file)).mode & 0o777).toString(8);
    return heldOr('aicmo db backup', mode === '600', { mode });
  },
};

const leftBootstrap: MadeRow = {
  ...{ id: 'D18', fault: 'whoever started the bootstrap went away', check: 'core-db-migrations' },
  ...{ verdict: 'pass', code: null, cure: 'passes', make: (place) => rm(place.file) },
  asks: async (place, signal) => {
    const address = '/diagnostics/bootstrap';
    const visitor = await openShell(place);
    const holder = await place.other(sqliteHolder, place.file, 'begin immediate');
    const form = { ...(await visitor.formOf(address)), name: 'aicmo.db' };
    await visitor.postAndLeave(address, form);
    await holder.kill();
    while (!(await visitor.get(address)).text.includes('There is nothing to do here now')) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return askDoctor(place, { check: 'core-db-migrations' }, signal);
  },
};

const stateRows: readonly DrillRow[] = [
  journalRow(
    {
      id: 'D6',
      fault: 'a migration outside of transactions failed in the middle',
      code: 'migration-interrupted',
      cure: restoreNewest,
    },
    `update ${journal} set finished_at = null, statements_done = 1, failure = 'no such table' where position = ${newest}`,
  ),
  ...bootstrapRows,
  {
    ...{ id: 'D10', fault: 'a migration imports a file that is not there', ...failed, code: 'migration-broken' },
    make: (place) => withMigration(place, 'last', broken),
    cure: async (place) => asBefore(place, await place.house(), broken),
  },
  {
    ...{ id: 'D11', fault: "the database holds somebody else's tables", ...failed, code: 'db-foreign-tables' },
    make: async (place) => {
      const file = `${place.folder}/theirs.db`;
      await (await place.other(sqliteStatements, file, 'create table wp_posts (id text)')).kill();
      place.settings['DATABASE_URL'] = `sqlite:${file}`;
    },
    cure: (place) => void (place.settings['DATABASE_URL'] = `sqlite:${place.file}`),
  },
  journalRow(
    { id: 'D12', fault: 'our tables are there, and no journal', code: 'migration-no-journal', cure: 'typed' },
    `drop table ${journal}`,
  ),
  journalRow(
    {
      id: 'D13',
      fault: 'the process was killed in the middle of a migration',
      code: 'migration-interrupted',
      cure: 'typed',
    },
    `update ${journal} set finished_at = null, statements_done = 0 where position = ${newest}`,
    ...['action', 'policy', 'engine', 'event'].map((table) => `drop table autonomy_${table}`),
  ),
  failingBackup,
  openBackup,
  journalRow(
    { id: 'D16', fault: 'the clock went back between two bootstraps', verdict: 'pass', code: null, cure: 'passes' },
    `update ${journal} set applied_at = '2031-03-02T10:00:00.000Z' where position < ${newest}`,
  ),
  journalRow(
    { id: 'D17', fault: 'a moment in the journal is none', code: 'migration-journal-damaged', cure: 'typed' },
    `update ${journal} set finished_at = 'yesterday' where position = ${newest}`,
  ),
  leftBootstrap,
];

/** D: migrations and bootstrap. */
export const migrationRows: readonly DrillRow[] = [...codeRows, ...stateRows];
