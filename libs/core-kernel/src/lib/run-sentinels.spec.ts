import { describe, expect, test } from '@jest/globals';
import { conflict, defineSentinel, runSentinels, type SentinelResult } from '@aicmo/core-kernel';
import { fakeClock } from '@aicmo/core-kernel/testing';

const clock = fakeClock();
const fine: SentinelResult = { verdict: 'pass', summary: 'Fine.', evidence: { rows: 3 } };
const wrong: SentinelResult = {
  ...{ verdict: 'fail', reason: 'lab-wrong', summary: 'Wrong.' },
  remedy: { text: 'Mend it.', commands: ['mend'] },
};
const check = (id: string, run: () => Promise<SentinelResult>, after: readonly string[] = [], timeoutMs = 60_000) =>
  defineSentinel({ id, title: `Check ${id}`, severity: 'error', timeoutMs, after, run });
const never = () => new Promise<SentinelResult>(() => undefined);

describe('checks that are run together', () => {
  test('report what they rest on, what to do, when and how long', async () => {
    const [good, bad] = await runSentinels([check('lab-good', async () => fine), check('lab-bad', async () => wrong)], {
      clock,
    });
    expect(good).toEqual({
      ...{ id: 'lab-good', title: 'Check lab-good', severity: 'error', verdict: 'pass', summary: 'Fine.' },
      ...{ evidence: [{ label: 'rows', value: '3' }], reason: null, blockedBy: [], remedy: null },
      ...{ observedAt: clock.now(), ms: expect.any(Number) },
    });
    expect(bad).toMatchObject({ verdict: 'fail', reason: 'lab-wrong', remedy: { commands: ['mend'] } });
  });

  test('count one cause once: what waits for it is unknown and names the first cause', async () => {
    const reports = await runSentinels(
      [
        check('lab-url', async () => wrong),
        check('lab-open', async () => fine, ['lab-url']),
        check('lab-rows', async () => fine, ['lab-open']),
        check('lab-other', async () => fine),
      ],
      { clock },
    );
    expect(reports.map(({ verdict, blockedBy }) => [verdict, ...blockedBy])).toEqual([
      ['fail'],
      ['unknown', 'lab-url'],
      ['unknown', 'lab-url'],
      ['pass'],
    ]);
    expect(reports[2]).toMatchObject({
      reason: 'blocked',
      summary: 'Not asked: waits for “Check lab-open”.',
      ms: null,
    });
  });

  test('are unknown when they do not answer in their time, and hide no other', async () => {
    const reports = await runSentinels([check('lab-hangs', never, [], 1), check('lab-good', async () => fine)], {
      clock,
    });
    expect(reports).toMatchObject([
      { verdict: 'unknown', reason: 'timeout', summary: 'No answer within 0.001 s.' },
      { verdict: 'pass' },
    ]);
  });

  test('are unknown when they fail themselves; the words of a stranger are not passed on', async () => {
    const throwsAtOnce = (): Promise<SentinelResult> => {
      throw new TypeError('could not read s3cret');
    };
    const reports = await runSentinels(
      [
        check('lab-throws', throwsAtOnce),
        check('lab-rejects', () => Promise.reject(new RangeError('s3cret'))),
        check('lab-refuses', () =>
          Promise.reject(conflict({ code: 'lab-newer', message: 'It is newer than we are.' })),
        ),
      ],
      { clock },
    );
    expect(reports).toMatchObject([
      { verdict: 'unknown', reason: 'crashed', summary: 'The check itself failed (TypeError).' },
      { verdict: 'unknown', reason: 'crashed', summary: 'The check itself failed (RangeError).' },
      { verdict: 'unknown', reason: 'lab-newer', summary: 'It is newer than we are.' },
    ]);
    expect(JSON.stringify(reports)).not.toContain('s3cret');
  });

  test('are stopped from outside, before they begin as well as after', async () => {
    const stop = new AbortController();
    const running = runSentinels([check('lab-hangs', never)], { clock, signal: stop.signal });
    stop.abort();
    expect(await running).toMatchObject([{ verdict: 'unknown', reason: 'stopped' }]);
    expect(await runSentinels([check('lab-hangs', never)], { clock, signal: stop.signal })).toMatchObject([
      { verdict: 'unknown', reason: 'stopped' },
    ]);
  });

  test('tell of each as it ends', async () => {
    const seen: string[] = [];
    await runSentinels([check('lab-url', async () => fine), check('lab-open', async () => fine, ['lab-url'])], {
      clock,
      onReport: ({ id }) => seen.push(id),
    });
    expect(seen).toEqual(['lab-url', 'lab-open']);
  });

  test('are refused when an id stands twice or waits for one behind it', async () => {
    const good = check('lab-good', async () => fine);
    await expect(runSentinels([good, good], { clock })).rejects.toMatchObject({ code: 'sentinel-twice' });
    await expect(runSentinels([check('lab-early', never, ['lab-good']), good], { clock })).rejects.toMatchObject({
      code: 'sentinel-order',
    });
  });
});

test('a check declares its codes with what they mean; one that it does not declare does not compile', async () => {
  const declared = defineSentinel({
    ...{ id: 'lab-declared', title: 'Declared', severity: 'info' },
    reasons: { 'lab-off': { cause: 'The lab is closed.', cure: 'Open it.' } },
    run: async () => ({ verdict: 'skipped', reason: 'lab-off', summary: 'It is closed.' }),
  });
  expect(declared.reasons).toEqual({ 'lab-off': { cause: 'The lab is closed.', cure: 'Open it.' } });
  defineSentinel({
    ...{ id: 'lab-undeclared', title: 'Undeclared', severity: 'info' },
    reasons: { 'lab-off': { cause: 'The lab is closed.', cure: 'Open it.' } },
    // @ts-expect-error lab-other is not declared
    run: async () => ({ verdict: 'skipped', reason: 'lab-other', summary: 'It is closed.' }),
  });
});
