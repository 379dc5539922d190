import { describe, expect, test } from '@jest/globals';
import {
  AppError,
  conflict,
  defineSentinel,
  epochMs,
  foundSetting,
  invalid,
  isAppError,
  isId,
  latestNotBefore,
  newId,
  parseInstant,
  plusMs,
  toAppError,
  toInstant,
} from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';

describe('an error', () => {
  test('is known by its kind and code, also when another copy of the package made it', () => {
    const copy = Object.assign(new Error('taken'), { kind: 'conflict', code: 'name-taken', details: {} });
    expect(isAppError(copy)).toBe(true);
    expect(isAppError(conflict({ code: 'name-taken', message: 'taken' }))).toBe(true);
    expect(isAppError(Object.assign(new Error('x'), { code: 'ENOENT' }))).toBe(false);
    expect(isAppError(Object.assign(new Error('x'), { code: 'x', kind: 'sad' }))).toBe(false);
    expect(isAppError('conflict')).toBe(false);
  });

  test('keeps what caused it, and its facts', () => {
    const cause = new Error('disk');
    const error = invalid({ code: 'x', message: 'm', details: { field: 'email' }, cause });
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ kind: 'invalid', code: 'x', message: 'm', details: { field: 'email' }, cause });
  });

  test('that nobody expected becomes an internal one that keeps the original', () => {
    const known = conflict({ code: 'c', message: 'm' });
    expect(toAppError(known)).toBe(known);
    expect(toAppError(new TypeError('boom'))).toMatchObject({
      kind: 'internal',
      code: 'unexpected',
      cause: expect.any(TypeError),
    });
    expect(toAppError('boom').message).toContain('boom');
  });
});

describe('an instant', () => {
  test.each([
    ['2026-11-22T08:04:53Z', '2026-11-22T08:04:53.000Z'],
    ['2026-11-22T10:04:53+02:00', '2026-11-22T08:04:53.000Z'],
    ['2026-11-22T08:04:53.123Z', '2026-11-22T08:04:53.123Z'],
    ['2026-11-22T08:04Z', '2026-11-22T08:04:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(parseInstant(text)).toBe(expected);
  });

  test.each(['2026-11-22T08:04:53', '22.11.2026', '', 'tomorrow', '2026-13-01T00:00:00Z', '2026-02-30T99:00:00.000Z'])(
    'refuses "%s", because it names no single moment',
    (text) => {
      expect(() => parseInstant(text)).toThrow(expect.objectContaining({ code: 'instant-invalid' }));
    },
  );

  test('sorts as text in the order of time', () => {
    const moments = [1e12, 1, 1.7e12, 5e11].map(toInstant);
    expect([...moments].sort()).toEqual([...moments].sort((a, b) => epochMs(a) - epochMs(b)));
    expect(plusMs(parseInstant('2026-11-22T23:59:59.999Z'), 1)).toBe('2026-11-23T00:00:00.000Z');
    expect(() => toInstant(Number.NaN)).toThrow(expect.objectContaining({ code: 'instant-invalid' }));
  });
});

describe('an id', () => {
  test('is a UUID of version 7 that carries the time and never repeats', () => {
    const clock = fakeClock('2026-03-02T10:00:00.000Z');
    const ids = Array.from({ length: 1000 }, () => newId(clock));
    expect(ids.every(isId)).toBe(true);
    expect(new Set(ids).size).toBe(1000);
    expect(Number.parseInt((ids[0] ?? '').replace('-', '').slice(0, 12), 16)).toBe(epochMs(clock.now()));
  });

  test('made later sorts later', () => {
    const clock = fakeClock();
    const earlier = newId(clock);
    clock.advance(1);
    expect(newId(clock) > earlier).toBe(true);
  });

  test('of another shape is not taken for one', () => {
    expect(isId('6f9619ff-8b86-4011-b42d-00c04fc964ff')).toBe(false);
    expect(isId('1')).toBe(false);
  });
});

describe('refusals', () => {
  const at = (moment: string) => ({
    code: 'cap',
    text: 't',
    liftedBy: 'time' as const,
    notBefore: parseInstant(moment),
  });
  test('together lift at the latest moment that one of them names', () => {
    expect(latestNotBefore([at('2026-01-02T00:00:00Z'), at('2026-01-03T00:00:00Z'), at('2026-01-01T00:00:00Z')])).toBe(
      '2026-01-03T00:00:00.000Z',
    );
    expect(latestNotBefore([{ code: 'x', text: 't', liftedBy: 'person' }])).toBeUndefined();
  });
});

test('a setting that is refused is told as it stands where it is short, and otherwise by its length alone', () => {
  expect(foundSetting(' eighty ')).toBe('"eighty"');
  expect(foundSetting('192.168.178.20')).toBe('"192.168.178.20"');
  expect(foundSetting('sk-proj-4711-pasted-here')).toBe('a text of 24 characters');
  expect(foundSetting('a\nb')).toBe('a text of 3 characters');
});

describe('a sentinel', () => {
  test('has an id with its library first, and five seconds unless it says otherwise', () => {
    const run = async () => ({ verdict: 'pass' as const, summary: 'fine', evidence: { rows: 0 } });
    expect(defineSentinel({ id: 'cam-orphans', title: 'Orphans', severity: 'error', run })).toMatchObject({
      timeoutMs: 5000,
      after: [],
    });
    expect(
      defineSentinel({ id: 'cam-orphans', title: 'Orphans', severity: 'error', timeoutMs: 9, run }).timeoutMs,
    ).toBe(9);
    expect(() => defineSentinel({ id: 'Orphans', title: 'Orphans', severity: 'error', run })).toThrow(
      expect.objectContaining({ code: 'sentinel-id' }),
    );
  });
});
