/** A day of the month's table. */
export interface MonthDay {
  /** `2026-03-02`. */
  readonly date: string;
  readonly number: number;
  /** A day of the month before or after, which fills the first or last week. */
  readonly isOutside: boolean;
}

const dayMs = 86_400_000;
const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The weeks of a month (`2026-03`), Monday to Sunday, filled up with days of its neighbours. */
export function weeksOfMonth(month: string): readonly (readonly MonthDay[])[] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const last = Date.parse(`${addMonths(month, 1)}-01T00:00:00Z`) - dayMs;
  const monday = first - ((new Date(first).getUTCDay() + 6) % 7) * dayMs;
  const weeks: MonthDay[][] = [];
  for (let start = monday; start <= last; start += 7 * dayMs) {
    weeks.push(
      Array.from({ length: 7 }, (_, index) => {
        const date = dateOf(start + index * dayMs);
        return { date, number: Number(date.slice(8)), isOutside: !date.startsWith(month) };
      }),
    );
  }
  return weeks;
}

/** The month so many months later. */
export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

/** "March 2026". */
export const monthWords = (month: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );

/** "Monday 2 March". */
export const dayWords = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );

/** "2 – 8 Mar", "30 Mar – 5 Apr". */
export const weekWords = (from: string, to: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).formatRange(
    new Date(`${from}T00:00:00Z`),
    new Date(`${to}T00:00:00Z`),
  );

/** The local day and time of a moment in a zone: `2026-03-02`, `09:00`. */
export function localOf(moment: string, timeZone: string): { readonly day: string; readonly time: string } {
  const when = new Date(moment);
  return {
    day: new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone }).format(when),
    time: new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone }).format(when),
  };
}
