import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, readdir, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@jest/globals';
import { CompiledQuery, sql } from 'kysely';
import { bootstrapDatabaseSchema } from '../bootstrap.ts';
import { defineMigrations } from '../define-migrations.ts';
import { openDatabase } from '../open-database.ts';
import { openWithParts } from '../open-with-parts.ts';
import type { FaultPlace } from './fault-place.ts';
import { describeFaults, type MadeFault, type UnmadeFault } from './fault-rows.ts';
import { seeBySentinels, type FaultSeen } from './fault-seen.ts';
import { filesReadPastSqlite, sqliteLibrariesInUse } from './house-rules.ts';
import { cutEnd, labFile, loseLog, openLab, overwrite } from './lab-files.ts';
import { seeError } from './see-error.ts';

const stays = "console.log('ready'); setInterval(() => {}, 1000)";
const nobody = 65_534;
const asNobody = { as: 'nobody' } as const;

/** A file in a folder that the user nobody may enter, with the modes of both as a row wants them. */
async function forNobody(place: FaultPlace, journal: 'wal' | 'delete', file: number, folder: number): Promise<string> {
  const url = await labFile(place, journal);
  if (process.getuid?.() === 0) for (const each of [place.file(), place.folder]) await chown(each, nobody, nobody);
  await chmod(place.file(), file);
  await chmod(place.folder, folder);
  place.undo(() => chmod(place.folder, 0o755));
  return url;
}

const pageBytes = 4096;
const missing: readonly MadeFault[] = [
  {
    ...{ id: 'B1', fault: 'the file is missing', verdict: 'fail', code: 'db-no-file' },
    make: async (place) => place.url(),
    observe: async (url, place) => {
      const seen = await seeBySentinels(url, []);
      expect(seen.summary).toContain(place.file());
      expect(await readdir(place.folder)).toEqual([]);
      return seen;
    },
  },
  {
    ...{ id: 'B2', fault: 'the folder of the file is missing', verdict: 'fail', code: 'db-no-folder' },
    make: async (place) => place.url('no/where/a.db'),
  },
  {
    ...{ id: 'B3', fault: 'the path is a directory', verdict: 'fail', code: 'db-is-directory' },
    make: async (place) => {
      await mkdir(place.file());
      return place.url();
    },
  },
  {
    ...{ id: 'B4', fault: 'the file is empty', verdict: 'fail', code: 'db-empty', sentinel: 'core-db-tables' },
    make: async (place) => {
      await writeFile(place.file(), '');
      expect((await seeBySentinels(place.url(), [], 'core-db-reachable')).verdict).toBe('pass');
      return place.url();
    },
  },
];

const withoutBootstrap = async (url: string, sentinel?: string): Promise<FaultSeen> => {
  const seen = await seeBySentinels(url, [], sentinel);
  expect(seen.remedy).not.toContain('db bootstrap');
  return seen;
};

const damage: readonly MadeFault[] = [
  {
    ...{ id: 'B5', fault: 'the file is no database', verdict: 'fail', code: 'db-not-a-database' },
    make: async (place) => {
      await writeFile(place.file(), 'These are notes and no pages.\n'.repeat(500));
      return place.url();
    },
    observe: (url) => withoutBootstrap(url),
  },
  {
    ...{ id: 'B5', fault: 'a byte of the header has changed', verdict: 'fail', code: 'db-not-a-database' },
    make: async (place) => {
      const url = await labFile(place, 'wal');
      await overwrite(place.file(), 3, Buffer.from('X'));
      return url;
    },
    observe: (url) => withoutBootstrap(url),
  },
  {
    ...{ id: 'B6', fault: 'a page is corrupt', verdict: 'fail', code: 'db-corrupt', sentinel: 'core-db-integrity' },
    make: async (place) => {
      const url = await labFile(place, 'delete');
      await overwrite(place.file(), 5 * pageBytes, Buffer.alloc(pageBytes, 0xaa));
      expect((await seeBySentinels(url, [], 'core-db-reachable')).verdict).toBe('pass');
      return url;
    },
    observe: (url) => withoutBootstrap(url, 'core-db-integrity'),
  },
  {
    ...{ id: 'B7', fault: 'half of the file is missing', verdict: 'fail', code: 'db-corrupt' },
    make: async (place) => {
      const url = await labFile(place, 'delete');
      await cutEnd(place.file(), (size) => Math.floor(size / 2));
      return url;
    },
    observe: (url) => withoutBootstrap(url),
  },
  {
    ...{ id: 'B7', fault: 'the last bytes of the file are missing', verdict: 'fail', code: 'db-corrupt' },
    sentinel: 'core-db-integrity',
    make: async (place) => {
      const url = await labFile(place, 'delete');
      await cutEnd(place.file(), (size) => size - 100);
      return url;
    },
  },
];

const others: readonly MadeFault[] = [
  {
    ...{ id: 'B8', fault: 'another process has the whole file locked', verdict: 'unknown', code: 'db-busy' },
    make: async (place) => {
      await place.otherProcess(`${openLab('delete')} db.exec('begin exclusive'); ${stays}`, [place.file()]);
      return place.url();
    },
    observe: async (url) => {
      const seen = await seeBySentinels(url, [], 'core-db-reachable');
      expect(seen.remedy).toContain('fuser');
      return seen;
    },
  },
  {
    ...{ id: 'B9', fault: 'another process is writing', verdict: 'unknown', code: 'db-busy' },
    make: async (place) => {
      await place.otherProcess(`${openLab('wal')} db.exec('begin immediate'); ${stays}`, [place.file()]);
      return place.url();
    },
    observe: async (url) => {
      expect((await seeBySentinels(url, [], 'core-db-reachable')).verdict).toBe('pass');
      const bootstrap = await seeError(() =>
        bootstrapDatabaseSchema({ url, migrations: [shelf], lockWaitMs: 100, allowForeignTables: true }),
      );
      expect(bootstrap).toMatchObject({ code: expect.stringMatching(/lock|busy/) });
      return seeBySentinels(url, [], 'core-db-writable');
    },
  },
  {
    ...{ id: 'B10', fault: 'two transactions read first and write then', verdict: 'pass', code: null },
    make: (place) => labFile(place, 'wal'),
    observe: async (url) => {
      const [one, two] = [await openDatabase(url), await openDatabase(url)];
      const both = [one, two].map((db) =>
        db.transaction(async (tx) => {
          const table = db.handle<{ labNote: { text: string } }>('lab').in(tx);
          const { count } = await table
            .selectFrom('labNote')
            .select(({ fn }) => fn.countAll<number>().as('count'))
            .executeTakeFirstOrThrow();
          await table.insertInto('labNote').values({ text: 'y' }).execute();
          return count;
        }),
      );
      const seen = await seeError(async () => expect((await Promise.all(both)).sort()).toEqual([1000, 1001]));
      await Promise.all([one.close(), two.close()]);
      return seen;
    },
  },
];

const shelf = defineMigrations('shelf', [
  {
    name: '2026-01-01-create-words',
    up: async ({ schema, columns }) => schema.createTable('shelf_word').addColumn('id', columns.id).execute(),
  },
]);
const offSwitch = defineMigrations('lab', [
  { name: '2026-01-01-off', up: ({ run }) => run(sql`pragma foreign_keys = off`) },
]);

const permissions: readonly MadeFault[] = [
  {
    ...{ id: 'B11', fault: 'the file may only be read', verdict: 'fail', code: 'db-read-only', ...asNobody },
    sentinel: 'core-db-writable',
    make: (place) => forNobody(place, 'wal', 0o444, 0o755),
  },
  {
    ...{ id: 'B12', fault: 'the folder may only be read', verdict: 'fail', code: 'db-read-only', ...asNobody },
    sentinel: 'core-db-writable',
    make: (place) => forNobody(place, 'delete', 0o644, 0o555),
  },
  {
    ...{ id: 'B13', fault: 'the folder of a file with a write-ahead log may only be read', ...asNobody },
    ...{ verdict: 'fail', code: 'db-read-only', sentinel: 'core-db-reachable' },
    make: (place) => forNobody(place, 'wal', 0o644, 0o555),
  },
  {
    ...{ id: 'B14', fault: 'the file may not even be read', verdict: 'fail', code: 'db-cannot-open', ...asNobody },
    make: (place) => forNobody(place, 'wal', 0o000, 0o755),
  },
];

/** A disk of two megabytes, full to the last block. */
async function fullDisk(place: FaultPlace, journal: 'wal' | 'delete'): Promise<string> {
  const disk = place.file('disk');
  await mkdir(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk], { stdio: 'pipe' });
  } catch {
    return place.cannotMake('this user may not mount a small disk');
  }
  place.undo(async () => void execFileSync('umount', [disk], { stdio: 'pipe' }));
  const { kill } = await place.otherProcess(`${openLab(journal)} db.close(); ${stays}`, [path.join(disk, 'a.db')]);
  await kill();
  const { bavail, bsize } = await statfs(disk);
  await writeFile(path.join(disk, 'ballast'), Buffer.alloc(bavail * bsize));
  return `sqlite:${path.join(disk, 'a.db')}`;
}

const disks: readonly (MadeFault | UnmadeFault)[] = [
  {
    ...{ id: 'B15', fault: 'the disk is full', verdict: 'fail', code: 'db-full', sentinel: 'core-db-writable' },
    make: (place) => fullDisk(place, 'delete'),
  },
  {
    ...{ id: 'B15', fault: 'the disk is full, and reading needs a file too', verdict: 'fail', code: 'db-full' },
    make: (place) => fullDisk(place, 'wal'),
  },
  {
    ...{ id: 'B15', fault: 'the file may not grow', verdict: 'fail', code: 'db-full' },
    make: (place) => labFile(place, 'wal'),
    observe: async (url) => {
      const db = openWithParts(url);
      const ask = (text: string): Promise<unknown> => db.raw.executeQuery(CompiledQuery.raw(text));
      try {
        await ask('pragma max_page_count = 1');
        const seen = await seeError(() => ask('insert into lab_note (text) values (randomblob(200000))'));
        expect(await seeError(() => ask('select count(*) from lab_note'))).toMatchObject({ verdict: 'pass' });
        return seen;
      } finally {
        await db.close();
      }
    },
  },
  {
    ...{ id: 'B16', fault: 'the write-ahead log was lost after a crash', verdict: 'unknown', code: 'db-no-tables' },
    make: async (place) => {
      const { kill } = await place.otherProcess(`${openLab('wal')} ${stays}`, [place.file()]);
      await kill();
      await loseLog(place.file());
      return place.url();
    },
    observe: (url) => withoutBootstrap(url, 'core-db-tables'),
  },
  {
    ...{ id: 'B17', fault: 'a program crashed and its write-ahead log is there', verdict: 'pass', code: null },
    make: async (place) => {
      const { kill } = await place.otherProcess(`${openLab('wal')} ${stays}`, [place.file()]);
      await kill();
      return place.url();
    },
    observe: async (url) => {
      const seen = await seeBySentinels(url, [], 'core-db-reachable');
      expect(seen.summary).toMatch(/\d{5,} bytes .* were taken over/);
      return seen;
    },
  },
];

const byDesign: readonly (MadeFault | UnmadeFault)[] = [
  {
    ...{ id: 'B18', fault: 'two SQLite libraries in one process do not see each other’s locks' },
    ...{ verdict: 'pass', code: null },
    make: async (place) => place.url(),
    observe: async () => seenRule('The one SQLite library is imported', await sqliteLibrariesInUse()),
  },
  {
    ...{ id: 'B19', fault: 'a database is read or copied past SQLite', verdict: 'pass', code: null },
    make: async (place) => place.url(),
    observe: async () => seenRule('Nothing reads a database file past SQLite', await filesReadPastSqlite()),
  },
  {
    ...{ id: 'B20', fault: 'the path contains a NUL', verdict: 'fail', code: 'db-url-nul', sentinel: 'core-db-url' },
    make: async (place) => `${place.url()}\0.db`,
  },
  {
    ...{ id: 'B21', fault: 'the name of the file is not UTF-8', verdict: 'fail', code: 'db-url-undecodable' },
    make: async (place) => {
      await writeFile(Buffer.concat([Buffer.from(`${place.folder}/a`), Buffer.from([0xff]), Buffer.from('.db')]), '');
      const [name = ''] = await readdir(place.folder);
      return place.url(name);
    },
  },
  {
    ...{ id: 'B22', fault: 'the file is on a network disk' },
    notMade: 'no server of a network disk is at hand; the numbers by which one is known are a spec of database-url',
  },
  {
    ...{ id: 'B23', fault: 'a migration switches foreign keys off inside of its transaction' },
    ...{ verdict: 'fail', code: 'migration-pragma' },
    make: async (place) => place.url(),
    observe: (url) => seeError(() => bootstrapDatabaseSchema({ url, migrations: [offSwitch] })),
  },
];

const seenRule = (rule: string, breaches: readonly string[]): FaultSeen => ({
  ...{ verdict: breaches.length === 0 ? 'pass' : 'fail', code: breaches.length === 0 ? null : 'house-rule' },
  ...{ summary: `${rule}: ${breaches.join(', ') || 'nobody breaks it'}.`, remedy: breaches.join(' ') },
});

describeFaults('B', [...missing, ...damage, ...others, ...permissions, ...disks, ...byDesign]);
