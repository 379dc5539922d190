import { open, rm } from 'node:fs/promises';
import { isAppError, unavailable } from '@aicmo/core-kernel';
import { inOneView } from '../copy/one-view.ts';
import { fullName, type MigrationSet } from '../define-migrations.ts';
import { readMigrationStatus } from '../migrate.ts';
import type { MigrationStatus } from '../migrations/read-migration-status.ts';
import { openWithParts, type OpenedDatabase } from '../open-with-parts.ts';
import { appliedOf } from '../schema/applied-of.ts';
import { fillDatabase } from './fill-database.ts';
import { refuse } from './refuse.ts';
import { makeSqliteBackup } from './sqlite-backup.ts';

/** What to stream where. */
export interface PostgresStream {
  readonly url: string;
  readonly target: string;
  readonly migrations: readonly MigrationSet[];
  readonly onStep: (step: string) => void;
}

/**
 * Streams a PostgreSQL database, as it is at one moment, into a SQLite file. Gives the tables of others that are not in it.
 * Throws `backup-failed` (unavailable) where this code does not know what the tables are, and when the disk is full.
 */
export async function copyPostgres({ url, target, migrations, onStep }: PostgresStream): Promise<readonly string[]> {
  const part = `${target}.filling-${process.pid}`;
  const from = openWithParts(url, { readOnly: true });
  try {
    const status = await readMigrationStatus(from, migrations);
    refuseUnknown(status);
    await (await open(part, 'wx', 0o600)).close();
    const sets = appliedOf(migrations, status.applied);
    await fillFile(part, from, sets, onStep);
    await makeSqliteBackup({ file: part, target });
    return status.foreignTables;
  } catch (error) {
    throw isAppError(error) ? error : failed(`${target} cannot be written`, error);
  } finally {
    await from.close();
    for (const end of ['', '-wal', '-shm', '-journal']) await rm(part + end, { force: true });
  }
}

async function fillFile(
  part: string,
  from: OpenedDatabase,
  sets: readonly MigrationSet[],
  onStep: (step: string) => void,
): Promise<void> {
  const to = openWithParts(`sqlite:${part}`, { mustExist: true });
  try {
    await inOneView(from, (view) =>
      to.raw.transaction().execute(async (tx) => {
        const source = { dialect: from.dialectFacts, db: view };
        await fillDatabase({ source, target: { dialect: to.dialectFacts, db: tx }, sets, onStep });
      }),
    );
  } finally {
    await to.close();
  }
}

function refuseUnknown({ unknown, missing, interrupted }: MigrationStatus): void {
  const strange = [...unknown, ...missing, ...interrupted].map(fullName);
  if (strange.length > 0)
    throw failed(`this version of AICMO does not know what ${strange.slice(0, 3).join(', ')} made there`);
}

const failed = (found: string, cause?: unknown) =>
  refuse(unavailable, {
    code: 'backup-failed',
    found: `No backup was made: ${found}.`,
    remedy: {
      text: 'Use the version of AICMO that the database was used with, or PostgreSQL’s own tool:',
      commands: ['pg_dump -Fc "$DATABASE_URL" > aicmo.dump'],
    },
    cause,
  });
