import { isAppError, toAppError } from '@aicmo/core-kernel';
import type { MigrationName, MigrationSet } from '../define-migrations.ts';
import type { DatabaseFinding } from '../finding.ts';
import type { MigrationVerdict } from '../migrations/judge-migrations.ts';
import type { OpenedDatabase } from '../open-with-parts.ts';
import type { SchemaDifference } from './schema-differences.ts';

/** Which database to verify, against which migrations. */
export interface VerifyOptions {
  readonly url: string;
  readonly migrations: readonly MigrationSet[];
}

/** What {@link verifySchema} found. Holds no secret. */
export interface SchemaReport {
  /** Masked. */
  readonly databaseUrl: string;
  readonly dbType: 'sqlite' | 'postgres';
  /**
   * The worst of what was found: `damaged` (the file, or references between rows), `refused` (the journal does not fit this code;
   * `migrations` says why), `drift` (differences), `empty` (no tables of ours), `behind` (migrations wait), `ok`.
   */
  readonly state: 'ok' | 'behind' | 'empty' | 'drift' | 'refused' | 'damaged';
  /** How the journal stands to the code, as `db status` tells it. */
  readonly migrations: MigrationVerdict;
  readonly tables: number;
  readonly applied: readonly MigrationName[];
  readonly pending: readonly MigrationName[];
  /** Whether the schema was compared: not in a damaged file, nor with what this code does not know. */
  readonly isCompared: boolean;
  /** Between the live schema and what its applied migrations make. */
  readonly differences: readonly SchemaDifference[];
  /** Damage, and what else is wrong with what the database holds. */
  readonly integrity: readonly DatabaseFinding[];
  readonly tookMs: number;
}

const loadParts = async () => ({
  ...(await import('./compare-schema.ts')),
  ...(await import('../open-with-parts.ts')),
});

/**
 * Compares a live database with what the migrations that it says it has had really make, and looks whether it is whole.
 * Only reads: what the migrations make is found out elsewhere (in memory; in temporary tables of a transaction that is
 * rolled back). Our journal (`core_db_…`) is not compared. The time grows with the size of a SQLite file, about 1 s for
 * each GB that is in the disk's cache.
 *
 * A damaged file is a finding, not an error. Throws the driver's AppError (`db-no-file`, `db-unreachable`, …) when there is
 * nothing to look at, and `verify-no-right` (see scratch-schema.ts).
 */
export async function verifySchema(options: VerifyOptions): Promise<SchemaReport> {
  const started = performance.now();
  const { openWithParts, compareSchema, damaged } = await loadParts();
  const db = openWithParts(options.url, { mustExist: true, readOnly: true });
  const report = (rest: Partial<SchemaReport>): SchemaReport => ({
    databaseUrl: db.url,
    dbType: db.dialect,
    state: 'ok',
    migrations: { state: 'none', finding: null },
    tables: 0,
    applied: [],
    pending: [],
    isCompared: false,
    differences: [],
    integrity: [],
    ...rest,
    tookMs: Math.round(performance.now() - started),
  });
  try {
    return report(await compareSchema(db, options));
  } catch (error) {
    if (!isDamage(error)) throw error;
    const { cause, message } = toAppError(error);
    return report({ state: 'damaged', integrity: [damaged([cause instanceof Error ? cause.message : message])] });
  } finally {
    await closed(db);
  }
}

const isDamage = (error: unknown): boolean =>
  isAppError(error) && ['db-corrupt', 'db-not-a-database'].includes(error.code);

/** A file that could not be opened cannot be closed either; what opening said is what matters. */
async function closed(db: OpenedDatabase): Promise<void> {
  try {
    await db.close();
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
}
