import type { Clock } from '@aicmo/core-kernel';
import type { MigrationSet } from '../define-migrations.ts';

/** What {@link copyDatabase} needs. */
export interface CopyOptions {
  /** The database to read. Nothing is written to it. */
  readonly from: string;
  /** The database to fill: one without tables, or the one that an interrupted copy began to fill. */
  readonly to: string;
  /** Every scope's migrations: they make the target's tables. */
  readonly migrations: readonly MigrationSet[];
  /** The machine's by default. */
  readonly clock?: Clock;
  /** How many rows are read, written and committed at once, which bounds the memory. Default 2,000. */
  readonly rowsAtOnce?: number;
  /** Told after each batch. */
  readonly onProgress?: (progress: CopyProgress) => void;
  /** Stops after the batch that is being written (`copy-stopped`); the same call goes on from there. */
  readonly signal?: AbortSignal;
}

/** How far a copy is: first every table is copied, then both sides are read again and compared. */
export interface CopyProgress {
  readonly step: 'copy' | 'compare';
  readonly table: string;
  /** Rows of this table that are done, in all runs together. */
  readonly rows: number;
  /** Rows of this table in the source. */
  readonly of: number;
}

/** One table that is the same on both sides. */
export interface CopiedTable {
  readonly table: string;
  readonly rows: number;
  /** Over the rows in the order of their key, each as JSON with its columns by name; hexadecimal. */
  readonly sha256: string;
}

/** What a copy did. Counts and hashes were read from both sides after the last row was written, and were equal. */
export interface CopyReport {
  /** Masked. */
  readonly from: string;
  /** Masked. */
  readonly to: string;
  readonly tables: readonly CopiedTable[];
  /** In all tables together. */
  readonly rows: number;
  /** Whether it went on where an earlier run had stopped. */
  readonly isResumed: boolean;
  /** Tables of the source that no migration of this code made: they were left behind. */
  readonly leftBehind: readonly string[];
  readonly tookMs: number;
}

/**
 * Moves a house: copies every row of one database into another, empty one, in either direction between SQLite and
 * PostgreSQL. The source is read as it was at one moment, in batches in the order of the keys, while others go on
 * using it; what they write after that moment is not in the copy, so stop them first. Each batch is committed together
 * with how far it came: whatever ends the process, the same call goes on. At the end every table is counted and hashed
 * on both sides.
 *
 * Throws the driver's AppError (`db-…`), and `conflict`: `copy-same-database`, `copy-source-not-ready`,
 * `copy-target-not-empty`, `copy-other-source`, `copy-other-schema`, `copy-no-key`, `copy-circular`, `copy-number`,
 * `copy-differs` (the source changed between two runs, or something else wrote to the target), `copy-stopped`.
 */
export async function copyDatabase(options: CopyOptions): Promise<CopyReport> {
  // The query builder comes with the first copy, not with the import.
  const { runCopy } = await import('./run-copy.ts');
  return runCopy(options);
}
