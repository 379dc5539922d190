import { expect, test } from '@jest/globals';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { minuteMs, plusMs } from '@aicmo/core-kernel';
import { taskStates } from '../../contract/operator-task.ts';
import { duenessOf, movesOf, moveTask, requireReason } from './task-rules.ts';

test('each state has exactly these moves, and every other one is refused by name', () => {
  expect(Object.fromEntries(taskStates.map((state) => [state, movesOf(state)]))).toEqual({
    OPEN: ['complete', 'block', 'miss', 'cancel'],
    BLOCKED: ['complete', 'unblock', 'miss', 'cancel'],
    DONE: [],
    MISSED: ['complete', 'cancel', 'reopen'],
    CANCELLED: ['reopen'],
  });
  expect(moveTask('OPEN', 'block')).toBe('BLOCKED');
  expect(() => moveTask('DONE', 'cancel')).toThrow('This task is done and cannot be cancelled');
});

test('a decision needs a reason that says something', () => {
  expect(requireReason('  no picture yet ', 'block')).toBe('no picture yet');
  expect(() => requireReason('   ', 'miss')).toThrow('marked as missed only with a reason');
});

test('a waiting task is due within the hour before its moment and overdue after it; any other one is neither', () => {
  const now = fakeClock().now();
  const at = (minutes: number) => plusMs(now, minutes * minuteMs);
  expect([61, 60, 0, -1].map((minutes) => duenessOf('OPEN', at(minutes), now))).toEqual([
    'later',
    'due',
    'due',
    'overdue',
  ]);
  expect(duenessOf('BLOCKED', at(-1), now)).toBe('overdue');
  expect(duenessOf('DONE', at(-1), now)).toBeNull();
});
