import { expect, test } from '@jest/globals';
import * as door from '@aicmo/core-kernel';

test('the door of core-kernel offers exactly these names', () => {
  expect(Object.keys(door).sort()).toEqual([
    'AppError',
    'channels',
    'conflict',
    'dayMs',
    'defineSentinel',
    'epochMs',
    'forbidden',
    'foundSetting',
    'hourMs',
    'internal',
    'invalid',
    'isAppError',
    'isId',
    'latestNotBefore',
    'minuteMs',
    'newId',
    'notFound',
    'parseInstant',
    'platforms',
    'plusMs',
    'runSentinels',
    'systemClock',
    'toAppError',
    'toInstant',
    'unauthenticated',
    'unavailable',
  ]);
});
