import { sql } from 'kysely';
import { unavailable } from '@aicmo/core-kernel';
import type { MigrationSet } from '../define-migrations.ts';
import { parseDatabaseUrl } from '../database-url.ts';
import { compileMigrations, type CompiledMigration } from '../migrations/compile-migrations.ts';
import { openWithParts, type OpenedDatabase } from '../open-with-parts.ts';
import { describeSchema } from './describe-schema.ts';
import { runCompiled } from './run-compiled.ts';
import type { SchemaDescription, SchemaReader } from './schema-description.ts';

/**
 * What these migrations make, found out by making it: in a SQLite database in memory, or on the same PostgreSQL server
 * in temporary tables of a transaction that is rolled back. It needs no right but TEMPORARY, which every user of a
 * database has by default, and leaves nothing behind. Throws `verify-no-right` (unavailable) without that right.
 */
export async function scratchSchema(url: string, sets: readonly MigrationSet[]): Promise<SchemaDescription> {
  const isPostgres = parseDatabaseUrl(url).dialect === 'postgres';
  const place = openWithParts(isPostgres ? url : ':memory:');
  try {
    const compiled = await compileMigrations(sets, place.dialectFacts);
    return await inRolledBack(place, async (tx) => {
      if (isPostgres) return inTemporaryTables(tx, compiled);
      await runCompiled(tx, compiled);
      return describeSchema('sqlite', tx);
    });
  } finally {
    await place.close();
  }
}

async function inTemporaryTables(tx: SchemaReader, compiled: readonly CompiledMigration[]): Promise<SchemaDescription> {
  await refuseWithoutRight(tx);
  // Unqualified names mean temporary tables now; those of the application are out of sight.
  await sql`set local search_path to pg_temp`.execute(tx);
  await runCompiled(tx, compiled);
  return describeSchema('postgres', tx);
}

async function refuseWithoutRight(tx: SchemaReader): Promise<void> {
  const { rows } = await sql<{ name: string; user: string; allowed: boolean }>`
    select current_database() as name, current_user as user,
      has_database_privilege(current_database(), 'TEMPORARY') as allowed`.execute(tx);
  const [found] = rows;
  if (!found || found.allowed) return;
  const grant = `grant temporary on database "${found.name}" to "${found.user}"`;
  throw unavailable({
    code: 'verify-no-right',
    message: `The user "${found.user}" may not make temporary tables in the database "${found.name}", and the comparison is made in such. Let the owner type: ${grant}`,
    details: { remedy: { text: 'Grant the right, as the owner of the database.', commands: [grant] } },
  });
}

async function inRolledBack(
  db: OpenedDatabase,
  work: (tx: SchemaReader) => Promise<SchemaDescription>,
): Promise<SchemaDescription> {
  const tx = await db.raw.startTransaction().execute();
  try {
    return await work(tx);
  } finally {
    await tx.rollback().execute();
  }
}
