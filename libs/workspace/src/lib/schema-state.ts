import { toAppError } from '@aicmo/core-kernel';
import { migrationStatus, type MigrationName } from '@aicmo/core-db';
import { readableMigrations } from './migration-sources.ts';

/** How a database stands to this version of the code. */
export type SchemaState =
  | { readonly state: 'ok'; readonly applied: number }
  /** There is no database, or one without our tables. */
  | { readonly state: 'missing' }
  | { readonly state: 'behind'; readonly pending: readonly MigrationName[] }
  /** A newer version has migrated it. */
  | { readonly state: 'newer'; readonly unknown: readonly MigrationName[] }
  | { readonly state: 'unreachable'; readonly code: string; readonly message: string };

/**
 * Looks at a database without changing it or making one. A library that cannot be imported is left out of the
 * comparison: what it has applied is neither pending nor a newer version's.
 */
export async function readSchemaState(databaseUrl: string): Promise<SchemaState> {
  try {
    const { sets, unreadable } = await readableMigrations();
    const { applied, pending, unknown: foreign } = await migrationStatus(databaseUrl, sets);
    const unknown = foreign.filter(({ scope }) => !unreadable.includes(scope));
    if (unknown.length > 0) return { state: 'newer', unknown };
    if (applied.length === 0) return { state: 'missing' };
    return pending.length > 0 ? { state: 'behind', pending } : { state: 'ok', applied: applied.length };
  } catch (error) {
    const { code, message } = toAppError(error);
    return code === 'db-no-file' ? { state: 'missing' } : { state: 'unreachable', code, message };
  }
}
