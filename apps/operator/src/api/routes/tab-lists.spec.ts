import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { tabIds } from '../../contract/tab-ids.ts';
import { tabRoutes } from './index.ts';

const sources = path.resolve(import.meta.dirname, '../..');

test('the API of every tab is registered in api/routes/index.ts, in the order of contract/tab-ids.ts', () => {
  expect(tabRoutes.map(({ id }) => id)).toEqual(tabIds);
});

test('the screen of every tab is registered in ui/tabs/index.ts, in the same order', () => {
  // Read, not imported: the server's specs have no page for the screens' code to run in.
  const registered = [
    ...readFileSync(path.join(sources, 'ui/tabs/index.ts'), 'utf8').matchAll(/from '\.\/([a-z-]+)\//g),
  ];
  expect(registered.map(([, id]) => id).toSorted()).toEqual(tabIds.toSorted());
});

describe.each(tabIds)('the tab %s', (id) => {
  test.each([`contract/${id}.contract.ts`, `api/routes/${id}.routes.ts`, `ui/tabs/${id}/${id}.tab.tsx`])(
    'has its %s',
    (file) => {
      expect(existsSync(path.join(sources, file)) ? 'found' : `missing: apps/operator/src/${file}`).toBe('found');
    },
  );
});
