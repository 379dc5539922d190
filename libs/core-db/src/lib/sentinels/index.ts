import type { Sentinel } from '@aicmo/core-kernel';
import type { MigrationSet } from '../define-migrations.ts';
import { databaseMigrationsSentinel } from './database-migrations.sentinel.ts';
import { databaseReachableSentinel } from './database-reachable.sentinel.ts';
import { databaseUrlSentinel } from './database-url.sentinel.ts';

/** What the checks of a database look at. */
export interface DbSentinelDeps {
  readonly url: string;
  readonly migrations: readonly MigrationSet[];
}

/** core-db's checks, in the order in which one reads them: URL, reachable, migrations. */
export const dbSentinels = (deps: DbSentinelDeps): readonly Sentinel[] => [
  databaseUrlSentinel(deps),
  databaseReachableSentinel(deps),
  databaseMigrationsSentinel(deps),
];
