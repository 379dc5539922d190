import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CompiledQuery } from 'kysely';
import { internal, newId } from '@aicmo/core-kernel';
import { openWithParts } from '../lib/open-with-parts.ts';

/** Remembers how to take something away again after the test. */
export type Undo = (step: () => Promise<void>) => void;

/**
 * The URL of a database of its own, not made yet (SQLite) or empty (PostgreSQL: a copy of `template`, empty by default),
 * taken away by `undo`.
 */
export const freshDatabaseUrl = (
  dialect: 'sqlite' | 'postgres',
  undo: Undo,
  template = 'template0',
): Promise<string> => (dialect === 'sqlite' ? freshSqliteUrl(undo) : freshPostgresUrl(undo, template));

async function freshSqliteUrl(undo: Undo): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aicmo-test-'));
  undo(() => rm(folder, { recursive: true, force: true }));
  return `sqlite:${path.join(folder, 'test.db')}`;
}

async function freshPostgresUrl(undo: Undo, template: string): Promise<string> {
  const server = testServer();
  const name = `test_${newId().replaceAll('-', '')}`;
  await onServer(server, `create database ${name} template ${template} strategy file_copy`);
  undo(async () => void (await onServer(server, `drop database ${name} with (force)`)));
  return databaseUrlOn(server, name);
}

/** The URL of the tests' PostgreSQL server. Throws `internal` (`test-no-postgres`). */
export function testServer(): string {
  const server = process.env['TEST_POSTGRES_URL'];
  if (server) return server;
  throw internal({
    code: 'test-no-postgres',
    message: 'No PostgreSQL server was started. Use tools/jest/with-postgres.cjs as globalSetup in jest.config.cjs.',
  });
}

/** The URL of one of a server's databases. */
export function databaseUrlOn(server: string, name: string): string {
  const address = new URL(server);
  address.pathname = `/${name}`;
  return address.href;
}

/** Says one statement to a server; gives its rows. */
export async function onServer(server: string, statement: string): Promise<readonly unknown[]> {
  const db = openWithParts(server);
  try {
    return (await db.raw.executeQuery(CompiledQuery.raw(statement))).rows;
  } finally {
    await db.close();
  }
}
