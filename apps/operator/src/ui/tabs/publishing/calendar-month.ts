/** The days of a month in weeks from Monday, as `2026-03-02`; null for the places before its first and after its last. */
export function weeksOf(month: string): readonly (readonly (string | null)[])[] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const blanks = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7;
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const weeks: (string | null)[][] = [];
  for (let place = 0; place < blanks + days; place += 7) {
    weeks.push(
      Array.from({ length: 7 }, (_, weekday) => {
        const day = place + weekday - blanks + 1;
        return day < 1 || day > days ? null : `${month}-${String(day).padStart(2, '0')}`;
      }),
    );
  }
  return weeks;
}

/** The month so many months away. */
export function monthAway(month: string, distance: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + distance, 1)).toISOString().slice(0, 7);
}

/** "March 2026". */
export const monthWords = (month: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${month}-01`),
  );
