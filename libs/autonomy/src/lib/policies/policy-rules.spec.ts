import { describe, expect, test } from '@jest/globals';
import { autonomyModes, type AutonomyMode, type Narrowing } from '../../contract/policy.ts';
import { checkPolicy, effectiveMode } from './policy-rules.ts';

const inCampaign = (mode: AutonomyMode): Narrowing => ({ campaignId: 'c1', kind: null, mode });
const ofKind = (mode: AutonomyMode): Narrowing => ({ campaignId: null, kind: 'say-word', mode });
const scope = { campaignId: 'c1', kind: 'say-word' };

describe('the mode of an action', () => {
  const cases: readonly [string, AutonomyMode, readonly Narrowing[], AutonomyMode][] = [
    ['is the client’s when nothing is narrower', 'FULL_AUTO', [], 'FULL_AUTO'],
    ['is narrowed by its campaign', 'FULL_AUTO', [inCampaign('REVIEW_FIRST')], 'REVIEW_FIRST'],
    ['is narrowed by its kind', 'FULL_AUTO', [ofKind('MANUAL')], 'MANUAL'],
    ['is the narrowest of all that name it', 'FULL_AUTO', [inCampaign('MANUAL'), ofKind('REVIEW_FIRST')], 'MANUAL'],
    ['is never widened, whatever the database says', 'REVIEW_FIRST', [inCampaign('FULL_AUTO')], 'REVIEW_FIRST'],
    [
      'is not touched by another campaign',
      'FULL_AUTO',
      [{ campaignId: 'c2', kind: null, mode: 'MANUAL' }],
      'FULL_AUTO',
    ],
    [
      'is not touched by its kind in another campaign',
      'FULL_AUTO',
      [{ campaignId: 'c2', kind: 'say-word', mode: 'MANUAL' }],
      'FULL_AUTO',
    ],
  ];
  test.each(cases)('%s', (_, mode, narrower, expected) => {
    expect(effectiveMode({ mode, narrower: [...narrower] }, scope)).toBe(expected);
  });

  test('is never wider than the client’s or than any exception that names it', () => {
    for (const mode of autonomyModes)
      for (const one of autonomyModes)
        for (const other of autonomyModes) {
          const found = autonomyModes.indexOf(
            effectiveMode({ mode, narrower: [inCampaign(one), ofKind(other)] }, scope),
          );
          expect(found).toBe(Math.min(...[mode, one, other].map((each) => autonomyModes.indexOf(each))));
        }
  });
});

describe('a policy is refused', () => {
  const policy = (mode: AutonomyMode, ...narrower: readonly Narrowing[]) => ({ clientId: 'a', mode, narrower });

  test('when an exception would allow more than the client', () => {
    expect(() => checkPolicy(policy('REVIEW_FIRST', inCampaign('FULL_AUTO')))).toThrow(
      'An exception can only allow less',
    );
  });
  test('when an exception names nothing, or the same thing twice', () => {
    const nothing = { campaignId: null, kind: null, mode: 'MANUAL' } as const;
    expect(() => checkPolicy(policy('FULL_AUTO', nothing))).toThrow('Name one');
    expect(() => checkPolicy(policy('FULL_AUTO', inCampaign('MANUAL'), inCampaign('REVIEW_FIRST')))).toThrow(
      'Keep one',
    );
  });
  test('when its mode is no mode', () => {
    expect(() => checkPolicy({ clientId: 'a', mode: 'YOLO', narrower: [] })).toThrow();
  });
});
