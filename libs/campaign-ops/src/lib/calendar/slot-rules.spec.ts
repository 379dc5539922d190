import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import type { CalendarPlan } from '../../contract/calendar-plan.ts';
import { aCalendarPlan } from '../../testing/a-calendar-plan.ts';
import { mondayOf, planSlots } from './slot-rules.ts';

const days = (plan: CalendarPlan): readonly string[] => planSlots(plan).slots.map((slot) => slot.localDate);
const oneWeek = { startsOn: '2026-03-02', endsOn: '2026-03-08' };

describe('the rhythm of a week', () => {
  test('spreads three posts a week evenly over the working days', () => {
    expect(days(aCalendarPlan(oneWeek))).toEqual(['2026-03-02', '2026-03-04', '2026-03-06']);
  });

  test('fills the first time of day on all days before the second', () => {
    const [line] = aCalendarPlan().cadence;
    if (!line) throw new Error('the test plan has a cadence');
    const cadence = [{ ...line, timesPerWeek: 3, weekdays: [1, 4], localTimes: ['09:00', '17:30'] }];
    expect(planSlots(aCalendarPlan({ ...oneWeek, cadence })).slots.map((slot) => slot.key)).toEqual([
      'linkedin 2026-03-02 09:00',
      'linkedin 2026-03-05 09:00',
      'linkedin 2026-03-05 17:30',
    ]);
  });

  test('keeps the same days when the first week is cut, instead of squeezing its posts into what is left', () => {
    expect(days(aCalendarPlan({ startsOn: '2026-03-05', endsOn: '2026-03-08' }))).toEqual(['2026-03-06']);
  });

  test('moves a post from a blackout day to the nearest free day of the week, and says so', () => {
    const plan = planSlots(aCalendarPlan({ ...oneWeek, blackoutDates: ['2026-03-04'] }));
    expect(plan.slots.map((slot) => slot.localDate)).toEqual(['2026-03-02', '2026-03-05', '2026-03-06']);
    expect(plan.shifted).toEqual([{ platform: 'linkedin', from: '2026-03-04', to: '2026-03-05' }]);
  });

  test('leaves a post out when the whole week is blacked out, and says so', () => {
    const blackoutDates = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'];
    const plan = planSlots(aCalendarPlan({ ...oneWeek, blackoutDates }));
    expect(plan.slots).toEqual([]);
    expect(plan.shifted.map((shift) => shift.to)).toEqual([null, null, null]);
  });
});

describe('days on which the clocks change', () => {
  const sunday = (timeZone: string, day: string, ...localTimes: readonly string[]) =>
    planSlots(
      aCalendarPlan({
        startsOn: day,
        endsOn: day,
        timeZone,
        cadence: [{ platform: 'x', timesPerWeek: localTimes.length, weekdays: [7], localTimes: [...localTimes] }],
      }),
    ).slots;

  test('a time that the clocks skip moves forward by the hour that is missing', () => {
    expect(sunday('Europe/Berlin', '2026-03-29', '02:30').map((slot) => slot.dueAt)).toEqual([
      '2026-03-29T01:30:00.000Z',
    ]);
  });

  test('a time that happens twice is its first occurrence', () => {
    expect(sunday('Europe/Berlin', '2026-10-25', '02:30').map((slot) => slot.dueAt)).toEqual([
      '2026-10-25T00:30:00.000Z',
    ]);
  });

  test('two times that fall on one moment become one post, at the time that exists as written', () => {
    expect(sunday('Europe/Berlin', '2026-03-29', '02:30', '03:30').map((slot) => slot.localTime)).toEqual(['03:30']);
  });

  test('a zone that skips a whole day gives the next day', () => {
    const cadence = [{ platform: 'x' as const, timesPerWeek: 1, weekdays: [5], localTimes: ['09:00'] }];
    const apia = aCalendarPlan({ startsOn: '2011-12-30', endsOn: '2011-12-30', timeZone: 'Pacific/Apia', cadence });
    expect(planSlots(apia).slots.map((slot) => slot.dueAt)).toEqual(['2011-12-30T19:00:00.000Z']);
  });
});

describe('any plan, drawn at random', () => {
  // Zones with a change of 60 and of 30 minutes, north and south, at midnight, without any, and far from UTC.
  const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Africa/Cairo'];
  zones.push('Asia/Kolkata', 'Pacific/Chatham', 'UTC', 'Pacific/Kiritimati', 'America/St_Johns');
  const starts = ['2026-03-01', '2026-03-23', '2026-04-01', '2026-09-01', '2026-10-19', '2026-12-20', '2028-02-20'];

  test.each(Array.from({ length: 200 }, (_, seed) => seed + 1))('keeps its promises (seed %i)', (seed) => {
    const plan = randomPlan(seed, zones, starts);
    const { slots, shifted } = planSlots(plan);
    expect(planSlots(plan).slots).toEqual(slots);
    expect(new Set(slots.map((slot) => slot.key)).size).toBe(slots.length);
    expect(slots.map((slot) => slot.dueAt)).toEqual(slots.map((slot) => slot.dueAt).sort());
    for (const slot of slots) expectHonest(slot, plan);
    for (const line of plan.cadence) {
      const own = slots.filter((slot) => slot.platform === line.platform);
      expect(new Set(own.map((slot) => slot.dueAt)).size).toBe(own.length);
      for (const [monday, count] of countByWeek(own)) {
        expect(count).toBeLessThanOrEqual(line.timesPerWeek);
        const isWhole =
          monday >= plan.startsOn && Temporal.PlainDate.from(monday).add({ days: 6 }).toString() <= plan.endsOn;
        const lost = shifted.filter(
          (shift) => shift.platform === line.platform && shift.to === null && mondayOf(shift.from) === monday,
        );
        const skipped = line.timesPerWeek - lost.length - count;
        if (isWhole) expect(skipped).toBeLessThanOrEqual(1); // two times on one moment, on a day the clocks change
      }
    }
  });
});

function expectHonest(slot: ReturnType<typeof planSlots>['slots'][number], plan: CalendarPlan): void {
  const line = plan.cadence.find((each) => each.platform === slot.platform);
  const local = Temporal.Instant.from(slot.dueAt).toZonedDateTimeISO(plan.timeZone);
  expect(slot.localDate >= plan.startsOn && slot.localDate <= plan.endsOn).toBe(true);
  expect(plan.blackoutDates).not.toContain(slot.localDate);
  expect(line?.weekdays).toContain(Temporal.PlainDate.from(slot.localDate).dayOfWeek);
  expect(line?.localTimes).toContain(slot.localTime);
  const wanted = Temporal.PlainDate.from(slot.localDate).toPlainDateTime(slot.localTime);
  const minutesLater = wanted.until(local.toPlainDateTime()).total('minutes');
  expect([0, 30, 60]).toContain(minutesLater);
  const exists = [-120, -60, -30, 0, 30, 60, 120].some((shift) =>
    local.add({ minutes: shift }).toPlainDateTime().equals(wanted),
  );
  if (exists) expect(minutesLater).toBe(0);
}

function countByWeek(slots: readonly { readonly localDate: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { localDate } of slots) counts.set(mondayOf(localDate), (counts.get(mondayOf(localDate)) ?? 0) + 1);
  return counts;
}

function randomPlan(seed: number, zones: readonly string[], starts: readonly string[]): CalendarPlan {
  const next = seeded(seed);
  const pick = <T>(list: readonly T[], fallback: T): T => list[Math.floor(next() * list.length)] ?? fallback;
  const startsOn = pick(starts, '2026-03-01');
  const length = Math.floor(next() * 60);
  const start = Temporal.PlainDate.from(startsOn);
  const cadence = (['linkedin', 'x', 'instagram'] as const).slice(0, 1 + Math.floor(next() * 3)).map((platform) => {
    const weekdays = [1, 2, 3, 4, 5, 6, 7].filter(() => next() < 0.6);
    const localTimes = ['00:15', '02:30', '09:00', '23:59'].filter(() => next() < 0.5);
    const days = weekdays.length > 0 ? weekdays : [7];
    const times = localTimes.length > 0 ? localTimes : ['02:30'];
    return {
      platform,
      weekdays: days,
      localTimes: times,
      timesPerWeek: 1 + Math.floor(next() * days.length * times.length),
    };
  });
  const blackoutDates = Array.from({ length: Math.floor(next() * 10) }, () =>
    start.add({ days: Math.floor(next() * 60) }).toString(),
  );
  const plan = { startsOn, endsOn: start.add({ days: length }).toString(), timeZone: pick(zones, 'UTC') };
  return { ...plan, blackoutDates, cadence };
}

/** mulberry32: the same numbers for the same seed on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
