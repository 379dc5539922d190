import { expect, test } from '@jest/globals';
import * as door from '@aicmo/core-db';

test('the door of core-db offers exactly these names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'backupDatabase',
    'backupFolder',
    'bootstrapDatabaseSchema',
    'copyDatabase',
    'dbSentinels',
    'defineMigrations',
    'dumpSchema',
    'isModuleInstalled',
    'listBackups',
    'maskUrl',
    'migrationStatus',
    'openDatabase',
    'restoreDatabase',
    'validateDatabaseUrl',
    'verifySchema',
  ]);
});
