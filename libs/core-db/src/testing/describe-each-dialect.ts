import { afterEach, describe } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { internal, newId } from '@aicmo/core-kernel';
import { bootstrapDatabaseSchema } from '../lib/bootstrap.ts';
import type { MigrationSet } from '../lib/define-migrations.ts';
import { openDatabase, type Database } from '../lib/open-database.ts';
import { openWithParts } from '../lib/open-with-parts.ts';
import { CompiledQuery } from 'kysely';

/** One of the two databases, for a spec. */
export interface TestDialect {
  readonly name: 'sqlite' | 'postgres';
  /** The URL of a database of its own, empty, removed after the test. */
  url(): Promise<string>;
  /** A new database with these migrations applied, closed and removed after the test. */
  open(migrations: readonly MigrationSet[]): Promise<Database>;
}

/**
 * Runs the same tests on a real SQLite file and on a real PostgreSQL server; the server is started by Jest's global
 * set-up (tools/jest/with-postgres.cjs), or named by TEST_POSTGRES_URL.
 */
export function describeEachDialect(title: string, tests: (dialect: TestDialect) => void): void {
  for (const name of ['sqlite', 'postgres'] as const) {
    describe(`${title}, on ${name}`, () => {
      const undo: (() => Promise<void>)[] = [];
      afterEach(async () => {
        for (const step of undo.splice(0).reverse()) await step();
      });
      const url = async (): Promise<string> => (name === 'sqlite' ? sqliteUrl(undo) : postgresUrl(undo));
      tests({
        name,
        url,
        open: async (migrations) => {
          const place = await url();
          await bootstrapDatabaseSchema({ url: place, migrations });
          const db = await openDatabase(place);
          undo.push(() => db.close());
          return db;
        },
      });
    });
  }
}

async function sqliteUrl(undo: (() => Promise<void>)[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aicmo-test-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  return `sqlite:${path.join(folder, 'test.db')}`;
}

async function postgresUrl(undo: (() => Promise<void>)[]): Promise<string> {
  const server = process.env['TEST_POSTGRES_URL'];
  if (!server) {
    throw internal({
      code: 'test-no-postgres',
      message: 'No PostgreSQL server was started. Use tools/jest/with-postgres.cjs as globalSetup in jest.config.cjs.',
    });
  }
  const name = `test_${newId().replaceAll('-', '')}`;
  await onServer(server, `create database ${name} template template0 strategy file_copy`);
  undo.push(() => onServer(server, `drop database ${name} with (force)`));
  const address = new URL(server);
  address.pathname = `/${name}`;
  return address.href;
}

async function onServer(server: string, statement: string): Promise<void> {
  const db = openWithParts(server);
  try {
    await db.raw.executeQuery(CompiledQuery.raw(statement));
  } finally {
    await db.close();
  }
}
