import { expect, test } from '@jest/globals';
import { monthAway, weeksOf } from './calendar-month.ts';

test('a month has each of its days once, in weeks from Monday', () => {
  for (const [month, days, weeks] of [
    ['2026-02', 28, 5],
    ['2027-02', 28, 4],
    ['2028-02', 29, 5],
    ['2026-03', 31, 6],
  ] as const) {
    const found = weeksOf(month);
    expect(found.flat().filter((day) => day !== null)).toHaveLength(days);
    expect(found).toHaveLength(weeks);
    expect(found.every((week) => week.length === 7)).toBe(true);
  }
  expect(weeksOf('2026-03')[1]?.[0]).toBe('2026-03-02');
});

test('months go on across years, both ways', () => {
  expect(monthAway('2026-12', 1)).toBe('2027-01');
  expect(monthAway('2026-01', -1)).toBe('2025-12');
});
