import { parseInstant } from '@aicmo/core-kernel';
import { expect, test } from '@jest/globals';
import { instantInZone, localInZone } from './zoned-time.ts';

test.each([
  ['UTC', '2026-03-09T08:00', '2026-03-09T08:00:00.000Z'],
  ['Europe/Berlin', '2026-03-09T08:00', '2026-03-09T07:00:00.000Z'],
  ['Europe/Berlin', '2026-07-09T08:00', '2026-07-09T06:00:00.000Z'],
  ['Asia/Kathmandu', '2026-03-09T00:10', '2026-03-08T18:25:00.000Z'],
  ['America/Los_Angeles', '2026-03-08T23:30', '2026-03-09T06:30:00.000Z'],
])('in %s the clocks show %s at one moment, and it reads back', (zone, local, moment) => {
  expect(instantInZone(local, zone)).toBe(moment);
  expect(localInZone(parseInstant(moment), zone)).toBe(local);
});

test('an hour that is skipped is the one after it, one that comes twice is its first', () => {
  expect(instantInZone('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  expect(instantInZone('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
});
