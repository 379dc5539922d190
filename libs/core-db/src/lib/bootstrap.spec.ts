import { expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { fakeClock } from '@aicmo/core-kernel/testing';
import {
  bootstrapDatabaseSchema,
  dbSentinels,
  defineMigrations,
  migrationStatus,
  openDatabase,
  type Migration,
} from '@aicmo/core-db';
import { describeEachDialect } from '@aicmo/core-db/testing';

const createBooks: Migration = {
  name: '2026-01-01-create-books',
  up: async ({ schema, columns }) => {
    await schema
      .createTable('shelf_book')
      .addColumn('id', columns.id, (column) => column.primaryKey())
      .addColumn('title', columns.text)
      .execute();
  },
};
const addPages: Migration = {
  name: '2026-02-01-add-pages',
  up: async ({ schema, columns, run }) => {
    await schema
      .alterTable('shelf_book')
      .addColumn('pages', columns.integer, (column) => column.notNull().defaultTo(0))
      .execute();
    await run(sql`update shelf_book set pages = 7`);
  },
};
const broken: Migration = {
  name: '2026-03-01-break',
  up: async ({ schema, columns, run }) => {
    await schema.createTable('shelf_half').addColumn('id', columns.id).execute();
    await run(sql`insert into no_such_table values (1)`);
  },
};
const first = [defineMigrations('shelf', [createBooks])];
const both = [defineMigrations('shelf', [createBooks, addPages])];

describeEachDialect('a bootstrap', (dialect) => {
  test('makes the schema, reports tables before and after, and does nothing the second time', async () => {
    const url = await dialect.url();
    const steps: string[] = [];
    const report = await bootstrapDatabaseSchema({
      url,
      migrations: both,
      onStep: (step) => steps.push(step.step === 'applied' ? `applied ${step.name}` : step.step),
    });
    expect(report).toMatchObject({
      dbType: dialect.name,
      tablesBefore: [],
      tablesAfter: ['core_db_migration', 'shelf_book'],
      upToDate: [],
    });
    expect(steps).toEqual([
      'started',
      'applied 2026-01-01-create-books',
      'started',
      'applied 2026-02-01-add-pages',
      'verified',
    ]);
    const again = await bootstrapDatabaseSchema({ url, migrations: both });
    expect(again).toMatchObject({ applied: [], tablesBefore: report.tablesAfter, tablesAfter: report.tablesAfter });
    expect(again.upToDate).toHaveLength(2);
  });

  test('keeps the rows that an older version wrote', async () => {
    const url = await dialect.url();
    await bootstrapDatabaseSchema({ url, migrations: first });
    const db = await openDatabase(url);
    const books = db.handle<{ shelfBook: { id: string; title: string | null; pages?: number } }>('shelf');
    await books.in().insertInto('shelfBook').values({ id: 'a', title: 'Old' }).execute();
    expect((await bootstrapDatabaseSchema({ url, migrations: both })).applied.map((each) => each.name)).toEqual([
      '2026-02-01-add-pages',
    ]);
    expect(await books.in().selectFrom('shelfBook').selectAll().execute()).toEqual([
      { id: 'a', title: 'Old', pages: 7 },
    ]);
    await db.close();
  });

  test('that fails half-way leaves the database as it was, and names the migration', async () => {
    const url = await dialect.url();
    await bootstrapDatabaseSchema({ url, migrations: first });
    const attempt = bootstrapDatabaseSchema({
      url,
      migrations: [defineMigrations('shelf', [createBooks, addPages, broken])],
    });
    await expect(attempt).rejects.toMatchObject({
      code: 'migration-failed',
      message: expect.stringContaining('shelf/2026-03-01-break'),
    });
    expect(await migrationStatus(url, both)).toMatchObject({
      tables: ['core_db_migration', 'shelf_book'],
      pending: [{ name: '2026-02-01-add-pages' }],
    });
  });

  test('started twice at once applies each migration once', async () => {
    const url = await dialect.url();
    const reports = await Promise.all([1, 2, 3].map(() => bootstrapDatabaseSchema({ url, migrations: both })));
    expect(reports.flatMap((report) => report.applied)).toHaveLength(2);
  });

  test('refuses a database that a newer version has migrated', async () => {
    const url = await dialect.url();
    await bootstrapDatabaseSchema({ url, migrations: both });
    await expect(bootstrapDatabaseSchema({ url, migrations: first })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'db-newer',
      message: expect.stringContaining('2026-02-01-add-pages'),
    });
    expect((await migrationStatus(url, first)).unknown).toEqual([{ scope: 'shelf', name: '2026-02-01-add-pages' }]);
  });

  test('refuses a migration that makes a table of another scope', async () => {
    const url = await dialect.url();
    await expect(
      bootstrapDatabaseSchema({ url, migrations: [defineMigrations('cellar', [createBooks])] }),
    ).rejects.toMatchObject({ code: 'migration-foreign-table' });
  });
});

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aicmo-bootstrap-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const context = { clock: fakeClock(), signal: new AbortController().signal };
const asked: readonly string[] = ['core-db-url', 'core-db-reachable', 'core-db-migrations'];
const verdicts = (url: string) =>
  Promise.all(
    dbSentinels({ url, migrations: both })
      .filter(({ id }) => asked.includes(id))
      .map(async (sentinel) => (await sentinel.run(context)).verdict),
  );

test('looking at a database that is not there does not make it, and the checks say what to type', async () => {
  await inFolder(async (folder) => {
    const file = path.join(folder, 'none.db');
    await expect(migrationStatus(`sqlite:${file}`, both)).rejects.toMatchObject({ code: 'db-no-file' });
    expect(await verdicts(`sqlite:${file}`)).toEqual(['pass', 'fail', 'unknown']);
    expect(existsSync(file)).toBe(false);
  });
});

test('the checks pass on a database that is up to date, and fail on one that waits for migrations', async () => {
  await inFolder(async (folder) => {
    const url = `sqlite:${path.join(folder, 'a.db')}`;
    await bootstrapDatabaseSchema({ url, migrations: first });
    expect(await verdicts(url)).toEqual(['pass', 'pass', 'fail']);
    await bootstrapDatabaseSchema({ url, migrations: both });
    expect(await verdicts(url)).toEqual(['pass', 'pass', 'pass']);
  });
});

test('a file that is not a database is left untouched and named as such', async () => {
  await inFolder(async (folder) => {
    const file = path.join(folder, 'letter.db');
    await writeFile(file, 'Dear diary, this is certainly not a database file at all. '.repeat(40));
    await expect(bootstrapDatabaseSchema({ url: `sqlite:${file}`, migrations: both })).rejects.toMatchObject({
      kind: 'invalid',
      code: 'db-not-a-database',
    });
    await expect(bootstrapDatabaseSchema({ url: `sqlite:${folder}`, migrations: both })).rejects.toMatchObject({
      code: expect.stringMatching(/^db-/),
    });
  });
});

test('a server that does not answer, or refuses, is told apart', async () => {
  await expect(migrationStatus('postgres://a:b@127.0.0.1:1/d', both)).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'db-unreachable',
  });
  const server = new URL(process.env['TEST_POSTGRES_URL'] ?? 'missing:');
  server.password = 'wrong';
  await expect(migrationStatus(server.href, both)).rejects.toMatchObject({ code: 'db-auth' });
  server.password = 'postgres';
  server.pathname = '/no_such_database';
  await expect(migrationStatus(server.href, both)).rejects.toMatchObject({ code: 'db-missing' });
});

test('a migration has a dated name that stands once', () => {
  expect(() => defineMigrations('shelf', [{ ...createBooks, name: 'create-books' }])).toThrow(
    expect.objectContaining({ code: 'migration-name' }),
  );
  expect(() => defineMigrations('shelf', [createBooks, createBooks])).toThrow(
    expect.objectContaining({ code: 'migration-name' }),
  );
});
