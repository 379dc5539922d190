const dayMs = 24 * 60 * 60 * 1000;
/** Day 0 of Excel's calendar, which believes that 1900 was a leap year. */
const firstDay = Date.UTC(1899, 11, 30);
const firstDay1904 = Date.UTC(1904, 0, 1);
const lastDay = 2_958_465;

/**
 * A day number of Excel's as text: `2026-03-02`, with a time `2026-03-02 14:30`, a time alone `14:30`. Undefined for what
 * is no day of its calendar.
 */
export function excelDate(serial: number, isFrom1904: boolean): string | undefined {
  if (!(serial >= 0) || serial > lastDay) return undefined;
  const day = Math.floor(serial);
  // The 29 February 1900 that never was is day 60.
  const shift = !isFrom1904 && day < 60 && day > 0 ? 1 : 0;
  const minutes = Math.round((serial - day) * 24 * 60);
  const from = isFrom1904 ? firstDay1904 : firstDay;
  const at = new Date(from + (day + shift) * dayMs + minutes * 60_000).toISOString();
  const time = at.slice(11, 16);
  if (day === 0 && serial > 0 && !isFrom1904) return time;
  return minutes === 0 ? at.slice(0, 10) : `${at.slice(0, 10)} ${time}`;
}
