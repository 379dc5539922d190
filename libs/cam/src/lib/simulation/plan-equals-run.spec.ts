import { afterEach, expect, test } from '@jest/globals';
import { describeEachDialect } from '@aicmo/core-db/testing';
import { planAndRun } from '../../testing/plan-and-run.ts';
import { peopleOfTheWorld, personOf, worldScript, worldZones } from '../../testing/world-script.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of closing.splice(0).reverse()) await step();
});

/** In each, clocks of both hemispheres change; the deep spec plays both on both. */
const weeks = {
  sqlite: ['2026-03-26T08:00:00.000Z', 'as the clocks of Europe, Chile, Australia and New Zealand change'],
  postgres: ['2026-10-22T07:00:00.000Z', 'as the clocks of Europe, Egypt and North America change'],
} as const;

describeEachDialect('the plan and the run of the same days', (dialect) => {
  const [from, when] = weeks[dialect.name];
  test(`differ by nothing: with refusals, failures, bounces, answers, absences and opt-outs, ${when}`, async () => {
    const lists = [peopleOfTheWorld(0, 10), peopleOfTheWorld(10, 16)];
    const { plan, leftByPlan, run, taken } = await planAndRun(
      dialect,
      { from, days: 14, lists, script: worldScript },
      closing,
    );
    expect(leftByPlan).toBe(0);
    expect(run).toEqual(plan);

    const left = Map.groupBy(rowsOf(run.attempts), ({ status }) => status);
    expect([...left.keys()].sort()).toEqual(['BLOCKED', 'BOUNCED', 'FAILED', 'SENT', 'UNCERTAIN']);
    expect(
      rowsOf(run.inbound)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['BOUNCE', 'BOUNCE', 'NEGATIVE', 'OUT_OF_OFFICE', 'POSITIVE', 'UNSUBSCRIBE']);
    // Ids decide who gets which of the two wordings, so that all may get the same.
    expect(rowsOf(run.attempts).some(({ variantId }) => variantId !== null)).toBe(true);
    // Everything that the server saw is one of ours, once; and each left in its reader's office hours.
    const gone = [...(left.get('SENT') ?? []), ...(left.get('BOUNCED') ?? []), ...(left.get('UNCERTAIN') ?? [])];
    expect([...taken].sort()).toEqual(gone.map(({ recipient }) => recipient).sort());
    for (const { recipient, settledAt, retryCount } of gone) {
      const timeZone = worldZones[personOf(String(recipient)) % worldZones.length] ?? '';
      const local = new Intl.DateTimeFormat('en-GB', {
        timeZone,
        weekday: 'short',
        hour: '2-digit',
        minute: '2-digit',
      });
      const [day, time = ''] = local.format(Date.parse(String(settledAt))).split(' ');
      expect(`${timeZone} ${day}`).toMatch(/ (Mon|Tue|Wed|Thu|Fri),?$/);
      expect(time >= '09:00' && (time < '17:30' || Number(retryCount) > 0)).toBe(true);
    }
  }, 120_000);
});

const rowsOf = (lines: readonly string[]): readonly Readonly<Record<string, unknown>>[] =>
  lines.map((line) => JSON.parse(line) as Record<string, unknown>); // written by planAndRun
