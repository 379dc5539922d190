import { sql } from 'kysely';
import path from 'node:path';
import { isAppError, systemClock } from '@aicmo/core-kernel';
import { inOneView } from '../copy/one-view.ts';
import { readMigrationStatus } from '../migrate.ts';
import { openWithParts, type OpenedDatabase } from '../open-with-parts.ts';
import { appliedOf } from '../schema/applied-of.ts';
import type { SchemaReader } from '../schema/schema-description.ts';
import { inShell } from '../schema/sql-command.ts';
import { backupDatabase } from './backup-database.ts';
import { backupFolder, backupName } from './backup-place.ts';
import { fillDatabase } from './fill-database.ts';
import { ownSessions, refuseWhileOthersWork, tablesAreHeld } from './postgres-sessions.ts';
import { moveAside } from './postgres-aside.ts';
import {
  refuseUnlessReplace,
  refuseUnlessSame,
  restoreFailed,
  type Restored,
  type RestoreTask,
} from './restore-task.ts';
import { tableCounts } from './table-counts.ts';

/** Restores into PostgreSQL, in one transaction; see `restoreDatabase`. */
export async function restorePostgres(task: RestoreTask): Promise<Restored> {
  const db = openWithParts(task.url, { applicationName: ownSessions });
  const source = openWithParts(`sqlite:${task.backup.file}`, { mustExist: true, readOnly: true });
  try {
    const { tables, foreignTables } = await readMigrationStatus(db, task.migrations);
    const ours = tables.filter((table) => !foreignTables.includes(table));
    if (ours.length > 0) refuseUnlessReplace(task, `${db.url} with ${ours.length} tables`);
    await refuseWhileOthersWork(db);
    return await db.raw.transaction().execute(async (tx) => {
      await begin(tx, db);
      const before = ours.length === 0 ? null : await keepBefore(tx, ours, task);
      const rows = await fill(tx, db, source, task);
      return { before, rows };
    });
  } catch (error) {
    throw whyNot(error, db.url);
  } finally {
    await source.close();
    await db.close();
  }
}

/** What the server said, in the words of a restore; the transaction is rolled back. */
function whyNot(error: unknown, url: string): unknown {
  if (!isAppError(error)) return error;
  const said = error.cause instanceof Error ? error.cause.message : error.message;
  if (error.code === 'db-busy') return tablesAreHeld(url, error);
  return ['db-failed', 'db-timeout'].includes(error.code) ? restoreFailed(said, error) : error;
}

/** Nobody migrates meanwhile; a table that somebody else holds is waited for shortly; the rest may take its time. */
async function begin(tx: SchemaReader, { dialectFacts }: OpenedDatabase): Promise<void> {
  await sql`set local lock_timeout = '5s'`.execute(tx);
  if (dialectFacts.migrationLockSql !== null) await sql.raw(dialectFacts.migrationLockSql).execute(tx);
  await sql`set local statement_timeout = 0`.execute(tx);
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx);
}

/** A verified backup where this code can make one; otherwise the tables themselves, in a schema of their own. */
async function keepBefore(tx: SchemaReader, ours: readonly string[], task: RestoreTask): Promise<Restored['before']> {
  const at = (task.clock ?? systemClock).now();
  const folder = path.resolve(task.folder ?? backupFolder(task.url));
  const names = sql.join(ours.map((table) => sql.table(table)));
  // Others may read, our backup among them, and nobody can write something that would be in neither place.
  await sql`lock table ${names} in share row exclusive mode`.execute(tx);
  task.onStep('Backing up what is there');
  try {
    const target = backupName(task.url, folder, at, 'before-restore-');
    const { file } = await backupDatabase({ ...task, target });
    await sql`drop table ${names}`.execute(tx);
    const text = 'To have it back:';
    return { file, kind: 'backup', undo: { text, commands: [`npx aicmo db restore ${inShell(file)} --replace`] } };
  } catch (error) {
    const cannot = ['backup-failed', 'copy-other-schema', 'copy-no-key', 'copy-number', 'copy-circular'];
    if (!isAppError(error) || !cannot.includes(error.code)) throw error;
    task.onStep('No backup can be made of it; its tables are kept in a schema of their own');
    return moveAside(tx, { tables: ours, folder, at, url: task.url });
  }
}

async function fill(
  tx: SchemaReader,
  { dialectFacts }: OpenedDatabase,
  source: OpenedDatabase,
  { backup, migrations, onStep }: RestoreTask,
): Promise<Readonly<Record<string, number>>> {
  const made = await inOneView(source, (view) =>
    fillDatabase({
      source: { dialect: source.dialectFacts, db: view },
      target: { dialect: dialectFacts, db: tx },
      sets: appliedOf(migrations, backup.migrations),
      onStep,
    }),
  );
  const rows = await tableCounts(tx, made);
  const expected = Object.fromEntries(made.map((table) => [table, backup.rows[table] ?? 0]));
  refuseUnlessSame(expected, rows);
  return rows;
}
