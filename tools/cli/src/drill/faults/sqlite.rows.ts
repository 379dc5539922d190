import { mkdir, rename, rm, rmdir, unlink, writeFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { DrillPlace } from '../drill-place.ts';
import type { DrillRow, MadeRow } from '../drill-row.ts';
import { openShell } from '../open-shell.ts';
import { askCommand, heldOr } from '../other-answers.ts';
import { runAicmo } from '../run-program.ts';
import { asBefore, migration, typesSql, withMigration } from './own-migration.ts';
import { restoreNewest } from './restore-newest.ts';
import { cutEnd, forNobody, fullDisk, loseLog, manyNotes, overwrite } from './damaged-files.ts';
import { sqliteHolder } from './scripts.ts';

const spec = 'libs/core-db/src/lib/faults/sqlite.faults.spec.ts';
const reachable = { check: 'core-db-reachable', verdict: 'fail' } as const;
const asNobody = { as: 'nobody' } as const;
const rollbackJournal = 'pragma journal_mode = delete';

const files: readonly DrillRow[] = [
  {
    ...{ id: 'B1', fault: 'the file is missing', ...reachable, code: 'db-no-file', cure: 'typed', isShort: true },
    make: (place) => rm(place.file),
  },
  {
    ...{ id: 'B2', fault: 'the folder of the file is missing', ...reachable, code: 'db-no-folder', cure: 'typed' },
    make: (place) => void (place.settings['DATABASE_URL'] = `sqlite:${place.folder}/no/where/a.db`),
  },
  {
    ...{ id: 'B3', fault: 'the path is a directory', check: 'core-db-url', verdict: 'fail', code: 'db-is-directory' },
    make: (place) => mkdir(place.file + '.d').then(() => (place.settings['DATABASE_URL'] = `sqlite:${place.file}.d`)),
    cure: 'typed',
  },
  {
    ...{
      id: 'B4',
      fault: 'the file is empty',
      check: 'core-db-tables',
      verdict: 'fail',
      code: 'db-empty',
      cure: 'typed',
    },
    isShort: true,
    make: (place) => writeFile(place.file, ''),
  },
  {
    ...{
      id: 'B5',
      fault: 'the file is no database',
      ...reachable,
      code: 'db-not-a-database',
      remedy: /Nothing should/u,
    },
    make: (place) => writeFile(place.file, 'These are notes and no pages.\n'.repeat(500)),
    cure: restoreNewest,
  },
  {
    ...{ id: 'B5', fault: 'a byte of the header has changed', ...reachable, code: 'db-not-a-database' },
    make: (place) => overwrite(place.file, 3, Buffer.from('X')),
    cure: restoreNewest,
  },
  {
    ...{ id: 'B6', fault: 'a page is corrupt', check: 'core-db-integrity', verdict: 'fail', code: 'db-corrupt' },
    ...{ remedy: /restore/u, isShort: true, cure: 'typed' },
    make: async (place) => {
      await place.sql(rollbackJournal, ...manyNotes);
      await overwrite(place.file, (await stat(place.file)).size - 5 * 4096, Buffer.alloc(4096, 0xaa));
    },
  },
  {
    ...{ id: 'B7', fault: 'half of the file is missing', ...reachable, code: 'db-corrupt' },
    ...{ remedy: /restore/u, cure: 'typed' },
    make: async (place) => {
      await place.sql(rollbackJournal, ...manyNotes);
      await cutEnd(place.file, (size) => Math.floor(size / 2));
    },
  },
];

const others: readonly DrillRow[] = [
  {
    ...{ id: 'B8', fault: 'another process has the whole file locked', check: 'core-db-reachable', verdict: 'unknown' },
    ...{ code: 'db-busy', remedy: /fuser/u },
    make: async (place) => {
      const holder = await place.other(sqliteHolder, place.file, rollbackJournal, 'begin exclusive');
      release.set(place, () => holder.kill());
    },
    cure: (place) => release.get(place)?.(),
  },
  {
    ...{
      id: 'B9',
      fault: 'another process is writing',
      check: 'core-db-writable',
      verdict: 'unknown',
      code: 'db-busy',
    },
    make: async (place) => {
      const holder = await place.other(sqliteHolder, place.file, 'begin immediate');
      release.set(place, () => holder.kill());
    },
    cure: (place) => release.get(place)?.(),
  },
  {
    ...{ id: 'B10', fault: 'transactions that read first and write then come at once', check: 'aicmo client create' },
    ...{ verdict: 'pass', code: null, cure: 'passes', make: () => undefined },
    asks: async (place, signal) => {
      const add = (name: string) =>
        runAicmo(place.repository, ['client', 'create', name], { settings: place.settings, signal });
      const ends = (await Promise.all(['One', 'Two', 'Three', 'Four'].map(add))).map(({ status }) => String(status));
      return heldOr(
        'aicmo client create',
        ends.every((status) => status === '0'),
        { 'exit statuses': ends.join(', ') },
      );
    },
  },
];

/** What "close the program that holds it" means, for each place. */
const release = new WeakMap<DrillPlace, () => Promise<void>>();

const permissions: readonly DrillRow[] = [
  {
    ...{
      id: 'B11',
      fault: 'the file may only be read',
      check: 'core-db-writable',
      verdict: 'fail',
      code: 'db-read-only',
    },
    ...{ ...asNobody, cure: 'typed' },
    make: (place) => forNobody(place, { file: 0o444, folder: 0o755 }),
  },
  {
    ...{ id: 'B12', fault: 'the folder may only be read', check: 'core-db-writable', verdict: 'fail' },
    ...{ code: 'db-read-only', ...asNobody, cure: 'typed' },
    make: async (place) => {
      await place.sql(rollbackJournal);
      await forNobody(place, { file: 0o644, folder: 0o555 });
    },
  },
  {
    ...{ id: 'B13', fault: 'the folder of a file with a write-ahead log may only be read' },
    ...{ ...reachable, code: 'db-read-only', ...asNobody, cure: 'typed' },
    make: async (place) => {
      await place.sql('pragma journal_mode = wal');
      await forNobody(place, { file: 0o644, folder: 0o555 });
    },
  },
  {
    ...{ id: 'B14', fault: 'the file may not even be read', ...reachable, code: 'db-cannot-open' },
    ...{ ...asNobody, cure: 'typed' },
    make: (place) => forNobody(place, { file: 0o000, folder: 0o755 }),
  },
  {
    ...{ id: 'B15', fault: 'the disk is full', check: 'core-db-writable', verdict: 'fail', code: 'db-full' },
    make: async (place) => {
      const ballast = await fullDisk(place);
      release.set(place, () => unlink(ballast));
    },
    cure: (place) => release.get(place)?.(), // frees some space
  },
];

const pragma = migration('2099-01-01-off', typesSql('pragma foreign_keys = off'));

const switchesOff: MadeRow = {
  ...{ id: 'B23', fault: 'a migration switches foreign keys off inside of its transaction' },
  ...{ check: 'aicmo db bootstrap', verdict: 'fail', code: 'migration-pragma' },
  asks: (place, signal) => askCommand(place, ['db', 'bootstrap'], signal),
  make: (place) => withMigration(place, 'last', pragma),
  cure: async (place) => asBefore(place, await place.house(), pragma),
};

const lost: readonly DrillRow[] = [
  {
    ...{ id: 'B16', fault: 'the write-ahead log was lost after a crash', check: 'core-db-tables', verdict: 'unknown' },
    ...{ code: 'db-no-tables', remedy: /restore/u, cure: 'typed' },
    make: async (place) => {
      await rm(place.file);
      const statements = ['pragma journal_mode = wal', 'create table note (text text)'];
      await (await place.other(sqliteHolder, place.file, ...statements)).kill();
      await loseLog(place.file);
    },
  },
  {
    ...{ id: 'B17', fault: 'a program crashed and its write-ahead log is there', check: 'core-db-reachable' },
    ...{ verdict: 'pass', code: null, cure: 'passes' },
    make: async (place) => {
      const statements = ['pragma journal_mode = wal', 'create table note (text text)'];
      await (await place.other(sqliteHolder, place.file, ...statements)).kill();
    },
  },
  { id: 'B18', fault: 'two SQLite libraries in one process do not see each other’s locks', shownBy: spec },
  { id: 'B19', fault: 'a database is read or copied past SQLite', shownBy: spec },
  {
    ...{ id: 'B20', fault: 'the path contains a NUL', check: 'URL validator of the shell' },
    ...{ verdict: 'pass', code: null, cure: 'passes', make: () => undefined },
    // No environment variable can hold one; the form of the shell takes any text.
    asks: async (place) => {
      const visitor = await openShell(place);
      const form = await visitor.formOf('/diagnostics');
      const { text } = await visitor.post('/diagnostics/url', { ...form, url: `sqlite:${place.file}\0.db` });
      const isSeen = text.includes('NUL');
      return heldOr('URL validator of the shell', isSeen, { 'says NUL': isSeen });
    },
  },
  {
    ...{ id: 'B21', fault: 'the name of the file is not UTF-8', check: 'core-db-url', verdict: 'fail' },
    code: 'db-url-undecodable',
    make: async (place) => {
      const folder = path.join(place.folder, 'strange');
      await mkdir(folder);
      const raw = Buffer.concat([Buffer.from(`${folder}/a`), Buffer.from([0xff]), Buffer.from('.db')]);
      await rename(place.file, raw);
      const [shown = ''] = await readdir(folder);
      place.settings['DATABASE_URL'] = `sqlite:${folder}/${shown}`;
      release.set(place, async () => {
        await rename(raw, place.file);
        await rmdir(folder);
      });
    },
    cure: async (place) => {
      await release.get(place)?.(); // renames the file
      place.settings['DATABASE_URL'] = `sqlite:${place.file}`;
    },
  },
  {
    ...{ id: 'B22', fault: 'the file is on a network disk' },
    notMade: 'no server of a network disk is at hand; the numbers by which one is known are a spec of core-db',
  },
  switchesOff,
];

/** B: SQLite. */
export const sqliteRows: readonly DrillRow[] = [...files, ...others, ...permissions, ...lost];
