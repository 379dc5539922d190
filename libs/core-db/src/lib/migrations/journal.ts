import type { Instant } from '@aicmo/core-kernel';
import type { Columns } from '../columns.ts';
import type { MigrationName } from '../define-migrations.ts';
import type { DatabaseDialect } from '../dialects/dialect.ts';
import type { CompiledMigration } from './compile-migrations.ts';
import { journalTable, type JournalRow, type PlainConnection } from './journal-row.ts';
import { askDatabase } from './migration-sql.ts';
import type { ProcessMark } from './process-mark.ts';

/** Where an application of a migration stands in a run. */
export interface JournalEntry {
  readonly migration: CompiledMigration;
  readonly position: number;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly tookMs: number | null;
  readonly aicmoVersion: string;
  readonly startedBy: ProcessMark;
  readonly backup: string | null;
}

const laterColumns = {
  position: 'integer',
  checksum: 'text',
  started_at: 'instant',
  finished_at: 'instant',
  took_ms: 'integer',
  aicmo_version: 'text',
  host: 'text',
  pid: 'integer',
  process: 'text',
  statements_done: 'integer',
  backup: 'text',
  failure: 'text',
} as const satisfies Readonly<Record<string, keyof Columns>>;

/** Makes the journal, or adds the columns that it lacks. Its rows stay, and older versions of AICMO can still read it. */
export async function ensureJournal(db: PlainConnection, dialect: DatabaseDialect): Promise<void> {
  const { columns } = dialect;
  const later = Object.entries(laterColumns);
  const found = await askDatabase(db, dialect, 'journalColumns');
  if (found.length > 0) {
    const missing = later.filter(([name]) => !found.includes(name));
    for (const [name, type] of missing)
      await db.schema.alterTable(journalTable).addColumn(name, columns[type]).execute();
    return;
  }
  const table = db.schema
    .createTable(journalTable)
    .addColumn('scope', columns.text, (column) => column.notNull())
    .addColumn('name', columns.text, (column) => column.notNull())
    .addColumn('applied_at', columns.instant, (column) => column.notNull())
    .addPrimaryKeyConstraint('core_db_migration_key', ['scope', 'name']);
  await later.reduce((made, [name, type]) => made.addColumn(name, columns[type]), table).execute();
}

/** All rows, in the order in which they were applied; behind them, by time and name, those that the first version of the journal wrote. */
export async function readJournal(db: PlainConnection): Promise<readonly JournalRow[]> {
  const rows = (await db.selectFrom(journalTable).selectAll().execute()).map(parseRow);
  const place = (row: JournalRow): number => row.position ?? Number.MAX_SAFE_INTEGER;
  const key = (row: JournalRow): string => `${row.appliedAt} ${row.scope} ${row.name}`;
  return rows.sort((a, b) => place(a) - place(b) || (key(a) < key(b) ? -1 : 1));
}

/** Absent columns (the journal's first version) and null mean the same. */
function parseRow(row: Readonly<Record<string, unknown>>): JournalRow {
  const text = (name: string): string | null => (typeof row[name] === 'string' ? row[name] : null);
  const whole = (name: string): number | null =>
    row[name] === null || row[name] === undefined ? null : Number(row[name]);
  const [host, pid, identity] = [text('host'), whole('pid'), text('process')];
  return {
    scope: text('scope') ?? '',
    name: text('name') ?? '',
    appliedAt: text('applied_at') ?? '',
    position: whole('position'),
    checksum: text('checksum'),
    startedAt: text('started_at'),
    finishedAt: text('finished_at'),
    aicmoVersion: text('aicmo_version'),
    startedBy: host === null || pid === null || identity === null ? null : { host, pid, identity },
    statementsDone: whole('statements_done') ?? 0,
    backup: text('backup'),
    failure: text('failure'),
  };
}

/** Writes down that a migration was begun, or done. */
export async function writeEntry(db: PlainConnection, entry: JournalEntry): Promise<void> {
  const { migration, position, startedAt, finishedAt, tookMs, aicmoVersion, startedBy, backup } = entry;
  await db
    .insertInto(journalTable)
    .values({
      scope: migration.scope,
      name: migration.name,
      // Older versions of AICMO want it, also of one that is not done.
      applied_at: finishedAt ?? startedAt,
      position,
      checksum: migration.checksum,
      started_at: startedAt,
      finished_at: finishedAt,
      took_ms: tookMs,
      aicmo_version: aicmoVersion,
      host: startedBy.host,
      pid: startedBy.pid,
      process: startedBy.identity,
      statements_done: finishedAt === null ? 0 : migration.statements.length,
      backup,
    })
    .execute();
}

/** What changes of an entry while its migration runs, and when a person has decided about it. */
export interface JournalChange {
  readonly statements_done?: number;
  readonly finished_at?: Instant;
  readonly applied_at?: Instant;
  readonly took_ms?: number;
  readonly checksum?: string;
  readonly position?: number;
  readonly failure?: string;
}

/** Changes an entry. */
export async function changeEntry(db: PlainConnection, of: MigrationName, change: JournalChange): Promise<void> {
  await db
    .updateTable(journalTable)
    .set({ ...change })
    .where('scope', '=', of.scope)
    .where('name', '=', of.name)
    .execute();
}

/** Takes an entry away, so that its migration waits again. */
export async function removeEntry(db: PlainConnection, { scope, name }: MigrationName): Promise<void> {
  await db.deleteFrom(journalTable).where('scope', '=', scope).where('name', '=', name).execute();
}
