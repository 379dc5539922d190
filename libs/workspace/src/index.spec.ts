import { expect, test } from '@jest/globals';
import * as door from '@aicmo/workspace';

test('the door of the workspace offers exactly these names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'allMigrations',
    'allSentinels',
    'backupPlace',
    'checkPost',
    'decideStrategy',
    'deliverableOf',
    'directionsFromStrategy',
    'erasePerson',
    'keepSendingDue',
    'migrationScopes',
    'openWorkspace',
    'parseWorkspaceEnv',
    'proposeWork',
    'publishDuePosts',
    'readableMigrations',
    'repeatErasures',
    'seedDemo',
    'sentinelLibraries',
    'whatStopsPost',
  ]);
});
