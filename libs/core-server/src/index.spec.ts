import { expect, test } from '@jest/globals';
import * as door from './index.ts';

test('the Node door gives exactly these names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'createLog',
    'createRedactor',
    'createServer',
    'defineRoutes',
    'escapeHtml',
    'knownSecrets',
    'openStaticFiles',
    'parseListenSettings',
    'printable',
    'serve',
    'servePublic',
    'stopOnSignals',
  ]);
});
