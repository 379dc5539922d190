import { expect, test } from '@jest/globals';
import * as door from '@aicmo/autonomy';
import * as contract from '@aicmo/autonomy/contract';

test('the door of autonomy offers exactly these names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'Policy',
    'autonomyMigrations',
    'autonomySentinels',
    'createAutonomy',
    'defineAction',
  ]);
});

test('the contract of autonomy offers exactly these names', () => {
  expect(Object.keys(contract).sort()).toEqual([
    'ActionView',
    'AutonomyEvent',
    'Decision',
    'Fact',
    'Narrowing',
    'Policy',
    'PolicyView',
    'actionMoves',
    'actionStates',
    'autonomyModes',
    'verdicts',
  ]);
});
