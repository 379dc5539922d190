import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CompiledQuery } from 'kysely';
import { internal, newId } from '@aicmo/core-kernel';
import { openWithParts } from '../lib/open-with-parts.ts';

/** Remembers how to take something away again after the test. */
export type Undo = (step: () => Promise<void>) => void;

/** The URL of a database of its own, not made yet (SQLite) or empty (PostgreSQL), taken away by `undo`. */
export const freshDatabaseUrl = (dialect: 'sqlite' | 'postgres', undo: Undo): Promise<string> =>
  dialect === 'sqlite' ? freshSqliteUrl(undo) : freshPostgresUrl(undo);

async function freshSqliteUrl(undo: Undo): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'aicmo-test-'));
  undo(() => rm(folder, { recursive: true, force: true }));
  return `sqlite:${path.join(folder, 'test.db')}`;
}

async function freshPostgresUrl(undo: Undo): Promise<string> {
  const server = process.env['TEST_POSTGRES_URL'];
  if (!server) {
    throw internal({
      code: 'test-no-postgres',
      message: 'No PostgreSQL server was started. Use tools/jest/with-postgres.cjs as globalSetup in jest.config.cjs.',
    });
  }
  const name = `test_${newId().replaceAll('-', '')}`;
  await onServer(server, `create database ${name} template template0 strategy file_copy`);
  undo(() => onServer(server, `drop database ${name} with (force)`));
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
