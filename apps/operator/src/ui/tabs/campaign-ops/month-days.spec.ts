import { expect, test } from '@jest/globals';
import { addMonths, dayWords, localOf, monthWords, weeksOfMonth, weekWords } from './month-days.ts';

test('a month is whole weeks from Monday to Sunday, filled up with days of its neighbours', () => {
  const weeks = weeksOfMonth('2026-03');
  expect(weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7, 7]);
  expect(weeks[0]?.[0]).toEqual({ date: '2026-02-23', number: 23, isOutside: true });
  expect(weeks[0]?.[6]).toEqual({ date: '2026-03-01', number: 1, isOutside: false });
  expect(weeks.at(-1)?.[6]?.date).toBe('2026-04-05');
  expect(weeksOfMonth('2027-02')).toHaveLength(4); // begins on a Monday, and has 28 days
});

test('months go on over the end of the year', () => {
  expect([addMonths('2026-12', 1), addMonths('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
  expect([monthWords('2026-03'), dayWords('2026-03-02')]).toEqual(['March 2026', 'Monday 2 March']);
  expect(weekWords('2026-03-30', '2026-04-05').replaceAll(/\s/g, ' ')).toBe('30 Mar – 5 Apr');
});

test('a moment falls on the local day of its zone', () => {
  expect(localOf('2026-03-02T23:30:00.000Z', 'Europe/Berlin')).toEqual({ day: '2026-03-03', time: '00:30' });
  expect(localOf('2026-03-29T01:30:00.000Z', 'Europe/Berlin')).toEqual({ day: '2026-03-29', time: '03:30' });
  expect(localOf('2026-03-02T03:00:00.000Z', 'America/New_York')).toEqual({ day: '2026-03-01', time: '22:00' });
});
