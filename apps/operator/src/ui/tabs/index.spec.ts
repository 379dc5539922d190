import { expect, test } from '@jest/globals';
import { tabIds } from '../../contract/tab-ids.ts';
import { tabs } from './index.ts';

test('all ten tabs are registered in tabs/index.ts, in the order of the screen', () => {
  expect(tabs.map(({ id }) => id)).toEqual(tabIds);
});

test('each tab has a letter of its own for the key g', () => {
  const letters = tabs.map(({ letter }) => letter);
  expect(letters.filter((letter, index) => letters.indexOf(letter) !== index)).toEqual([]);
});

test('each tab says in one sentence what its page answers', () => {
  expect(tabs.filter(({ question }) => !/[.?]$/.test(question)).map(({ id }) => id)).toEqual([]);
});
