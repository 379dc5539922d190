import { expect, test } from '@jest/globals';
import * as door from './index.ts';

test('the door gives exactly these names', () => {
  expect(Object.keys(door).sort()).toEqual(['createLlm', 'llmEnabled', 'llmSentinels', 'requireLlm', 'safeLlmStatus']);
});
