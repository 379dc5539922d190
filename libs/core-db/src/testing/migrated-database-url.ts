import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { newId } from '@aicmo/core-kernel';
import { bootstrapDatabaseSchema } from '../lib/bootstrap.ts';
import type { MigrationSet } from '../lib/define-migrations.ts';
import { compileMigrations } from '../lib/migrations/compile-migrations.ts';
import { openWithParts, type OpenedDatabase } from '../lib/open-with-parts.ts';
import { databaseUrlOn, freshDatabaseUrl, onServer, testServer, type Undo } from './fresh-database-url.ts';

/**
 * The URL of a database of its own with these migrations applied, taken away by `undo`. The migrations run once for each
 * set of them: what a test gets is a copy of that, since making a hundred tables takes PostgreSQL ten times as long as
 * copying them. Without a folder for the copies (set by tools/jest/global-setup.cjs), or on a server that is not the tests'
 * own, they run each time.
 */
export async function migratedDatabaseUrl(
  dialect: 'sqlite' | 'postgres',
  migrations: readonly MigrationSet[],
  undo: Undo,
): Promise<string> {
  const copies = process.env['AICMO_TEST_COPIES'];
  if (dialect === 'postgres' && process.env['AICMO_TEST_OWN_POSTGRES'] === '1') {
    const template = await postgresTemplate(migrations);
    return freshDatabaseUrl(dialect, undo, template);
  }
  const url = await freshDatabaseUrl(dialect, undo);
  if (dialect === 'sqlite' && copies) await copyMigrated(copies, url.slice('sqlite:'.length), migrations);
  else await bootstrapDatabaseSchema({ url, migrations });
  return url;
}

/** Puts a SQLite file with these migrations applied at a place where there is none yet. */
async function copyMigrated(copies: string, file: string, migrations: readonly MigrationSet[]): Promise<void> {
  const template = path.join(copies, `${await fingerprint('sqlite::memory:', migrations)}.db`);
  if (!(await stat(template).catch(() => undefined))) {
    await mkdir(copies, { recursive: true });
    const made = path.join(copies, `${newId()}.db`);
    await bootstrapDatabaseSchema({ url: `sqlite:${made}`, migrations });
    await rename(made, template);
    for (const rest of ['-wal', '-shm']) await rm(`${made}${rest}`, { force: true });
  }
  await copyFile(template, file);
}

/** The name of a database with these migrations applied, to which nobody is connected. */
async function postgresTemplate(migrations: readonly MigrationSet[]): Promise<string> {
  const server = testServer();
  const name = `template_${await fingerprint(server, migrations)}`;
  const [found] = await onServer(server, `select 1 from pg_database where datname = '${name}'`);
  if (found) return name;
  const made = `making_${newId().replaceAll('-', '')}`;
  await onServer(server, `create database ${made} template template0 strategy file_copy`);
  await bootstrapDatabaseSchema({ url: databaseUrlOn(server, made), migrations });
  try {
    await onServer(server, `alter database ${made} rename to ${name}`);
  } catch {
    await onServer(server, `drop database ${made} with (force)`); // Another worker was faster, and made the same.
  }
  return name;
}

const known = new WeakMap<MigrationSet, Map<string, Promise<string>>>();

/** What these migrations say to this database, in 32 characters. */
async function fingerprint(place: string, migrations: readonly MigrationSet[]): Promise<string> {
  const db = openWithParts(place);
  try {
    const parts = await Promise.all(migrations.map((set) => saidBy(set, db)));
    return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
  } finally {
    await db.close();
  }
}

function saidBy(set: MigrationSet, { dialectFacts }: OpenedDatabase): Promise<string> {
  const byDialect = known.get(set) ?? new Map<string, Promise<string>>();
  known.set(set, byDialect);
  const said = byDialect.get(dialectFacts.name) ?? checksums(set, dialectFacts);
  byDialect.set(dialectFacts.name, said);
  return said;
}

const checksums = async (set: MigrationSet, facts: OpenedDatabase['dialectFacts']): Promise<string> =>
  (await compileMigrations([set], facts)).map(({ scope, name, checksum }) => `${scope}/${name} ${checksum}`).join('\n');
