import type { Kysely } from 'kysely';
import type { MigrationName } from '../define-migrations.ts';
import type { ProcessMark } from './process-mark.ts';

/** The builder of one connection, with the tables' real names. */
export type PlainConnection = Kysely<Record<string, Record<string, unknown>>>;

/** Where a database keeps which migrations it has. */
export const journalTable = 'core_db_migration';

/** A row of the journal. What the first version of the journal did not write down is null in its rows. */
export interface JournalRow extends MigrationName {
  readonly appliedAt: string;
  /** Its place among all that were ever applied, upwards from 1. */
  readonly position: number | null;
  readonly checksum: string | null;
  readonly startedAt: string | null;
  /** Null beside a `startedAt`: it began and did not end. */
  readonly finishedAt: string | null;
  readonly aicmoVersion: string | null;
  readonly startedBy: ProcessMark | null;
  /** How many of its statements were done, for a migration that is not transactional. */
  readonly statementsDone: number;
  /** The backup that was made before it. */
  readonly backup: string | null;
  /** What it failed with, where its process lived to say so. */
  readonly failure: string | null;
}
