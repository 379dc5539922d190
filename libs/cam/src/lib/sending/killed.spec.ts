import { expect, test } from '@jest/globals';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { crashPlans } from '../../testing/crash-round.ts';
import { crashRounds } from '../../testing/crash-rounds.ts';

describeEachDialect('a worker that dies at any moment', (dialect) => {
  const plans = crashPlans(0, dialect.name === 'sqlite' ? 22 : 3);

  test(`never makes a message leave twice, nor be lost without a word (${plans.length} interleavings)`, async () => {
    const done = await crashRounds(dialect, plans);
    expect(done.filter(({ broken }) => broken.length > 0)).toEqual([]);
    const certain = done.filter(({ point }) => point !== 'at any moment');
    const others = certain.filter(({ point, signal }) => (signal === 'SIGKILL') === point.startsWith('slow'));
    expect(others).toEqual([]);
    expect(done.some(({ states }) => states.includes('UNCERTAIN'))).toBe(true);
  }, 180_000);
});
