import { expect, test } from '@jest/globals';
import * as door from '@aicmo/core-db';

test('the door of core-db offers exactly these names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'bootstrapDatabaseSchema',
    'dbSentinels',
    'defineMigrations',
    'isModuleInstalled',
    'maskUrl',
    'migrationStatus',
    'openDatabase',
    'validateDatabaseUrl',
  ]);
});
