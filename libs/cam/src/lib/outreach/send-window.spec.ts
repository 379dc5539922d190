import { describe, expect, test } from '@jest/globals';
import { parseInstant } from '@aicmo/core-kernel';
import {
  defaultSendWindow,
  localDay,
  localDaysLater,
  openZonedWindow,
  startOfDate,
  usableZone,
  type SendWindow,
} from './send-window.ts';

const berlin = 'Europe/Berlin';
const night: SendWindow = { days: [1, 2, 3, 4, 5, 6, 7], spans: [{ from: '02:15', to: '02:45' }], holidays: [] };
const twice: SendWindow = {
  ...defaultSendWindow,
  spans: [
    { from: '14:00', to: '16:00' },
    { from: '09:00', to: '11:30' },
  ],
};

describe('the send window', () => {
  test.each([
    ['a Monday at ten is open', defaultSendWindow, berlin, '2026-03-02T09:00:00Z', '2026-03-02T09:00:00Z'],
    [
      'early morning waits for nine local time',
      defaultSendWindow,
      berlin,
      '2026-03-02T06:00:00Z',
      '2026-03-02T08:00:00Z',
    ],
    ['nine sharp is inside', defaultSendWindow, berlin, '2026-03-02T08:00:00Z', '2026-03-02T08:00:00Z'],
    ['half past five is outside', defaultSendWindow, berlin, '2026-03-02T16:30:00Z', '2026-03-03T08:00:00Z'],
    ['Friday evening waits for Monday', defaultSendWindow, berlin, '2026-03-06T17:00:00Z', '2026-03-09T08:00:00Z'],
    ['Sunday waits for Monday', defaultSendWindow, berlin, '2026-11-22T12:00:00Z', '2026-11-23T08:00:00Z'],
    ['Tokyo is asked in Tokyo', defaultSendWindow, 'Asia/Tokyo', '2026-03-02T09:00:00Z', '2026-03-03T00:00:00Z'],
    [
      'Los Angeles is asked there',
      defaultSendWindow,
      'America/Los_Angeles',
      '2026-03-02T09:00:00Z',
      '2026-03-02T17:00:00Z',
    ],
    ['summer time moves the opening', defaultSendWindow, berlin, '2026-03-29T12:00:00Z', '2026-03-30T07:00:00Z'],
    ['winter time moves it back', defaultSendWindow, berlin, '2026-10-25T12:00:00Z', '2026-10-26T08:00:00Z'],
    ['between two spans waits for the second', twice, berlin, '2026-03-02T11:00:00Z', '2026-03-02T13:00:00Z'],
    [
      'a skipped half hour opens when the clock has jumped',
      night,
      berlin,
      '2026-03-29T00:30:00Z',
      '2026-03-29T01:15:00Z',
    ],
    ['a repeated half hour opens the first time', night, berlin, '2026-10-24T23:00:00Z', '2026-10-25T00:15:00Z'],
    ['a repeated half hour does not open again', night, berlin, '2026-10-25T01:15:00Z', '2026-10-26T01:15:00Z'],
  ])('%s', (_, window, zone, from, opening) => {
    expect(openZonedWindow(window, zone).nextOpening(parseInstant(from))).toBe(parseInstant(opening));
  });

  test('holidays are left out', () => {
    const window = { ...defaultSendWindow, holidays: ['2026-03-03', '2026-03-04'] };
    const opening = openZonedWindow(window, berlin).nextOpening(parseInstant('2026-03-02T20:00:00Z'));
    expect(opening).toBe(parseInstant('2026-03-05T08:00:00Z'));
  });

  test('a window without days never opens', () => {
    expect(
      openZonedWindow({ ...defaultSendWindow, days: [] }, berlin).nextOpening(parseInstant('2026-03-02T20:00:00Z')),
    ).toBeNull();
  });

  test.each([
    ['2026-03-29T12:00:00Z', 23],
    ['2026-10-25T12:00:00Z', 25],
    ['2026-03-02T12:00:00Z', 24],
  ])('the local day around %s has %i hours', (moment, hours) => {
    const { from, to } = localDay(parseInstant(moment), berlin);
    expect((Date.parse(to) - Date.parse(from)) / 3_600_000).toBe(hours);
  });

  test('two days later begins with that local day, also across a change of clocks', () => {
    expect(localDaysLater(parseInstant('2026-03-28T15:00:00Z'), berlin, 2)).toBe('2026-03-29T22:00:00.000Z');
  });

  test('a date begins and ends in the client’s zone', () => {
    expect(startOfDate('2026-03-29', berlin)).toBe('2026-03-28T23:00:00.000Z');
    expect(startOfDate('2026-03-29', berlin, 1)).toBe('2026-03-29T22:00:00.000Z');
  });

  test('a zone that does not exist falls back to the next', () => {
    expect(usableZone('Mars/Olympus', berlin)).toBe(berlin);
    expect(usableZone(null, '')).toBe('UTC');
  });
});
