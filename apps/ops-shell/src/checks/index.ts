import { applicationTablesCheck } from './application-tables.check.ts';
import type { Check } from './check.ts';
import { databaseReachableCheck } from './database-reachable.check.ts';
import { databaseUrlCheck } from './database-url.check.ts';
import { migrationsCheck } from './migrations.check.ts';
import { modelCheck } from './model.check.ts';
import { publicApisCheck } from './public-apis.check.ts';
import { runtimeCheck } from './runtime.check.ts';

/** All checks, in the order in which one reads them when all is well. A check stands behind the one it waits for. */
export const checks: readonly Check[] = [
  runtimeCheck,
  publicApisCheck,
  databaseUrlCheck,
  databaseReachableCheck,
  migrationsCheck,
  applicationTablesCheck,
  modelCheck,
];
