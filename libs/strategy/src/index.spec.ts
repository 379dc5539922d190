import { expect, test } from '@jest/globals';
import * as door from './index.ts';
import * as contract from './contract/index.ts';

test('the door of strategy offers exactly these names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'Brief',
    'Strategy',
    'createStrategy',
    'strategyMigrations',
    'strategySentinels',
  ]);
});

test('the contract of strategy offers exactly these names', () => {
  expect(Object.keys(contract).sort()).toEqual([
    'Brief',
    'BriefContent',
    'BriefSummary',
    'Completeness',
    'LayerField',
    'MissingField',
    'Statement',
    'StatementSource',
    'Strategy',
    'StrategyLayer',
    'StrategyState',
    'StrategyVersion',
    'briefField',
    'briefSections',
    'openQuestions',
  ]);
});
