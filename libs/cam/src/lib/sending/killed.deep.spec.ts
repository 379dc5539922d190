import { afterAll, expect, test } from '@jest/globals';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { crashPlans, crashPoints } from '../../testing/crash-round.ts';
import { crashRounds } from '../../testing/crash-rounds.ts';

const seed = Number(process.env['AICMO_TEST_SEED'] ?? 1);
const atOnce = 20;

/** How often a worker died, or was taken over, at each point; and in which states messages ended. */
const [points, ends] = [new Map<string, number>(), new Map<string, number>()];
const count = (map: Map<string, number>, what: string): void => void map.set(what, (map.get(what) ?? 0) + 1);

afterAll(() => {
  const lines = [...points].map(([point, times]) => `${String(times).padStart(5)}  ${point}`);
  const states = [...ends].map(([state, times]) => `${times} ${state}`).join(', ');
  process.stdout.write(`\nKills by point:\n${lines.join('\n')}\nMessages ended as: ${states}\n`);
});

describeEachDialect('500 workers that die', (dialect) => {
  const rounds = dialect.name === 'sqlite' ? 440 : 60;

  test.each(Array.from({ length: rounds / atOnce }, (_, index) => seed + index * atOnce))(
    'never make a message leave twice, nor be lost without a word (seeds from %p)',
    async (from) => {
      const done = await crashRounds(dialect, crashPlans(from, atOnce));
      expect(done.filter(({ broken }) => broken.length > 0)).toEqual([]);
      for (const { point, states } of done) {
        count(points, point);
        for (const state of states) count(ends, state);
      }
    },
    300_000,
  );

  test('every point was hit often enough', () => {
    if (dialect.name === 'postgres') {
      expect(crashPoints.filter((point) => (points.get(point) ?? 0) < 10)).toEqual([]);
      expect(ends.get('UNCERTAIN')).toBeGreaterThan(10);
    }
  });
});
