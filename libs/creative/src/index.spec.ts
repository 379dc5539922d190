import { expect, test } from '@jest/globals';
import * as door from './index.ts';
import * as contract from './contract/index.ts';

test('the door of creative offers exactly these names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'CreativeDirection',
    'createCreative',
    'creativeMigrations',
    'creativeSentinels',
    'generateCreativeDirections',
  ]);
});

test('the contract of creative offers exactly these names', () => {
  expect(Object.keys(contract).sort()).toEqual([
    'Angle',
    'CopyProvenance',
    'CopySet',
    'CopyWay',
    'CreativeDirection',
    'CreativeMaterial',
    'DirectionSet',
    'MissingMaterial',
    'Phrase',
    'PhraseSource',
    'SamplePost',
    'Swatch',
    'materialLabels',
  ]);
});
