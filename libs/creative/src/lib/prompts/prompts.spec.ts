import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { promptProblems } from '@aicmo/core-llm/testing';
import { creativePrompts } from './index.ts';

/** What each version of each prompt was; a line here is never changed, only added. */
const lock = {
  'creative-copy': { 1: '480a589b8dae3ef509ea2d0acc14f31dc4ab63b2cad888e9e2eda56dd54e89fb' },
};

test('no prompt changed without its version, and every example fits', () => {
  expect(promptProblems(creativePrompts, lock)).toEqual([]);
});

test('every file of a prompt is in the list', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.prompt.ts'));
  expect(creativePrompts.map(({ name }) => `${name}.prompt.ts`).toSorted()).toEqual(files.toSorted());
});
