import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '@aicmo/core-kernel';
import { sql } from 'kysely';
import { fullName, type AppliedMigration, type MigrationName, type MigrationSet } from '../define-migrations.ts';
import type { DatabaseDialect } from '../dialects/dialect.ts';
import { applyNext } from './apply-migrations.ts';
import type { BootstrapStep } from './bootstrap-step.ts';
import type { InterruptedMigration } from './compare-migrations.ts';
import type { CompiledMigration } from './compile-migrations.ts';
import { journalTable, type JournalRow, type PlainConnection } from './journal-row.ts';
import { changeEntry, ensureJournal, removeEntry, writeEntry } from './journal.ts';
import type { MigrationDecisions } from './judge-migrations.ts';
import type { LockHolder } from './lock-holder.ts';
import { throwIfAborted, waitedTooLong, type LockWait, type MigrationSession } from './migration-session.ts';
import { isNothing, planMigrations, refuseState, type MigrationPlan } from './plan-migrations.ts';
import {
  readStatusInside,
  type MigrationCode,
  type MigrationStatus,
  type StatusWithJournal,
} from './read-migration-status.ts';
import { backupBefore } from './sqlite-preflight.ts';
import type { SqliteBackup } from '../backup/sqlite-backup.ts';
import { markOf } from './process-mark.ts';

/** What a change of a database needs to know. */
export interface ChangeRequest {
  readonly url: string;
  readonly migrations: readonly MigrationSet[];
  readonly dialect: DatabaseDialect;
  /** The SQLite file of which a backup is made; null for PostgreSQL and memory. */
  readonly file: string | null;
  readonly code: MigrationCode;
  readonly decisions: MigrationDecisions;
  readonly clock: Clock;
  readonly aicmoVersion: string;
  readonly wait: LockWait;
  readonly tell: (step: BootstrapStep) => void;
}

/** What was begun, kept up to date for whoever has to tell about a failure. */
export interface Attempt {
  /** Everything that the first look under the lock found to do. */
  todo: readonly CompiledMigration[];
  backup: SqliteBackup | null;
}

/** What was changed. */
export interface Changed {
  readonly applied: readonly AppliedMigration[];
  readonly adopted: readonly MigrationName[];
}

/**
 * Reads the journal again under the lock, and does what is still to be done: nothing, when another process did it
 * meanwhile. Each transaction begins with that look, so it does not matter who did what between two of them. On a
 * failure everything since the last commit is rolled back.
 */
export async function changeUnderLock(
  session: MigrationSession,
  request: ChangeRequest,
  attempt: Attempt,
): Promise<Changed> {
  const applied: AppliedMigration[] = [];
  const adopted: MigrationName[] = [];
  const startedWaiting = performance.now();
  let told: number | undefined;
  for (;;) {
    const next = await lookAndChange(session, request, attempt, applied.length);
    if (next === 'nothing to do') return { applied, adopted };
    if ('applied' in next) {
      applied.push(...next.applied);
      adopted.push(...next.adopted);
      continue;
    }
    if (next.pid !== told) request.wait.onWait(next);
    told = next.pid;
    await pauseFor(request.wait, startedWaiting, next);
  }
}

/** What was changed, or who else is changing it. */
type Next = Changed | LockHolder | 'nothing to do';

async function lookAndChange(
  session: MigrationSession,
  request: ChangeRequest,
  attempt: Attempt,
  doneBefore: number,
): Promise<Next> {
  const { dialect, code, decisions } = request;
  try {
    await session.begin();
    const found = await readStatusInside(session.db, dialect, code, decisions);
    const { state, interrupted } = found.status;
    if (state === 'no-journal' && decisions.adoptTables === true) return await takeOver(session, request);
    refuseState(found.status);
    const plan = planMigrations(found.status, code.compiled, decisions);
    const busy = interrupted.find(({ isRunning }) => isRunning === true);
    if (!busy && !isNothing(plan)) return await change(session, request, attempt, { plan, found, doneBefore });
    await session.rollback();
    return busy ? runnerOf(busy) : 'nothing to do';
  } catch (error) {
    // Where no transaction is open there is nothing to roll back, and the first error is the one to tell.
    await session.rollback().catch(() => undefined);
    throw error;
  }
}

/** Writes the journal that a database has lost, as if everything that made its tables had just been applied. */
async function takeOver(session: MigrationSession, request: ChangeRequest): Promise<Changed> {
  const { url, migrations, dialect, clock, aicmoVersion, code } = request;
  // Loaded when it is asked for, which is once in the life of a few databases.
  const { recogniseTables } = await import('./adopt-tables.ts');
  const old = await recogniseTables(session.db, { url, dialect, migrations, compiled: code.compiled });
  await ensureJournal(session.db, dialect);
  const [startedBy, at] = [await markOf(), clock.now()];
  const entry = { startedAt: at, finishedAt: at, tookMs: 0, aicmoVersion, startedBy, backup: null };
  for (const [index, migration] of old.entries())
    await writeEntry(session.db, { ...entry, migration, position: index + 1 });
  await session.commit();
  return { applied: [], adopted: old.map(({ scope, name }) => ({ scope, name })) };
}

interface Look {
  readonly plan: MigrationPlan;
  readonly found: StatusWithJournal;
  readonly doneBefore: number;
}

async function change(
  session: MigrationSession,
  request: ChangeRequest,
  attempt: Attempt,
  { plan, found, doneBefore }: Look,
): Promise<Changed> {
  const { dialect, clock, aicmoVersion, tell, wait } = request;
  if (doneBefore === 0) attempt.todo = plan.todo;
  attempt.backup ??= await backup(session, request, plan, found.status);
  await ensureJournal(session.db, dialect);
  for (const name of plan.again) await removeEntry(session.db, name);
  const last = await adopt(session, plan, request.code, found.journal);
  const applied = await applyNext(plan.todo, {
    ...{ session, dialect, clock, aicmoVersion, tell, firstPosition: last + 1 },
    startedBy: await markOf(),
    backup: attempt.backup?.target ?? null,
    counted: { before: doneBefore, of: doneBefore + plan.todo.length },
    throwIfAborted: () => throwIfAborted(wait.signal),
  });
  return { applied, adopted: plan.adopt.map(({ scope, name }) => ({ scope, name })) };
}

/** Under the write lock nobody can commit between the copy and the change. Null when there is no row to lose. */
async function backup(
  { db }: MigrationSession,
  { file, clock, tell }: ChangeRequest,
  { todo }: MigrationPlan,
  { tables, applied }: MigrationStatus,
): Promise<SqliteBackup | null> {
  if (file === null || todo.length === 0) return null;
  if (!(await hasRows(db, tables))) return null;
  const made = await backupBefore(file, applied.length, applied.length + todo.length, clock);
  tell({ step: 'backup', file: made.target, bytes: made.bytes, tookMs: made.tookMs });
  return made;
}

async function hasRows(db: PlainConnection, tables: readonly string[]): Promise<boolean> {
  for (const table of tables) {
    if (table === journalTable) continue;
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
    if (rows.length > 0) return true;
  }
  return false;
}

/** Writes checksums, and gives places to rows that have none; resolves with the last place. */
async function adopt(
  { db }: MigrationSession,
  { adopt: all }: MigrationPlan,
  { compiled }: MigrationCode,
  journal: readonly JournalRow[],
): Promise<number> {
  for (const { scope, name, checksum } of all) await changeEntry(db, { scope, name }, { checksum });
  const inCode = (row: JournalRow): number =>
    compiled.findIndex((each) => each.scope === row.scope && each.name === row.name);
  const placeless = journal.filter((row) => row.position === null).sort((a, b) => inCode(a) - inCode(b));
  let last = Math.max(0, ...journal.map((row) => row.position ?? 0));
  for (const row of placeless) await changeEntry(db, row, { position: (last += 1) });
  return last;
}

const pauseMs = 100;

/** A migration that is not transactional runs without a lock on SQLite; its process is known to be alive. */
async function pauseFor(wait: LockWait, started: number, holder: LockHolder): Promise<void> {
  if (performance.now() - started > wait.atMostMs) throw waitedTooLong(wait, holder);
  throwIfAborted(wait.signal);
  await pause(pauseMs);
}

function runnerOf({ scope, name, startedBy }: InterruptedMigration): LockHolder {
  const { pid = 0, host = '' } = startedBy ?? {};
  return {
    pid,
    text: `process ${String(pid)} on ${host} (at the migration ${fullName({ scope, name })})`,
    command: `kill ${String(pid)}`,
  };
}
