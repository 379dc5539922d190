import { CompiledQuery } from 'kysely';
import { internal, isAppError, toAppError, type AppError, type Clock, type Instant } from '@aicmo/core-kernel';
import { fullName, type AppliedMigration } from '../define-migrations.ts';
import type { DatabaseDialect } from '../dialects/dialect.ts';
import { tablePrefix } from '../scope-guard.ts';
import type { BootstrapStep } from './bootstrap-step.ts';
import type { CompiledMigration } from './compile-migrations.ts';
import type { PlainConnection } from './journal-row.ts';
import { changeEntry, writeEntry } from './journal.ts';
import { messageOf } from './message-of.ts';
import type { MigrationSession } from './migration-session.ts';
import { askDatabase, listTablesOf } from './migration-sql.ts';
import type { ProcessMark } from './process-mark.ts';

/** What a run of migrations works with. */
export interface MigrationRun {
  readonly session: MigrationSession;
  readonly dialect: DatabaseDialect;
  readonly clock: Clock;
  readonly aicmoVersion: string;
  readonly startedBy: ProcessMark;
  readonly backup: string | null;
  /** The place of the first one in the journal. */
  readonly firstPosition: number;
  /** How many this bootstrap has done before, and will do in all. */
  readonly counted: { readonly before: number; readonly of: number };
  readonly tell: (step: BootstrapStep) => void;
  /** Throws when the caller does not want it any more; asked before each migration. */
  readonly throwIfAborted: () => void;
}

/**
 * Applies what may come next under the lock, inside of the session's open transaction, and ends that: all migrations
 * up to the first that is not transactional together, or that one alone. Throws `internal` (`migration-failed`,
 * `migration-foreign-table`, `migration-foreign-keys`); then the caller rolls back.
 */
export async function applyNext(
  todo: readonly CompiledMigration[],
  run: MigrationRun,
): Promise<readonly AppliedMigration[]> {
  const end = todo.findIndex(({ isTransactional }) => !isTransactional);
  const [first] = todo;
  if (first && end === 0) return [await toldAround(first, 0, run, () => applyAlone(first, run))];
  const done: AppliedMigration[] = [];
  for (const [index, migration] of todo.slice(0, end < 0 ? todo.length : end).entries())
    done.push(await toldAround(migration, index, run, () => applyInside(migration, run.firstPosition + index, run)));
  await refuseBrokenKeys(run);
  await run.session.commit();
  return done;
}

async function toldAround(
  { scope, name }: CompiledMigration,
  index: number,
  { tell, throwIfAborted, counted }: MigrationRun,
  apply: () => Promise<number>,
): Promise<AppliedMigration> {
  throwIfAborted();
  tell({ step: 'started', scope, name, index: counted.before + index + 1, of: counted.of });
  const tookMs = await apply();
  tell({ step: 'applied', scope, name, tookMs });
  return { scope, name, tookMs };
}

async function applyInside(migration: CompiledMigration, position: number, run: MigrationRun): Promise<number> {
  const { session, dialect, clock } = run;
  const [started, startedAt] = [performance.now(), clock.now()];
  const before = new Set(await listTablesOf(session.db, dialect));
  for (const index of migration.statements.keys()) await runStatement(migration, index, session.db);
  await runDataStep(migration, session.db, startedAt);
  refuseForeignTables(migration, before, await listTablesOf(session.db, dialect));
  const tookMs = Math.round(performance.now() - started);
  await writeEntry(session.db, { ...run, migration, position, startedAt, finishedAt: clock.now(), tookMs });
  return tookMs;
}

/** Whoever finds its row without an end knows what to think: the row is committed before the first statement. */
async function applyAlone(migration: CompiledMigration, run: MigrationRun): Promise<number> {
  const { session, clock, firstPosition: position } = run;
  const [started, startedAt] = [performance.now(), clock.now()];
  await writeEntry(session.db, { ...run, migration, position, startedAt, finishedAt: null, tookMs: null });
  await session.commit();
  try {
    for (const index of migration.statements.keys()) {
      await runStatement(migration, index, session.db);
      await changeEntry(session.db, migration, { statements_done: index + 1 });
    }
    await runDataStep(migration, session.db, startedAt);
  } catch (error) {
    // Where not even this can be written, the row says by itself that it has no end, and the first error is the one to tell.
    await changeEntry(session.db, migration, { failure: toAppError(error).message }).catch(() => undefined);
    throw error;
  }
  const tookMs = Math.round(performance.now() - started);
  const finishedAt = clock.now();
  await changeEntry(session.db, migration, { finished_at: finishedAt, applied_at: finishedAt, took_ms: tookMs });
  return tookMs;
}

async function runStatement(migration: CompiledMigration, index: number, db: PlainConnection): Promise<void> {
  const { sql = '', parameters = [] } = migration.statements[index] ?? {};
  try {
    await db.executeQuery(CompiledQuery.raw(sql, [...parameters]));
  } catch (error) {
    const place = `statement ${String(index + 1)} of ${String(migration.statements.length)}`;
    throw failed(migration, place, error, { statement: sql });
  }
}

async function runDataStep(migration: CompiledMigration, db: PlainConnection, now: Instant): Promise<void> {
  if (!migration.data) return;
  try {
    await migration.data.run({
      read: async (statement) => (await statement.execute(db)).rows,
      run: async (statement) => void (await statement.execute(db)),
      now,
    });
  } catch (error) {
    throw failed(migration, 'its data step', error, {});
  }
}

function failed(
  migration: CompiledMigration,
  place: string,
  error: unknown,
  facts: Readonly<Record<string, unknown>>,
): AppError {
  // A driver's own words name the table; our translation of them is for people who wrote no SQL.
  const found = messageOf(isAppError(error) && error.cause !== undefined ? error.cause : error);
  return internal({
    code: 'migration-failed',
    message: `The migration ${fullName(migration)} failed in ${place}: ${found}.`,
    cause: error,
    details: { migration: fullName(migration), place, ...facts },
  });
}

function refuseForeignTables(
  migration: CompiledMigration,
  before: ReadonlySet<string>,
  after: readonly string[],
): void {
  const foreign = after.find((name) => !before.has(name) && !name.startsWith(tablePrefix(migration.scope)));
  if (foreign === undefined) return;
  throw internal({
    code: 'migration-foreign-table',
    message: `The migration ${fullName(migration)} made the table ${foreign}, which is not of its scope.`,
    details: { migration: fullName(migration), table: foreign },
  });
}

/** Foreign keys are off while a SQLite file is migrated, so that tables can be rebuilt; PostgreSQL has nothing to ask. */
async function refuseBrokenKeys({ session, dialect }: MigrationRun): Promise<void> {
  const broken = await askDatabase(session.db, dialect, 'brokenKeys');
  if (broken.length === 0) return;
  throw internal({
    code: 'migration-foreign-keys',
    message: `After the migrations ${String(broken.length)} rows point to rows that do not exist, first in ${broken[0] ?? ''}.`,
    details: { rows: broken.length, first: broken[0] },
  });
}
