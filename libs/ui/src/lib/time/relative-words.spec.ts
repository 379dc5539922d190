import { dayMs, hourMs, minuteMs, parseInstant, plusMs } from '@aicmo/core-kernel';
import { expect, test } from '@jest/globals';
import { absoluteWords, relativeWords } from './relative-words.ts';

const now = parseInstant('2026-03-02T10:00:00.000Z');

test.each([
  [0, 'just now'],
  [-59_000, 'just now'],
  [-12 * minuteMs, '12 min ago'],
  [25 * minuteMs, 'in 25 min'],
  [-2 * hourMs, '2 h ago'],
  [-3 * dayMs, '3 d ago'],
  [-59 * dayMs, '59 d ago'],
  [-60 * dayMs, '1 Jan 2026'],
])('a moment %i ms away reads "%s"', (distance, words) => {
  expect(relativeWords(plusMs(now, distance), now, 'UTC')).toBe(words);
});

test('an absolute time names its zone and the local hour there', () => {
  expect(absoluteWords(now, 'Europe/Berlin')).toBe('Mon, 2 Mar 2026, 11:00 CET');
});
