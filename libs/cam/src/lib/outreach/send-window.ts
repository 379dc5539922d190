import { Temporal } from 'temporal-polyfill';
import { epochMs, toInstant, type Instant } from '@aicmo/core-kernel';

/** When messages may arrive, in the recipient's local time. */
export interface SendWindow {
  /** ISO weekdays, 1 = Monday … 7 = Sunday. */
  readonly days: readonly number[];
  /** Local times of day, `HH:MM`; `from` is inside, `to` is outside. Several a day are possible. */
  readonly spans: readonly { readonly from: string; readonly to: string }[];
  /** Local dates, `YYYY-MM-DD`, on which nothing goes. */
  readonly holidays: readonly string[];
}

/** 09:00–17:30, Monday to Friday. DOMAIN section 4. */
export const defaultSendWindow: SendWindow = {
  days: [1, 2, 3, 4, 5],
  spans: [{ from: '09:00', to: '17:30' }],
  holidays: [],
};

/** How far ahead an opening is searched: past this, the window counts as never open. */
const searchDays = 400;

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * A window seen from one zone. Days are computed once each: a plan over many leads asks for the same days again and
 * again. Local times that a clock change skips are read as the first moment after it, those it repeats as the first
 * one, so 23- and 25-hour days keep the wall clock's opening times.
 */
export interface ZonedWindow {
  isOpenAt(moment: Instant): boolean;
  /** The moment itself when open, else the next opening; null when there is none within 400 days. */
  nextOpening(moment: Instant): Instant | null;
}

/** The spans of one local day as epoch milliseconds, in time order. */
function spansOf(window: SendWindow, zone: string, day: Temporal.PlainDate): readonly Span[] {
  if (!window.days.includes(day.dayOfWeek) || window.holidays.includes(day.toString())) return [];
  const at = (time: string): number =>
    time === '24:00'
      ? day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds
      : day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
  return window.spans
    .map((span) => ({ from: at(span.from), to: at(span.to) }))
    .filter((span) => span.to > span.from)
    .sort((one, other) => one.from - other.from);
}

/** Sees a window from an IANA zone. */
export function openZonedWindow(window: SendWindow, zone: string): ZonedWindow {
  const known = new Map<string, readonly Span[]>();
  const spansOn = (day: Temporal.PlainDate): readonly Span[] => {
    const key = day.toString();
    const found = known.get(key) ?? spansOf(window, zone, day);
    known.set(key, found);
    return found;
  };
  const nextOpening = (moment: Instant): Instant | null => {
    const now = epochMs(moment);
    let day = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
    for (let count = 0; count <= searchDays; count += 1) {
      const span = spansOn(day).find((each) => each.to > now);
      if (span) return toInstant(Math.max(span.from, now));
      day = day.add({ days: 1 });
    }
    return null;
  };
  return { nextOpening, isOpenAt: (moment) => nextOpening(moment) === moment };
}

/** The first moment of the local day that contains a moment, and of the day after. */
export function localDay(moment: Instant, zone: string): { readonly from: Instant; readonly to: Instant } {
  const day = Temporal.Instant.fromEpochMilliseconds(epochMs(moment)).toZonedDateTimeISO(zone).startOfDay();
  return { from: toInstant(day.epochMilliseconds), to: toInstant(day.add({ days: 1 }).epochMilliseconds) };
}
