import { CompiledQuery } from 'kysely';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { conflict, isAppError, unavailable, type AppError } from '@aicmo/core-kernel';
import type { OpenedDatabase } from '../open-with-parts.ts';
import type { PlainConnection } from './journal-row.ts';
import { migrationLockKey, postgresLockHolder, sqliteLockHolder, type LockHolder } from './lock-holder.ts';

/** How long a bootstrap waits for another one, and who hears of it. */
export interface LockWait {
  /** Milliseconds. */
  readonly atMostMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Called when the wait begins, and whenever somebody else holds the lock. */
  readonly onWait: (holder: LockHolder | null) => void;
}

/** One connection on which nobody else migrates at the same time. */
export interface MigrationSession {
  readonly db: PlainConnection;
  begin(): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/**
 * Runs work on one connection under the database's migration lock. PostgreSQL's lock lasts for the whole session;
 * SQLite's is the write lock of each transaction, which is taken at its beginning. Both end with the process, however it ends.
 * Throws `unavailable` (`migration-lock-timeout`) with the holder's name when the wait was too long, and `conflict` (`migration-pooler`) where
 * the connection goes through a pooler that loses the lock.
 */
export async function withMigrationSession<T>(
  opened: OpenedDatabase,
  file: string | null,
  wait: LockWait,
  work: (session: MigrationSession) => Promise<T>,
): Promise<T> {
  const findHolder = async () => (file === null ? null : sqliteLockHolder(file));
  // Another process that makes the same file holds it for a moment, and then it cannot even be opened.
  await waitForLock(wait, findHolder, () => run(opened.raw, 'select 1'));
  return opened.raw
    .connection()
    .execute((db) => (file === null ? withPostgresLock(db, wait, work) : work(sqliteSession(db, file, wait))));
}

const run = (db: PlainConnection, statement: string) =>
  db.executeQuery<{ found: unknown }>(CompiledQuery.raw(statement));

function sqliteSession(db: PlainConnection, file: string, wait: LockWait): MigrationSession {
  return {
    db,
    begin: async () => {
      // Inert inside of a transaction, and needed for rebuilding a table (https://www.sqlite.org/lang_altertable.html#otheralter).
      await run(db, 'pragma foreign_keys = off');
      await waitForLock(
        wait,
        () => sqliteLockHolder(file),
        () => run(db, 'begin immediate'),
      );
    },
    commit: async () => void (await run(db, 'commit')),
    rollback: async () => void (await run(db, 'rollback')),
  };
}

async function withPostgresLock<T>(
  db: PlainConnection,
  wait: LockWait,
  work: (session: MigrationSession) => Promise<T>,
): Promise<T> {
  await introduce(db);
  await waitForLock(
    wait,
    () => postgresLockHolder(db),
    async () => {
      const { rows } = await run(db, `select pg_try_advisory_lock(${String(migrationLockKey)}) as found`);
      if (rows[0]?.found !== true) throw unavailable({ code: 'db-busy', message: 'Another process migrates.' });
    },
  );
  try {
    return await work({
      db,
      begin: async () => {
        await run(db, 'begin');
        await refuseLostLock(db);
      },
      commit: async () => void (await run(db, 'commit')),
      rollback: async () => void (await run(db, 'rollback')),
    });
  } finally {
    // On a broken connection the lock has gone with the session, and the first error is the one to tell.
    await run(db, `select pg_advisory_unlock(${String(migrationLockKey)})`).catch(() => undefined);
  }
}

/** Says who we are to those who wait for us, and lets a long statement be long; waiting for others' tables stays bounded. */
async function introduce(db: PlainConnection): Promise<void> {
  const name = `aicmo bootstrap on ${hostname().slice(0, 24)}, process ${String(process.pid)}`;
  await db.executeQuery(CompiledQuery.raw(`select set_config('application_name', $1, false)`, [name]));
  await run(db, `set statement_timeout = 0`);
  await run(db, `set idle_in_transaction_session_timeout = 0`);
  await run(db, `set lock_timeout = '60s'`);
}

async function refuseLostLock(db: PlainConnection): Promise<void> {
  const { rows } = await run(
    db,
    `select 1 as found from pg_locks where locktype = 'advisory' and granted and pid = pg_backend_pid() and classid = 0 and objid = ${String(migrationLockKey)}`,
  );
  if (rows.length > 0) return;
  throw conflict({
    code: 'migration-pooler',
    message:
      'The connection goes through a pooler that changes the session between statements, so no lock can be held. Nothing more was changed. Give the direct address of the server for this command: DATABASE_URL=postgres://… npx aicmo db bootstrap',
  });
}

const pauseMs = 50;

/**
 * Tries until the database is not busy any more (`db-busy`) or the time is over; pauses with a timer, so that this
 * process can do other things. Throws `unavailable` (`migration-lock-timeout`, `migration-aborted`), or what the attempt threw.
 */
export async function waitForLock<T>(
  wait: LockWait,
  findHolder: () => Promise<LockHolder | null>,
  attempt: () => Promise<T>,
): Promise<T> {
  const started = performance.now();
  let told: number | null | undefined;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isAppError(error) || error.code !== 'db-busy') throw error;
    }
    const holder = await findHolder();
    const pid = holder?.pid ?? null;
    if (pid !== told) wait.onWait(holder);
    told = pid;
    if (performance.now() - started > wait.atMostMs) throw waitedTooLong(wait, holder);
    throwIfAborted(wait.signal);
    await pause(pauseMs);
  }
}

/** Throws `unavailable` (`migration-aborted`) after the caller's signal; what is not committed is rolled back. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  throw unavailable({ code: 'migration-aborted', message: 'The bootstrap was stopped before it was done.' });
}

/** The error of a wait that was too long. */
export function waitedTooLong({ atMostMs }: Pick<LockWait, 'atMostMs'>, holder: LockHolder | null): AppError {
  const seconds = `${String(Math.round(atMostMs / 100) / 10)} s`;
  const who = holder ? holder.text : 'another process';
  const way = holder ? `Wait and try again, or end it where it hangs: ${holder.command}` : 'Wait and try again.';
  return unavailable({
    code: 'migration-lock-timeout',
    message: `Waited ${seconds} for ${who}, which is changing this database. Nothing was changed by us. ${way}`,
    details: { holder, waitedMs: atMostMs },
  });
}
