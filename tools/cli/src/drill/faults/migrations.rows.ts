import type { HouseCopy } from '../copy-of-installation.ts';
import type { DrillPlace } from '../drill-place.ts';
import type { DrillRow, MadeRow } from '../drill-row.ts';
import { restoreNewest } from './restore-newest.ts';
import { sqliteStatements } from './scripts.ts';

const spec = 'libs/core-db/src/lib/faults/migrations.faults.spec.ts';
const journal = 'core_db_migration';
const newest = `(select max(position) from ${journal})`;
const failed = { check: 'core-db-migrations', verdict: 'fail' } as const;

/** A row that changes the journal of the copy, by somebody else's hand. */
const journalRow = (
  row: Pick<MadeRow, 'id' | 'fault' | 'code' | 'cure'> & Partial<MadeRow>,
  ...statements: readonly string[]
): MadeRow => ({ ...failed, make: (place) => place.sql(...statements), ...row });

const autonomy = 'libs/autonomy/src/lib/db/migrations/index.ts';
const makesTable = `async ({ schema, columns }) => {
  await schema.createTable('autonomy_drill').addColumn('id', columns.id).execute();
}`;
const migration = (name: string, up: string): string => `{ name: '${name}', up: ${up} },`;

/** Puts one more migration into the code of the copy, as its last or its first. */
async function withMigration(place: DrillPlace, where: 'first' | 'last', text: string): Promise<HouseCopy> {
  const house = await place.house();
  await house.rewrite(autonomy, (source) =>
    where === 'last' ? source.replace(/,?\s*\]\);/u, `, ${text}]);`) : source.replace(/('autonomy', \[)/u, `$1${text}`),
  );
  return house;
}

/** Brings back the sources as they were. */
const asBefore = (place: DrillPlace, house: HouseCopy, from: string): Promise<void> =>
  house.rewrite(autonomy, (source) => source.replace(from, ''));

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
    { id: 'D4', fault: 'a newer version has migrated the database', code: 'db-newer', cure: restoreNewest },
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
  { id: 'D7', fault: 'the second of two migrations fails', shownBy: spec },
  { id: 'D8', fault: 'two bootstraps race', shownBy: spec },
  { id: 'D9', fault: 'the holder of the lock hangs', shownBy: spec },
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
  { id: 'D14', fault: 'the backup before a migration fails', shownBy: spec },
  { id: 'D15', fault: 'a backup is made while everybody may read new files', shownBy: spec },
  journalRow(
    { id: 'D16', fault: 'the clock went back between two bootstraps', verdict: 'pass', code: null, cure: 'passes' },
    `update ${journal} set applied_at = '2031-03-02T10:00:00.000Z' where position < ${newest}`,
  ),
  journalRow(
    { id: 'D17', fault: 'a moment in the journal is none', code: 'migration-journal-damaged', cure: 'typed' },
    `update ${journal} set finished_at = 'yesterday' where position = ${newest}`,
  ),
  { id: 'D18', fault: 'whoever started the bootstrap went away', shownBy: spec },
];

/** D: migrations and bootstrap. */
export const migrationRows: readonly DrillRow[] = [...codeRows, ...stateRows];
