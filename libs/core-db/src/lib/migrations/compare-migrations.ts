import { isSame, type MigrationName } from '../define-migrations.ts';
import { tablePrefix } from '../scope-guard.ts';
import type { CompiledMigration } from './compile-migrations.ts';
import { journalTable, type JournalRow } from './journal-row.ts';
import { deferredTable } from '../indexes/index-sql.ts';
import type { ProcessMark } from './process-mark.ts';

/** An applied migration whose SQL or data step is another one in this code. */
export interface ChangedMigration extends MigrationName {
  readonly appliedAt: string;
  /** As it was applied, and as it is in the code. */
  readonly checksum: { readonly applied: string; readonly code: string };
}

/** A migration that stands in another place than the journal says. */
export interface ReorderedMigration extends MigrationName {
  /** `inserted`: new, but in front of one that is applied. `moved`: applied after the one that it now stands in front of. */
  readonly how: 'inserted' | 'moved';
  /** The applied migration behind it in the code. */
  readonly before: string;
}

/** A migration that was begun and is not done. */
export interface InterruptedMigration extends MigrationName {
  readonly startedAt: string;
  readonly startedBy: ProcessMark | null;
  readonly aicmoVersion: string | null;
  readonly statementsDone: number;
  /** How many it has in this code; null for one that this code does not know. */
  readonly statements: number | null;
  readonly backup: string | null;
  /** What it failed with, where its process lived to say so. */
  readonly failure: string | null;
  /** Whether that process is still at it; null when nobody can know from here. */
  readonly isRunning: boolean | null;
}

/** How a database's journal and tables stand to the code. */
export interface MigrationComparison {
  /** How many migrations the code has. */
  readonly known: number;
  readonly applied: readonly MigrationName[];
  readonly pending: readonly MigrationName[];
  /** Applied by a newer version of AICMO: this code must not touch the database. */
  readonly unknown: readonly MigrationName[];
  /** The version that applied the last of them, where the journal says. */
  readonly unknownVersion: string | null;
  /** Applied before others that this code knows, and not in this code: it was lost. */
  readonly missing: readonly MigrationName[];
  readonly changed: readonly ChangedMigration[];
  readonly reordered: readonly ReorderedMigration[];
  readonly interrupted: readonly InterruptedMigration[];
  /** Applied by a version that kept no checksums; the next bootstrap takes those of this code. */
  readonly unchecked: readonly MigrationName[];
  /** Rows of the journal with a moment that is none. */
  readonly damaged: readonly MigrationName[];
  /** Tables that applied migrations made and that are not there. */
  readonly absentTables: readonly string[];
  /** Tables that belong to no scope of the code or the journal. */
  readonly foreignTables: readonly string[];
  readonly tables: readonly string[];
  readonly hasJournal: boolean;
  /** Who applied the last one, and when; null where the journal does not say. */
  readonly lastRun: LastRun | null;
}

/** The end of the last bootstrap that changed something. */
export interface LastRun {
  readonly at: string;
  readonly host: string;
  readonly pid: number;
  readonly aicmoVersion: string | null;
}

/** What is compared. */
export interface ComparisonInput {
  /** Every migration of the code, in order. */
  readonly code: readonly CompiledMigration[];
  /** In the order of application. */
  readonly journal: readonly JournalRow[];
  readonly tables: readonly string[];
  /** The scopes of the code, also those without a migration. */
  readonly scopes: readonly string[];
  readonly isRunning: (row: JournalRow) => boolean | null;
}

/** Compares what a database says about itself with the code. Pure. */
export function compareMigrations(input: ComparisonInput): MigrationComparison {
  const { code, journal, tables } = input;
  const done = journal.filter((row) => !isUnfinished(row));
  const inCode = (name: MigrationName): CompiledMigration | undefined => code.find((each) => isSame(each, name));
  const strange = done.filter((row) => !inCode(row));
  const isNewer = (row: JournalRow): boolean =>
    !done.slice(done.indexOf(row)).some((later) => later.scope === row.scope && inCode(later));
  const pending = code.filter((each) => !journal.some((row) => isSame(row, each)));
  return {
    known: code.length,
    applied: done.map(nameOf),
    pending: pending.map(nameOf),
    unknown: strange.filter(isNewer).map(nameOf),
    unknownVersion: strange.filter(isNewer).at(-1)?.aicmoVersion ?? null,
    missing: strange.filter((row) => !isNewer(row)).map(nameOf),
    changed: done.flatMap((row) => changeOf(row, inCode(row))),
    reordered: [...insertedAmong(code, done), ...movedAmong(code, done)],
    interrupted: journal.filter(isUnfinished).map((row) => interruptionOf(row, inCode(row), input.isRunning)),
    unchecked: done.filter((row) => row.checksum === null && inCode(row)).map(nameOf),
    damaged: journal.filter(isDamaged).map(nameOf),
    absentTables: expectedTables(code, done).filter((table) => !tables.includes(table)),
    foreignTables: foreignAmong(input),
    tables,
    hasJournal: journal.length > 0,
    lastRun: lastRunOf(done),
  };
}

const nameOf = ({ scope, name }: MigrationName): MigrationName => ({ scope, name });

function lastRunOf(done: readonly JournalRow[]): LastRun | null {
  const last = done.findLast((row) => row.startedBy !== null);
  if (!last?.startedBy) return null;
  const { host, pid } = last.startedBy;
  return { at: last.appliedAt, host, pid, aicmoVersion: last.aicmoVersion };
}

const isUnfinished = (row: JournalRow): boolean => row.startedAt !== null && row.finishedAt === null;
const isDamaged = (row: JournalRow): boolean =>
  [row.appliedAt, row.startedAt, row.finishedAt].some((moment) => moment !== null && !isInstant(moment));
const isInstant = (text: string): boolean => text.length === 24 && !Number.isNaN(Date.parse(text));

function changeOf(row: JournalRow, code: CompiledMigration | undefined): readonly ChangedMigration[] {
  if (!code || row.checksum === null || row.checksum === code.checksum) return [];
  return [{ ...nameOf(row), appliedAt: row.appliedAt, checksum: { applied: row.checksum, code: code.checksum } }];
}

/** New migrations in front of applied ones of their scope. */
function insertedAmong(code: readonly CompiledMigration[], done: readonly JournalRow[]): readonly ReorderedMigration[] {
  return code.flatMap((each, index) => {
    if (done.some((row) => isSame(row, each))) return [];
    const behind = code
      .slice(index + 1)
      .find((next) => next.scope === each.scope && done.some((row) => isSame(row, next)));
    return behind ? [{ ...nameOf(each), how: 'inserted' as const, before: behind.name }] : [];
  });
}

/** Applied migrations that the code has in front of one that was applied earlier. Without positions nobody knows. */
function movedAmong(code: readonly CompiledMigration[], done: readonly JournalRow[]): readonly ReorderedMigration[] {
  const placed = done.filter((row) => row.position !== null);
  const place = (name: MigrationName): number => placed.findIndex((row) => isSame(row, name));
  return code.flatMap((each, index) => {
    const own = place(each);
    const behind = code
      .slice(index + 1)
      .find((next) => next.scope === each.scope && place(next) >= 0 && place(next) < own);
    return behind ? [{ ...nameOf(each), how: 'moved' as const, before: behind.name }] : [];
  });
}

function interruptionOf(
  row: JournalRow,
  code: CompiledMigration | undefined,
  isRunning: ComparisonInput['isRunning'],
): InterruptedMigration {
  const { startedBy, aicmoVersion, statementsDone, backup, failure } = row;
  const statements = code ? code.statements.length : null;
  const startedAt = row.startedAt ?? row.appliedAt;
  return {
    ...nameOf(row),
    startedAt,
    startedBy,
    aicmoVersion,
    statementsDone,
    statements,
    backup,
    failure,
    isRunning: isRunning(row),
  };
}

const created = /^\s*create\s+table\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?/i;
const dropped = /^\s*drop\s+table\s+(?:if\s+exists\s+)?"?(\w+)"?/i;
const renamed = /^\s*alter\s+table\s+"?(\w+)"?\s+rename\s+to\s+"?(\w+)"?/i;

/** The tables that applied migrations made and left, read off their SQL. */
function expectedTables(code: readonly CompiledMigration[], done: readonly JournalRow[]): readonly string[] {
  const expected = new Set<string>();
  const applied = code.filter((each) => done.some((row) => isSame(row, each)));
  for (const { sql } of applied.flatMap((each) => each.statements)) {
    const [, made] = created.exec(sql) ?? [];
    const [, gone] = dropped.exec(sql) ?? [];
    const [, from, to] = renamed.exec(sql) ?? [];
    for (const old of [gone, from]) if (old !== undefined) expected.delete(old);
    for (const next of [made, to]) if (next !== undefined) expected.add(next);
  }
  return [...expected];
}

function foreignAmong({ tables, scopes, journal }: ComparisonInput): readonly string[] {
  const prefixes = [...scopes, ...journal.map((row) => row.scope)].map(tablePrefix);
  const own = [journalTable, deferredTable];
  return tables.filter((table) => !own.includes(table) && !prefixes.some((prefix) => table.startsWith(prefix)));
}
