import { afterEach, expect, test } from '@jest/globals';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { draw } from '../outreach/gap-rules.ts';
import { planAndRun, type LeftRows } from '../../testing/plan-and-run.ts';
import { peopleOfTheWorld, worldScript } from '../../testing/world-script.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of closing.splice(0).reverse()) await step();
});

const lists = [peopleOfTheWorld(0, 40), peopleOfTheWorld(40, 60)];
const days = 30;

describeEachDialect('the plan and the run of thirty days', (dialect) => {
  test.each([
    ['2026-03-02T08:00:00.000Z', 'America and Europe go to summer time'],
    ['2026-03-26T08:00:00.000Z', 'Europe goes to summer time, the south to winter time'],
    ['2026-09-24T07:00:00.000Z', 'the south goes to summer time'],
    ['2026-10-12T07:00:00.000Z', 'Europe and America go to winter time'],
  ])(
    'differ by nothing from %s on, when %s',
    async (from) => {
      const { plan, run, taken } = await planAndRun(dialect, { from, days, lists, script: worldScript }, closing);
      expect(run).toEqual(plan);
      expect(taken.length).toBeGreaterThan(100);
    },
    600_000,
  );

  test('a worker that is up to 20 seconds late sends the same, from the same mailboxes, each within five minutes', async () => {
    const from = '2026-03-26T08:00:00.000Z';
    let moment = 0;
    const lateMs = (): number => (draw(`lateness ${(moment += 1)}`) % 20) * 1000;
    const played = await planAndRun(dialect, { from, days, lists, script: worldScript, lateMs }, closing);
    const [plan, run] = [gone(played.plan), gone(played.run)];
    expect([...run.keys()].sort()).toEqual([...plan.keys()].sort());
    const lates = [...run].map(([key, { at }]) => at - (plan.get(key)?.at ?? 0));
    console.log(`${lates.length} messages; later than planned by up to ${Math.max(...lates) / 60_000} minutes`);
    expect(Math.max(...lates)).toBeLessThan(300_000);
    expect(Math.min(...lates)).toBeGreaterThan(-300_000);
    for (const [key, { mailbox }] of run) expect([key, mailbox]).toEqual([key, plan.get(key)?.mailbox]);
  }, 600_000);
});

/** What left, by person and step. */
function gone({ attempts }: LeftRows): ReadonlyMap<string, { readonly at: number; readonly mailbox: string }> {
  const rows = attempts.map((line) => JSON.parse(line) as Record<string, string | number | null>); // written by planAndRun
  const left = rows.filter(({ status }) => status === 'SENT' || status === 'BOUNCED' || status === 'UNCERTAIN');
  return new Map(
    left.map((row) => [
      `${row['enrolmentId']} ${row['step']}`,
      { at: Date.parse(String(row['settledAt'])), mailbox: String(row['mailboxId']) },
    ]),
  );
}
