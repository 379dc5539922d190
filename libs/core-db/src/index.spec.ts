import { expect, test } from '@jest/globals';
import * as door from '@aicmo/core-db';

test('the door of core-db offers exactly these names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'backupDatabase',
    'backupFolder',
    'bootstrapDatabaseSchema',
    'checkBackup',
    'compactDatabase',
    'containing',
    'copyDatabase',
    'createDatabaseWorker',
    'dbSentinels',
    'deferIndexes',
    'defineMigrations',
    'dumpSchema',
    'foldCase',
    'isModuleInstalled',
    'keyset',
    'listBackups',
    'maskUrl',
    'migrationStatus',
    'openDatabase',
    'openScratchDatabase',
    'openTextFinder',
    'quicklyCounted',
    'restoreDatabase',
    'restoreIndexes',
    'rowMark',
    'serveDatabaseJobs',
    'startingWith',
    'unindexed',
    'validateDatabaseUrl',
    'verifySchema',
  ]);
});
