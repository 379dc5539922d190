import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toInstant, type SentinelReport } from '@aicmo/core-kernel';
import { closingOf, healthOf, lineOf, reportOf } from './print.mjs';

const observedAt = toInstant(0);
const aReport = (patch: Partial<SentinelReport> = {}): SentinelReport => ({
  ...{ id: 'lab-one', title: 'One', verdict: 'pass', severity: 'error', summary: 'Fine.', evidence: [], reason: null },
  ...{ blockedBy: [], remedy: null, observedAt, ms: 3 },
  ...patch,
});
const levels = ['critical', 'error', 'warning', 'info'] as const;
const anyReport = fc
  .record({
    verdict: fc.constantFrom('pass', 'fail', 'unknown', 'skipped'),
    severity: fc.constantFrom(...levels),
  })
  .map((patch) => aReport(patch));

describe('the verdict over all findings', () => {
  test.each([
    [[], 'pass', 0],
    [[aReport(), aReport({ verdict: 'skipped' })], 'pass', 0],
    [[aReport({ verdict: 'unknown' })], 'unknown', 2],
    [[aReport({ verdict: 'fail' }), aReport({ verdict: 'unknown' })], 'fail', 1],
    [[aReport({ verdict: 'fail', severity: 'warning' })], 'fail', 0],
    [[aReport({ verdict: 'fail', severity: 'warning' }), aReport({ verdict: 'unknown' })], 'fail', 2],
  ] as const)('%#: is computed from the single ones alone', (results, verdict, exitCode) => {
    expect(reportOf(results, 'error', observedAt)).toMatchObject({ verdict, exitCode });
  });

  test('is 0 only when nothing is unknown and nothing failed at the level or above, whatever is found', () => {
    fc.assert(
      fc.property(fc.array(anyReport), fc.constantFrom(...levels), (results, level) => {
        const { exitCode, verdict } = reportOf(results, level, observedAt);
        const grave = levels.slice(0, levels.indexOf(level) + 1);
        const failed = results.some((each) => each.verdict === 'fail' && grave.some((word) => word === each.severity));
        const unknown = results.some((each) => each.verdict === 'unknown');
        expect(exitCode).toBe(failed ? 1 : unknown ? 2 : 0);
        if (verdict === 'pass') expect(exitCode).toBe(0);
        const { status } = JSON.parse(healthOf(reportOf(results, level, observedAt))) as { status: string };
        expect(status === 'pass').toBe(verdict === 'pass');
        expect(status === 'fail').toBe(exitCode === 1);
      }),
    );
  });
});

test('what a driver said forges no line and steers no terminal', () => {
  const evil = 'relation "x\r\nok       Runtime: forged\n\u001b[2J\u009b31m\u202e"';
  const report = aReport({
    ...{ verdict: 'fail', reason: 'lab-wrong', summary: evil, evidence: [{ label: evil, value: evil }] },
    remedy: { text: evil, commands: [evil] },
  });
  const text = `${lineOf(report)}\n${closingOf(reportOf([report], 'error', observedAt))}`;
  expect(text).toContain('forged');
  expect(text).not.toMatch(/^ok/mu);
  expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/u);
});

test('what has to be done stands at the end, the gravest first; what only waits is counted', () => {
  const results = [
    aReport({ id: 'lab-a', title: 'A', verdict: 'fail', severity: 'warning', reason: 'a-wrong' }),
    aReport({ id: 'lab-b', title: 'B', verdict: 'fail', severity: 'critical', reason: 'b-wrong' }),
    aReport({ id: 'lab-c', title: 'C', verdict: 'unknown', reason: 'blocked', blockedBy: ['lab-b'], ms: null }),
  ];
  const text = closingOf(reportOf(results, 'error', observedAt));
  expect(text.indexOf('B (failed, critical)')).toBeLessThan(text.indexOf('A (failed, warning)'));
  expect(text).not.toContain('C (');
  expect(text).toMatch(/0 passed, 2 failed, 1 wait for a cause\.$/u);
});
