import { expect, test } from '@jest/globals';
import * as door from '@aicmo/core-effects';

test('the door of core-effects offers exactly these names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'ControlFlagsView',
    'LedgerEntry',
    'composeMail',
    'coreEffectsMigrations',
    'createAskRecord',
    'createControlFlags',
    'createDispatcher',
    'createEgressDoor',
    'createOutbox',
    'createVault',
    'effectSentinels',
    'holdOf',
  ]);
});
