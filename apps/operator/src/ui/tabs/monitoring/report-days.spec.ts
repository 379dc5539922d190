import { parseInstant } from '@aicmo/core-kernel';
import { expect, test } from '@jest/globals';
import { dayBefore, dayWords, lastSevenDays, windowOfDays } from './report-days.ts';

test('a window of days begins at midnight in the zone and ends at the midnight after its last day', () => {
  expect(windowOfDays('2026-02-23', '2026-03-01', 'Europe/Berlin')).toEqual({
    from: '2026-02-22T23:00:00.000Z',
    to: '2026-03-01T23:00:00.000Z',
  });
});

test('a window over the change of the clocks still holds whole days', () => {
  const { from, to } = windowOfDays('2026-03-29', '2026-03-29', 'Europe/Berlin');
  expect(Date.parse(to) - Date.parse(from)).toBe(23 * 3_600_000);
});

test('the last seven days end yesterday, where the client is', () => {
  expect(lastSevenDays(parseInstant('2026-03-02T10:00:00Z'), 'UTC')).toEqual({
    first: '2026-02-23',
    last: '2026-03-01',
  });
  expect(lastSevenDays(parseInstant('2026-03-02T10:00:00Z'), 'Pacific/Auckland').last).toBe('2026-03-01');
  expect(lastSevenDays(parseInstant('2026-03-02T12:00:00Z'), 'Pacific/Auckland').last).toBe('2026-03-02');
});

test('the end of a window is named by the last day that belongs to it', () => {
  const { to } = windowOfDays('2026-02-23', '2026-03-01', 'Europe/Berlin');
  expect(dayWords(dayBefore(to), 'Europe/Berlin')).toBe('1 Mar 2026');
});
