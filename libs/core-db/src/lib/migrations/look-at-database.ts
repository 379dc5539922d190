import type { MigrationSet } from '../define-migrations.ts';
import { readMigrationStatus } from '../migrate.ts';
import { openWithParts } from '../open-with-parts.ts';
import type { MigrationStatus } from './read-migration-status.ts';

/** The status of a database, opened for it without the right to write. Throws `db-no-file` for a missing SQLite file. */
export async function lookAtDatabase(
  url: string,
  migrations: readonly MigrationSet[],
  unreadable: readonly string[] = [],
): Promise<MigrationStatus> {
  const opened = openWithParts(url, { mustExist: true, readOnly: true });
  try {
    return await readMigrationStatus(opened, migrations, unreadable);
  } finally {
    await opened.close();
  }
}
