import { toAppError } from '@aicmo/core-kernel';
import { migrationStatus, type MigrationName, type MigrationStatus } from '@aicmo/core-db';
import { readableMigrations } from './migration-sources.ts';

/** How a database stands to this version of the code. */
export type SchemaState =
  | { readonly state: 'ok'; readonly applied: number }
  /** There is no database, or one without our tables. */
  | { readonly state: 'missing' }
  | { readonly state: 'behind'; readonly pending: readonly MigrationName[] }
  /** A newer version has migrated it. */
  | { readonly state: 'newer'; readonly unknown: readonly MigrationName[] }
  /**
   * A migration changed, is missing, moved, was interrupted or runs just now, or the tables are not ours: a bootstrap
   * refuses (or waits) until a person has done what `remedy` says.
   */
  | {
      readonly state: 'blocked';
      readonly why: MigrationStatus['state'];
      readonly code: string;
      readonly message: string;
      readonly remedy: { readonly text: string; readonly commands: readonly string[] };
    }
  | { readonly state: 'unreachable'; readonly code: string; readonly message: string };

/**
 * Looks at a database without changing it or making one. A library that cannot be imported is left out of the
 * comparison: what it has applied is neither pending nor a newer version's.
 */
export async function readSchemaState(databaseUrl: string): Promise<SchemaState> {
  try {
    const { sets, unreadable } = await readableMigrations();
    return stateOf(await migrationStatus(databaseUrl, sets, { unreadable }));
  } catch (error) {
    const { code, message } = toAppError(error);
    return code === 'db-no-file' ? { state: 'missing' } : { state: 'unreachable', code, message };
  }
}

function stateOf({ state, finding, applied, pending, unknown }: MigrationStatus): SchemaState {
  if (finding === null) return { state: 'ok', applied: applied.length };
  if (state === 'empty') return { state: 'missing' };
  if (state === 'behind') return { state, pending };
  if (state === 'newer') return { state, unknown };
  return { state: 'blocked', why: state, ...finding };
}
