import type { CalendarPlan } from '../contract/calendar-plan.ts';

/** Three posts a week on LinkedIn, in Berlin, through March 2026. */
export const aCalendarPlan = (over: Partial<CalendarPlan> = {}): CalendarPlan => ({
  startsOn: '2026-03-02',
  endsOn: '2026-03-31',
  timeZone: 'Europe/Berlin',
  blackoutDates: [],
  cadence: [{ platform: 'linkedin', timesPerWeek: 3, weekdays: [1, 2, 3, 4, 5], localTimes: ['09:00'] }],
  ...over,
});
