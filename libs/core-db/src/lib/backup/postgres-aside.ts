import { sql } from 'kysely';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { unavailable } from '@aicmo/core-kernel';
import type { SchemaReader } from '../schema/schema-description.ts';
import { inShell } from '../schema/sql-command.ts';
import { refuse } from './refuse.ts';
import type { KeptBefore } from './restore-database.ts';

interface Aside {
  readonly tables: readonly string[];
  /** Where the script goes that brings them back. */
  readonly folder: string;
  /** An `Instant`. */
  readonly at: string;
  readonly url: string;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Moves tables, with everything that belongs to them, into a schema of their own, in the caller's transaction, and writes
 * the script that moves them back. Throws `restore-no-right` (unavailable) for a user who may not make a schema.
 */
export async function moveAside(tx: SchemaReader, { tables, folder, at }: Aside): Promise<KeptBefore> {
  const home = await refuseWithoutRight(tx);
  const stamp = at
    .slice(0, 19)
    .replaceAll(/[^0-9T]/gu, '')
    .replace('T', '_');
  const aside = `before_restore_${stamp}`;
  const move = (from: string, to: string): readonly string[] =>
    tables.map((table) => `alter table ${quoted(from)}.${quoted(table)} set schema ${quoted(to)}`);
  await sql.raw(`create schema ${quoted(aside)}`).execute(tx);
  for (const statement of move(home, aside)) await sql.raw(statement).execute(tx);
  const script = path.join(folder, `undo-${aside}.sql`);
  const drops = tables.map((table) => `drop table if exists ${quoted(home)}.${quoted(table)} cascade`);
  const undo = ['begin', ...drops, ...move(aside, home), `drop schema ${quoted(aside)}`, 'commit'];
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(script, undo.map((statement) => `${statement};\n`).join(''), { mode: 0o600, flag: 'wx' });
  return {
    file: `the schema ${aside} of the same database`,
    kind: 'set-aside',
    undo: { text: 'To have it back:', commands: [`psql "$DATABASE_URL" -f ${inShell(script)}`] },
  };
}

/** Gives the name of the schema in which the application's tables are. */
async function refuseWithoutRight(tx: SchemaReader): Promise<string> {
  const { rows } = await sql<{ home: string; name: string; user: string; allowed: boolean }>`
    select current_schema() as home, current_database() as name, current_user as user,
      has_database_privilege(current_database(), 'CREATE') as allowed`.execute(tx);
  const [found] = rows;
  if (found?.allowed) return found.home;
  const grant = `grant create on database ${quoted(found?.name ?? '')} to ${quoted(found?.user ?? '')}`;
  throw refuse(unavailable, {
    code: 'restore-no-right',
    found: `What is in the database cannot be backed up by this version, and the user ${found?.user ?? ''} may not make a schema to keep it in. Nothing was changed.`,
    remedy: { text: 'Let the owner of the database type:', commands: [grant] },
  });
}
