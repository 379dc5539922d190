import { mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { CompiledQuery } from 'kysely';
import { runSentinels, systemClock, type SentinelReport } from '@aicmo/core-kernel';
import { describeEachDialect } from '../../testing/describe-each-dialect.ts';
import { freshDatabaseUrl } from '../../testing/fresh-database-url.ts';
import { makeSqliteBackup } from '../backup/sqlite-backup.ts';
import { bootstrapDatabaseSchema } from '../bootstrap.ts';
import { defineMigrations } from '../define-migrations.ts';
import { openWithParts } from '../open-with-parts.ts';
import { dbSentinels } from './index.ts';

const shelf = defineMigrations('shelf', [
  {
    name: '2026-01-01-create-books',
    up: ({ schema, columns }) => schema.createTable('shelf_book').addColumn('id', columns.id).execute(),
  },
]);
const run = async (url: string): Promise<readonly SentinelReport[]> =>
  runSentinels(dbSentinels({ url, migrations: [shelf] }), { clock: systemClock });
const verdicts = (reports: readonly SentinelReport[]) =>
  Object.fromEntries(reports.map((each) => [each.id, each.verdict]));
const fileOf = (url: string): string => url.slice('sqlite:'.length);

describeEachDialect("core-db's checks", (dialect) => {
  test('pass on a house in order, each with what it rests on', async () => {
    const url = await dialect.url();
    await bootstrapDatabaseSchema({ url, migrations: [shelf] });
    const reports = await run(url);
    expect(verdicts(reports)).toEqual({
      'core-db-url': 'pass',
      'core-db-reachable': 'pass',
      'core-db-tables': 'pass',
      'core-db-migrations': 'pass',
      'core-db-writable': 'pass',
      'core-db-integrity': 'pass',
      'core-db-clock': dialect.name === 'sqlite' ? 'skipped' : 'pass',
      'core-db-backup': 'skipped',
    });
    for (const { evidence } of reports) expect(evidence.length).toBeGreaterThan(0);
    expect(JSON.stringify(reports)).not.toContain('postgres:postgres');
  });

  test('on a database without tables say what to type, once', async () => {
    const url = await dialect.url();
    if (dialect.name === 'sqlite') {
      expect(await run(url)).toMatchObject([
        { verdict: 'pass' },
        { verdict: 'fail', reason: 'db-no-file', remedy: { commands: ['npx aicmo db bootstrap'] } },
        ...Array.from({ length: 6 }, () => ({ verdict: 'unknown', blockedBy: ['core-db-reachable'] })),
      ]);
      expect(await readdir(path.dirname(fileOf(url)))).toEqual([]);
      return;
    }
    const [, , tables, migrations] = await run(url);
    expect(tables).toMatchObject({ verdict: 'fail', remedy: { commands: ['npx aicmo db bootstrap'] } });
    expect(migrations).toMatchObject({ verdict: 'unknown', blockedBy: ['core-db-tables'] });
  });
});

describe('a look at a SQLite file', () => {
  const undo: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });
  const migrated = async (): Promise<string> => {
    const url = await freshDatabaseUrl('sqlite', (step) => undo.push(step));
    await bootstrapDatabaseSchema({ url, migrations: [shelf] });
    return url;
  };

  test('leaves neither a file nor another journal mode behind', async () => {
    const url = await migrated();
    const ask = async (statement: string): Promise<unknown> => {
      const db = openWithParts(url, { mustExist: true, keepJournalMode: true });
      try {
        return (await db.raw.executeQuery(CompiledQuery.raw(statement))).rows;
      } finally {
        await db.close();
      }
    };
    await ask('pragma journal_mode = delete');
    expect(new Set(Object.values(verdicts(await run(url))))).toEqual(new Set(['pass', 'skipped'])); // no backup yet
    expect(await ask('pragma journal_mode')).toEqual([{ journal_mode: 'delete' }]);
    await ask('pragma journal_mode = wal');
    await run(url);
    expect(await readdir(path.dirname(fileOf(url)))).toEqual([path.basename(fileOf(url))]);
  });

  test('may not write, also after a transaction that only reads', async () => {
    const db = openWithParts(await migrated(), { readOnly: true });
    undo.push(() => db.close());
    const write = (): Promise<unknown> => db.raw.executeQuery(CompiledQuery.raw('create table shelf_other (id text)'));
    await expect(write()).rejects.toMatchObject({ code: 'db-read-only' });
    await db.transaction(async () => undefined, { mode: 'read' });
    await expect(write()).rejects.toMatchObject({ code: 'db-read-only' });
  });

  test('names the newest backup where one is to be restored, and without one says where they would be', async () => {
    const url = await migrated();
    const forge = async (): Promise<readonly string[] | undefined> => {
      const db = openWithParts(url);
      await db.raw.executeQuery(CompiledQuery.raw(`update core_db_migration set finished_at = 'yesterday'`));
      await db.close();
      const found = (await run(url)).find(({ id }) => id === 'core-db-migrations');
      expect(found).toMatchObject({ verdict: 'fail', reason: 'migration-journal-damaged' });
      return found?.remedy?.commands;
    };
    expect(await forge()).toContain('npx aicmo db restore <file> --replace');
    const target = path.join(path.dirname(fileOf(url)), 'backups', 'aicmo-2026-11-22T10-00-00Z.db');
    await mkdir(path.dirname(target));
    await makeSqliteBackup({ file: fileOf(url), target });
    expect(await forge()).toContain(`npx aicmo db restore ${target} --replace`);
  });

  test('finds a file that only its owner may read, as a bootstrap makes it', async () => {
    const { mode } = await stat(fileOf(await migrated()));
    expect(mode & 0o777).toBe(0o600);
  });
});
