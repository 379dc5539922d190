import type { Sentinel } from '@aicmo/core-kernel';
import type { MigrationSet } from '../define-migrations.ts';
import { databaseBackupSentinel } from './database-backup.sentinel.ts';
import { databaseClockSentinel } from './database-clock.sentinel.ts';
import { databaseIntegritySentinel } from './database-integrity.sentinel.ts';
import { databaseMigrationsSentinel } from './database-migrations.sentinel.ts';
import { databaseReachableSentinel } from './database-reachable.sentinel.ts';
import { databaseTablesSentinel } from './database-tables.sentinel.ts';
import { databaseUrlSentinel } from './database-url.sentinel.ts';
import { databaseWritableSentinel } from './database-writable.sentinel.ts';
import { namingNewestBackup } from './naming-newest-backup.ts';

/** What the checks of a database look at. */
export interface DbSentinelDeps {
  readonly url: string;
  readonly migrations: readonly MigrationSet[];
  /** Scopes whose library cannot be imported: what they have applied is neither pending nor a newer version's. */
  readonly unreadableScopes?: readonly string[];
}

/**
 * core-db's checks, in the order in which one reads them: URL, reachable, tables, migrations, writable, integrity, clock, backup. None
 * makes a file or a table; each opens the database for itself, so that they belong into a process that does nothing else with it.
 */
export const dbSentinels = (deps: DbSentinelDeps): readonly Sentinel[] =>
  [
    databaseUrlSentinel(deps),
    databaseReachableSentinel(deps),
    databaseTablesSentinel(deps),
    databaseMigrationsSentinel(deps),
    databaseWritableSentinel(deps),
    databaseIntegritySentinel(deps),
    databaseClockSentinel(deps),
    databaseBackupSentinel(deps),
  ].map(
    namingNewestBackup(
      deps.url,
      deps.migrations.reduce((sum, { list }) => sum + list.length, 0),
    ),
  );
