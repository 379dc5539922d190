import { CompiledQuery } from 'kysely';
import type { OpenedDatabase } from '../open-with-parts.ts';
import type { DatabaseDialect } from '../dialects/dialect.ts';
import { compareMigrations, type MigrationComparison } from './compare-migrations.ts';
import type { CompiledMigration } from './compile-migrations.ts';
import { journalTable, type JournalRow, type PlainConnection } from './journal-row.ts';
import { readJournal } from './journal.ts';
import { judgeMigrations, type MigrationDecisions, type MigrationVerdict } from './judge-migrations.ts';
import { postgresLockHolder } from './lock-holder.ts';
import { askDatabase, listTablesOf } from './migration-sql.ts';
import { isStillRunning } from './process-mark.ts';

/** How a database stands to the code: the comparison, and what to think of it. */
export interface MigrationStatus extends MigrationComparison, MigrationVerdict {
  /** `sqlite_version()` or PostgreSQL's `server_version`. */
  readonly databaseVersion: string;
}

/** The code's side of the comparison. */
export interface MigrationCode {
  readonly compiled: readonly CompiledMigration[];
  readonly scopes: readonly string[];
  /** Scopes whose library cannot be read: what they have applied is left out of the comparison. None by default. */
  readonly unreadable?: readonly string[];
}

/** The status together with the rows that it was read from. */
export interface StatusWithJournal {
  readonly status: MigrationStatus;
  readonly journal: readonly JournalRow[];
}

/** Compares a database with the code at one moment of it, reading only: it makes no table, not even its own. */
export async function readMigrationStatus(
  opened: OpenedDatabase,
  code: MigrationCode,
  decisions: MigrationDecisions = {},
): Promise<MigrationStatus> {
  const { raw, dialectFacts } = opened;
  return raw.connection().execute(async (db) => {
    const begin = dialectFacts.name === 'postgres' ? 'begin isolation level repeatable read read only' : 'begin';
    await db.executeQuery(CompiledQuery.raw(begin));
    try {
      return (await readStatusInside(db, dialectFacts, code, decisions)).status;
    } finally {
      await db.executeQuery(CompiledQuery.raw('rollback'));
    }
  });
}

/** The same inside of a transaction that is open already. */
export async function readStatusInside(
  db: PlainConnection,
  dialect: DatabaseDialect,
  { compiled, scopes, unreadable = [] }: MigrationCode,
  decisions: MigrationDecisions,
): Promise<StatusWithJournal> {
  const tables = await listTablesOf(db, dialect);
  const rows = tables.includes(journalTable) ? await readJournal(db) : [];
  const journal = rows.filter(({ scope }) => !unreadable.includes(scope));
  const running = await whoRuns(db, dialect, journal);
  const isRunning = (row: JournalRow): boolean | null => running.get(row) ?? null;
  const comparison = compareMigrations({
    ...{ code: compiled, journal, tables, isRunning },
    scopes: [...scopes, ...unreadable],
  });
  const [databaseVersion = ''] = await askDatabase(db, dialect, 'version');
  const verdict = judgeMigrations(comparison, decisions);
  return { journal, status: { ...comparison, ...verdict, databaseVersion } };
}

/** PostgreSQL knows whether a migrator's session is open; beside a SQLite file only its process can be looked for. */
async function whoRuns(
  db: PlainConnection,
  dialect: DatabaseDialect,
  journal: readonly JournalRow[],
): Promise<ReadonlyMap<JournalRow, boolean | null>> {
  const running = new Map<JournalRow, boolean | null>();
  for (const row of journal.filter((each) => each.startedAt !== null && each.finishedAt === null)) {
    if (row.failure !== null) running.set(row, false);
    else if (dialect.name === 'postgres') running.set(row, (await postgresLockHolder(db)) !== null);
    else running.set(row, row.startedBy === null ? null : await isStillRunning(row.startedBy));
  }
  return running;
}
