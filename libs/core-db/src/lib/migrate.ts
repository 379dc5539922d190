import type { MigrationSet } from './define-migrations.ts';
import { compileMigrations } from './migrations/compile-migrations.ts';
import { listTablesOf } from './migrations/migration-sql.ts';
import { readMigrationStatus as readStatus, type MigrationStatus } from './migrations/read-migration-status.ts';
import type { OpenedDatabase } from './open-with-parts.ts';

/** The tables of a database, in order. */
export const listTables = ({ raw, dialectFacts }: OpenedDatabase): Promise<readonly string[]> =>
  listTablesOf(raw, dialectFacts);

/** Compares an open database with the code, reading only: it makes no table, not even its own. */
export async function readMigrationStatus(
  opened: OpenedDatabase,
  sets: readonly MigrationSet[],
  unreadable: readonly string[] = [],
): Promise<MigrationStatus> {
  const compiled = await compileMigrations(sets, opened.dialectFacts);
  return readStatus(opened, { compiled, scopes: sets.map(({ scope }) => scope), unreadable });
}
