import { existsSync } from 'node:fs';
import path from 'node:path';
import { internal, systemClock } from '@aicmo/core-kernel';
import type { BootstrapOptions, BootstrapReport } from '../bootstrap.ts';
import { parseDatabaseUrl } from '../database-url.ts';
import { fullName, isSame } from '../define-migrations.ts';
import { openWithParts, type OpenedDatabase } from '../open-with-parts.ts';
import { restoreIndexes } from '../indexes/deferred-indexes.ts';
import { deferredTable } from '../indexes/index-sql.ts';
import { aicmoVersion } from './aicmo-version.ts';
import { changeUnderLock, type Attempt, type Changed } from './change-under-lock.ts';
import { compareMigrations } from './compare-migrations.ts';
import { compileMigrations } from './compile-migrations.ts';
import { judgeMigrations } from './judge-migrations.ts';
import { sqliteLockHolder } from './lock-holder.ts';
import { waitForLock, withMigrationSession, type LockWait } from './migration-session.ts';
import { isNothing, planMigrations, refuseState } from './plan-migrations.ts';
import { preflightPostgres } from './postgres-preflight.ts';
import { readMigrationStatus, type MigrationCode, type MigrationStatus } from './read-migration-status.ts';
import { reportBootstrap } from './report-bootstrap.ts';
import { preflightSqlite } from './sqlite-preflight.ts';
import { toldFailure } from './told-failure.ts';

/** A bootstrap and its surroundings. */
interface Bootstrap {
  readonly options: BootstrapOptions;
  /** The absolute path of a SQLite file, or `:memory:`; null for PostgreSQL. */
  readonly file: string | null;
  /** Opened for writing; not connected until something is to be changed, or the database is PostgreSQL. */
  readonly opened: OpenedDatabase;
  readonly code: MigrationCode;
  readonly wait: LockWait;
}

const memory = ':memory:';
/** The wait for another bootstrap is told about, so SQLite's own is short; and what is said to be done is on the disk. */
const patientSqlite = { lockTimeoutMs: 100, durability: 'full' } as const;

/** `bootstrapDatabaseSchema`, see there. */
export async function runBootstrap(options: BootstrapOptions): Promise<BootstrapReport> {
  const started = performance.now();
  const { url, migrations, onStep, signal, lockWaitMs: atMostMs = 60_000 } = options;
  const parsed = parseDatabaseUrl(url);
  const opened = openWithParts(url, parsed.dialect === 'sqlite' ? patientSqlite : {});
  try {
    const compiled = await compileMigrations(migrations, opened.dialectFacts);
    const report = await bootstrap({
      options,
      file: parsed.dialect === 'postgres' ? null : parsed.file === memory ? memory : path.resolve(parsed.file),
      opened,
      code: { compiled, scopes: migrations.map(({ scope }) => scope) },
      wait: { atMostMs, signal, onWait: (holder) => onStep?.({ step: 'waiting', holder, atMostMs }) },
    });
    return { ...report, tookMs: Math.round(performance.now() - started) };
  } finally {
    await opened.close();
  }
}

async function bootstrap(run: Bootstrap): Promise<BootstrapReport> {
  const { options, opened, code } = run;
  const { dryRun: isDry = false } = options;
  const before = await look(run);
  const isForLater = !isDry && isJudgedUnderLock(before, options);
  if (!isForLater) refuseState(before);
  const plan = planMigrations(before, code.compiled, options);
  if (isDry) return reportBootstrap(opened, before, before, { planned: plan.todo });
  // Whoever took them away for a long insert has died, or they would be back.
  const indexesRestored = before.tables.includes(deferredTable) ? await restoreIndexes(opened) : [];
  if (isNothing(plan) && !isForLater) {
    const now = indexesRestored.length === 0 ? before : await look(run);
    return reportBootstrap(opened, before, now, { indexesRestored });
  }
  const attempt: Attempt = { todo: [], backup: null };
  const changed = await change(run, attempt);
  const after = await verify(run, changed, attempt);
  return reportBootstrap(opened, before, after, { ...changed, backup: attempt.backup, indexesRestored });
}

/** From outside, the last moment of another process's work can look like an interruption. */
const isJudgedUnderLock = ({ state }: MigrationStatus, { adoptTables = false }: BootstrapOptions): boolean =>
  state === 'running' || state === 'interrupted' || (state === 'no-journal' && adoptTables);

/** What is there, seen without changing anything; a SQLite file that is not there is not made. */
async function look({ options, file, opened, code, wait }: Bootstrap): Promise<MigrationStatus> {
  const read = (from: OpenedDatabase) =>
    waitForLock(
      wait,
      async () => (file === null ? null : sqliteLockHolder(file)),
      () => readMigrationStatus(from, code, options),
    );
  if (file === null) return read(opened);
  if (file === memory || !existsSync(file)) return nothingThere(code, options);
  const reader = openWithParts(options.url, { ...patientSqlite, mustExist: true, readOnly: true });
  try {
    return await read(reader);
  } finally {
    await reader.close();
  }
}

function nothingThere({ compiled, scopes }: MigrationCode, options: BootstrapOptions): MigrationStatus {
  const comparison = compareMigrations({ code: compiled, journal: [], tables: [], scopes, isRunning: () => null });
  return { ...comparison, ...judgeMigrations(comparison, options), databaseVersion: '' };
}

async function change(run: Bootstrap, attempt: Attempt): Promise<Changed> {
  const { options, file, opened, code, wait } = run;
  const { url, migrations, clock = systemClock, onStep: tell = () => undefined } = options;
  if (file !== null && file !== memory) await preflightSqlite(file);
  if (file === null) await preflightPostgres(opened);
  const request = {
    ...{ url, migrations, code, wait, tell, clock },
    dialect: opened.dialectFacts,
    decisions: options,
    file: file === memory ? null : file,
    aicmoVersion: await aicmoVersion(),
  };
  try {
    return await withMigrationSession(opened, file, wait, (session) => changeUnderLock(session, request, attempt));
  } catch (error) {
    throw await toldFailure(error, attempt, () => look(run));
  }
}

/** Reads the result again through a new connection: what is reported is what is there. */
async function verify(run: Bootstrap, { applied }: Changed, attempt: Attempt): Promise<MigrationStatus> {
  const { options, file } = run;
  if (file === memory) return { ...(await look(run)), applied };
  const again = openWithParts(options.url, { mustExist: true, readOnly: true });
  try {
    const after = await readMigrationStatus(again, run.code, options);
    const lost = attempt.todo.find((each) => !after.applied.some((name) => isSame(name, each)));
    if (after.state !== 'ok' || lost) {
      throw internal({
        code: 'migration-not-verified',
        message: `The migrations were committed, but reading the database again found something else: ${lost ? `${fullName(lost)} is not there` : (after.finding?.message ?? after.state)}. Type: npx aicmo db status`,
        details: { state: after.state, finding: after.finding },
      });
    }
    options.onStep?.({ step: 'verified', migrations: after.applied.length, tables: after.tables.length });
    return after;
  } finally {
    await again.close();
  }
}
