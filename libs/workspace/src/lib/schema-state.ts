import { toAppError } from '@aicmo/core-kernel';
import { migrationStatus, type MigrationName } from '@aicmo/core-db';
import { allMigrations } from './migration-sources.ts';

/** How a database stands to this version of the code. */
export type SchemaState =
  | { readonly state: 'ok'; readonly applied: number }
  /** There is no database, or one without our tables. */
  | { readonly state: 'missing' }
  | { readonly state: 'behind'; readonly pending: readonly MigrationName[] }
  /** A newer version has migrated it. */
  | { readonly state: 'newer'; readonly unknown: readonly MigrationName[] }
  | { readonly state: 'unreachable'; readonly code: string; readonly message: string };

/** Looks at a database without changing it or making one. */
export async function readSchemaState(databaseUrl: string): Promise<SchemaState> {
  try {
    const { applied, pending, unknown } = await migrationStatus(databaseUrl, await allMigrations());
    if (unknown.length > 0) return { state: 'newer', unknown };
    if (applied.length === 0) return { state: 'missing' };
    return pending.length > 0 ? { state: 'behind', pending } : { state: 'ok', applied: applied.length };
  } catch (error) {
    const { code, message } = toAppError(error);
    return code === 'db-no-file' ? { state: 'missing' } : { state: 'unreachable', code, message };
  }
}
