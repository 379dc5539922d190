import * as z from 'zod/mini';
import { platforms } from '@aicmo/core-kernel';

/** A calendar day without a zone: `2026-03-02`. */
export const LocalDate = z.string().check(
  z.regex(/^\d{4}-\d{2}-\d{2}$/, 'Write a day as year-month-day, like 2026-03-02.'),
  z.refine((text) => isRealDay(text), 'This day does not exist.'),
);
/** A time of day without a zone: `09:00`, 24 hours. */
export const LocalTime = z
  .string()
  .check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time with 24 hours, like 09:00.'));
/** ISO weekday: 1 is Monday, 7 is Sunday. */
export const Weekday = z.int().check(z.minimum(1), z.maximum(7));

/** How often, and when, one platform gets a post. */
export const PlatformCadence = z.object({
  platform: z.enum(platforms),
  /** Posts in each week from Monday to Sunday: 1–21. */
  timesPerWeek: z.int().check(z.minimum(1), z.maximum(21)),
  /** The days on which a post may appear. */
  weekdays: z.array(Weekday).check(z.minLength(1)),
  /** The times of day, in the plan's time zone; the first is filled on all days before the second is used. */
  localTimes: z.array(LocalTime).check(z.minLength(1), z.maxLength(6)),
});
/** How often, and when, one platform gets a post. */
export type PlatformCadence = z.infer<typeof PlatformCadence>;

/** What a campaign's calendar is made from. */
export const CalendarPlan = z.object({
  /** The first day, included. */
  startsOn: LocalDate,
  /** The last day, included. */
  endsOn: LocalDate,
  /** IANA name: `Europe/Berlin`. */
  timeZone: z.string(),
  /** Days on which nothing is planned. */
  blackoutDates: z.array(LocalDate),
  cadence: z.array(PlatformCadence).check(z.minLength(1)),
});
/** What a campaign's calendar is made from. */
export type CalendarPlan = z.infer<typeof CalendarPlan>;

/** One slot, with the reason when something out of the ordinary was done with it. */
export const SlotNote = z.object({ platform: z.enum(platforms), dueAt: z.string(), why: z.string() });
/** One slot, with the reason when something out of the ordinary was done with it. */
export type SlotNote = z.infer<typeof SlotNote>;

/** What planning a calendar did, or would do. */
export const CalendarChange = z.object({
  /** Slots that are new. */
  added: z.int(),
  /** Slots that were there already and stay. */
  kept: z.int(),
  /** Untouched slots whose moment changed, because the time zone did. */
  moved: z.int(),
  /** Untouched future slots that the plan does not have any more. */
  removed: z.int(),
  /** Slots of the plan that lie in the past: never made afterwards. */
  past: z.int(),
  /** Slots that the plan does not have any more and that stay, because somebody worked on them. */
  leftAlone: z.array(SlotNote),
  /** Posts that blackout days took from their usual day: to another one, or out of the week. */
  shifted: z.array(z.object({ platform: z.enum(platforms), from: z.string(), to: z.nullable(z.string()) })),
  /** The days that were planned in the end, which the campaign's own dates may have shortened. */
  from: z.string(),
  to: z.string(),
  /** All of the above in sentences for the operator. */
  sentences: z.array(z.string()),
});
/** What planning a calendar did, or would do. */
export type CalendarChange = z.infer<typeof CalendarChange>;

/** The plan that a campaign has, and which version of it. */
export const SavedCalendar = z.object({
  campaignId: z.string(),
  /** Grows by one with each save; a save names the version that it edited. */
  version: z.int(),
  plan: CalendarPlan,
  savedBy: z.string(),
  savedAt: z.string(),
});
/** The plan that a campaign has, and which version of it. */
export type SavedCalendar = z.infer<typeof SavedCalendar>;

function isRealDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const lastDay = [
    31,
    year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28,
    31,
    30,
    31,
    30,
    31,
    31,
    30,
    31,
    30,
    31,
  ];
  return day >= 1 && day <= (lastDay[month - 1] ?? 0);
}
