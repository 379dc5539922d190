import { describe, expect, test } from '@jest/globals';
import { epochMs, minuteMs, plusMs, type Refusal } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';
import { actionStates, type Decision } from '../../contract/action.ts';
import { afterFailure, afterRefusal, decideClaim, movesOf, refuseMove } from './action-rules.ts';

const now = fakeClock().now();
const yes: Decision = { verdict: 'APPROVED', by: 'Ana', at: now, reason: '' };

describe('what a person may do', () => {
  test('depends on the state, and every other move is refused by name', () => {
    expect(Object.fromEntries(actionStates.map((state) => [state, movesOf(state, null)]))).toEqual({
      PENDING: ['cancel'],
      AWAITING_APPROVAL: ['approve', 'reject', 'cancel'],
      RUNNING: [],
      RETRY_SCHEDULED: ['cancel'],
      SUCCEEDED: [],
      REJECTED: [],
      CANCELLED: [],
      DEAD_LETTER: ['requeue', 'cancel'],
      UNCERTAIN: ['settle'],
    });
    expect(() => refuseMove('cancel', 'RUNNING', null)).toThrow('is running and cannot be cancelled');
  });

  test('an answer is given once; the second one is told who gave the first', () => {
    expect(movesOf('AWAITING_APPROVAL', yes)).toEqual(['cancel']);
    expect(() => refuseMove('reject', 'AWAITING_APPROVAL', yes)).toThrow('Ana has approved this already');
  });
});

describe('a due action', () => {
  const due = { state: 'PENDING', isApproved: false, isKnown: true, mode: 'FULL_AUTO' } as const;
  test('runs when the mode is full auto, or when a person said yes, whatever the mode is', () => {
    expect(decideClaim(due)).toEqual({ does: 'run' });
    expect(decideClaim({ ...due, state: 'AWAITING_APPROVAL', isApproved: true, mode: 'MANUAL' })).toEqual({
      does: 'run',
    });
  });
  test('is put before a person when the mode was narrowed after it was queued', () => {
    expect(decideClaim({ ...due, mode: 'REVIEW_FIRST' })).toMatchObject({ does: 'ask' });
    expect(decideClaim({ ...due, mode: 'MANUAL' })).toMatchObject({ does: 'ask' });
    expect(decideClaim({ ...due, state: 'RETRY_SCHEDULED', mode: 'MANUAL' })).toMatchObject({ does: 'give-up' });
  });
  test('is given up when this version does not know it', () => {
    expect(decideClaim({ ...due, isApproved: true, isKnown: false })).toMatchObject({ does: 'give-up' });
  });
});

describe('an action that failed', () => {
  test('is tried again after 5 and 10 seconds, and given up at the third failure', () => {
    const ends = [0, 1, 2].map((failures) => afterFailure(failures, 'No answer.', false, now));
    expect(ends.map(({ state, notBefore }) => [state, epochMs(notBefore) - epochMs(now)])).toEqual([
      ['RETRY_SCHEDULED', 5000],
      ['RETRY_SCHEDULED', 10_000],
      ['DEAD_LETTER', 0],
    ]);
  });
  test('for a reason that does not change by waiting is given up at once', () => {
    expect(afterFailure(0, 'Wrong input.', true, now)).toMatchObject({ state: 'DEAD_LETTER', failures: 1 });
  });
});

describe('an action that was refused', () => {
  const until = plusMs(now, 5 * minuteMs);
  const later: Refusal = { code: 'outside-window', text: 'The window is closed.', liftedBy: 'time', notBefore: until };
  const never: Refusal = { code: 'suppressed', text: 'They said no.', liftedBy: 'person' };
  test('for now is asked again when the last reason is over, and that costs no attempt', () => {
    expect(afterRefusal(1, [later], now)).toMatchObject({ state: 'RETRY_SCHEDULED', failures: 1, notBefore: until });
  });
  test('for good waits for a person, with every reason', () => {
    expect(afterRefusal(0, [later, never], now)).toMatchObject({
      state: 'DEAD_LETTER',
      lastError: 'The window is closed. They said no.',
    });
  });
  test('without a named moment is not asked again at once', () => {
    const { notBefore } = afterRefusal(0, [{ code: 'paused', text: 'Paused.', liftedBy: 'time' }], now);
    expect(epochMs(notBefore) - epochMs(now)).toBeGreaterThanOrEqual(20_000);
  });
});
