import { Temporal } from 'temporal-polyfill';
import { parseInstant, type Instant, type Platform } from '@aicmo/core-kernel';
import type { CalendarPlan, PlatformCadence } from '../../contract/calendar-plan.ts';

/** One planned post: its local day and time are its identity, its moment follows from the zone. */
export interface PlannedSlot {
  /** Unique within a campaign: platform, local day, local time. */
  readonly key: string;
  readonly platform: Platform;
  readonly localDate: string;
  readonly localTime: string;
  readonly dueAt: Instant;
}

/** A post that blackout days took from its usual day; `to` null: no other day of that week was free. */
export interface ShiftedSlot {
  readonly platform: Platform;
  readonly from: string;
  readonly to: string | null;
}

/** All slots of a plan, in the order of time. */
export interface SlotPlan {
  readonly slots: readonly PlannedSlot[];
  readonly shifted: readonly ShiftedSlot[];
}

interface Cell {
  readonly date: Temporal.PlainDate;
  readonly time: string;
}

/**
 * The slots of a plan. Every week, Monday to Sunday, has the same pattern: posts are spread evenly over the allowed
 * weekdays, the first time of day on all of them before the second. A first or last week that the plan's dates cut
 * keeps the part of the pattern that lies inside. A post on a blackout day moves to the nearest free allowed day of
 * the same week (the later one of two), else that week has one post fewer. A local time that a change of clocks skips
 * becomes the same distance after the change (02:30 → 03:30); one that happens twice is its first occurrence.
 */
export function planSlots(plan: CalendarPlan): SlotPlan {
  const slots: PlannedSlot[] = [];
  const shifted: ShiftedSlot[] = [];
  for (const cadence of plan.cadence) {
    const cells: Cell[] = [];
    for (const monday of mondays(plan)) {
      const week = weekOf(cadence, monday, plan);
      cells.push(...week.cells);
      shifted.push(...week.shifted);
    }
    slots.push(...toSlots(cadence.platform, cells, plan.timeZone));
  }
  return { slots: slots.sort(byMoment), shifted };
}

/** The moment of a local day and time in a zone. */
export function momentOf(date: string, time: string, timeZone: string): Instant {
  const zoned = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) });
  return parseInstant(zoned.toInstant().toString({ fractionalSecondDigits: 3 }));
}

/** The local day on which a moment falls. */
export const localDayOf = (moment: Instant, timeZone: string): string =>
  Temporal.Instant.from(moment).toZonedDateTimeISO(timeZone).toPlainDate().toString();

/** The Monday of the week of a day. */
export function mondayOf(date: string): string {
  const day = Temporal.PlainDate.from(date);
  return day.subtract({ days: day.dayOfWeek - 1 }).toString();
}

/** The day so many days later. */
export const addDays = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString();

/** Whether a name is a time zone that this machine knows. */
export function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false; // the only thing that this call can refuse is the name
  }
}

function* mondays({ startsOn, endsOn }: CalendarPlan): Generator<Temporal.PlainDate> {
  const last = Temporal.PlainDate.from(endsOn);
  let monday = Temporal.PlainDate.from(mondayOf(startsOn));
  while (Temporal.PlainDate.compare(monday, last) <= 0) {
    yield monday;
    monday = monday.add({ weeks: 1 });
  }
}

function weekOf(cadence: PlatformCadence, monday: Temporal.PlainDate, plan: CalendarPlan) {
  const pattern = weekPattern(cadence).map(({ weekday, time }) => ({ date: monday.add({ days: weekday - 1 }), time }));
  const inside = pattern.filter(({ date }) => isInside(date, plan));
  const free = inside.filter(({ date }) => !isBlackout(date, plan));
  const shifted: ShiftedSlot[] = [];
  const cells = [...free];
  for (const cell of inside.filter(({ date }) => isBlackout(date, plan))) {
    const target = nearestFreeCell(cell, cells, cadence, monday, plan);
    if (target) cells.push(target);
    shifted.push({ platform: cadence.platform, from: cell.date.toString(), to: target?.date.toString() ?? null });
  }
  return { cells, shifted };
}

/** Which weekdays and times a week has: evenly spread, the first time of day on all days first. */
function weekPattern({ timesPerWeek, weekdays, localTimes }: PlatformCadence) {
  const days = [...new Set(weekdays)].sort((a, b) => a - b);
  const times = [...new Set(localTimes)];
  const pattern: { weekday: number; time: string }[] = [];
  for (const time of times) {
    const wanted = Math.min(days.length, timesPerWeek - pattern.length);
    for (let index = 0; index < wanted; index += 1) {
      const weekday = days[Math.floor(((index + 0.5) * days.length) / wanted)];
      if (weekday !== undefined) pattern.push({ weekday, time });
    }
  }
  return pattern;
}

function nearestFreeCell(
  wanted: Cell,
  taken: readonly Cell[],
  { weekdays }: PlatformCadence,
  monday: Temporal.PlainDate,
  plan: CalendarPlan,
): Cell | undefined {
  const distance = (date: Temporal.PlainDate): number => Math.abs(wanted.date.until(date).days);
  return [...new Set(weekdays)]
    .map((weekday) => ({ date: monday.add({ days: weekday - 1 }), time: wanted.time }))
    .filter(({ date }) => isInside(date, plan) && !isBlackout(date, plan))
    .filter((cell) => !taken.some(({ date, time }) => time === cell.time && date.equals(cell.date)))
    .sort((a, b) => distance(a.date) - distance(b.date) || Temporal.PlainDate.compare(b.date, a.date))[0];
}

const isInside = (date: Temporal.PlainDate, { startsOn, endsOn }: CalendarPlan): boolean =>
  date.toString() >= startsOn && date.toString() <= endsOn;

const isBlackout = (date: Temporal.PlainDate, { blackoutDates }: CalendarPlan): boolean =>
  blackoutDates.includes(date.toString());

/** A time that the clocks skip may fall on the moment of another one: the one that exists as written stays. */
function toSlots(platform: Platform, cells: readonly Cell[], timeZone: string): readonly PlannedSlot[] {
  const byDueAt = new Map<Instant, PlannedSlot>();
  for (const { date, time } of [...cells].sort((a, b) => b.time.localeCompare(a.time))) {
    const localDate = date.toString();
    const dueAt = momentOf(localDate, time, timeZone);
    if (byDueAt.has(dueAt)) continue;
    byDueAt.set(dueAt, { key: `${platform} ${localDate} ${time}`, platform, localDate, localTime: time, dueAt });
  }
  return [...byDueAt.values()];
}

const byMoment = (a: PlannedSlot, b: PlannedSlot): number =>
  a.dueAt === b.dueAt ? a.platform.localeCompare(b.platform) : a.dueAt < b.dueAt ? -1 : 1;
