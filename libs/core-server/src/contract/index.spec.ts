import { expect, test } from '@jest/globals';
import * as door from './index.ts';

test('the contract door gives exactly these names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'createApiClient',
    'defineEndpoints',
    'parseProblem',
    'problemMediaType',
    'toProblem',
  ]);
});
