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

/** When two windows are both open: days and hours of either alone do not count. */
export function narrowWindow(one: SendWindow, other: Omit<SendWindow, 'holidays'>): SendWindow {
  const later = (a: string, b: string): string => (a > b ? a : b);
  const spans = one.spans.flatMap((own) =>
    other.spans
      .map(({ from, to }) => ({ from: later(own.from, from), to: own.to < to ? own.to : to }))
      .filter(({ from, to }) => from < to),
  );
  return { ...one, days: one.days.filter((day) => other.days.includes(day)), spans };
}

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

/** One local day: its first moment, the first one after it, and what of it is open. */
interface LocalDay {
  readonly from: number;
  readonly to: number;
  readonly spans: readonly Span[];
}

function localDayOf(window: SendWindow, zone: string, moment: number): LocalDay {
  const start = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone).startOfDay();
  const day = start.toPlainDate();
  const to = start.add({ days: 1 }).epochMilliseconds;
  const isOff = !window.days.includes(day.dayOfWeek) || window.holidays.includes(day.toString());
  const at = (time: string): number =>
    time === '24:00'
      ? to
      : day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
  const spans = window.spans
    .map((span) => ({ from: at(span.from), to: at(span.to) }))
    .filter((span) => span.to > span.from)
    .sort((one, other) => one.from - other.from);
  return { from: start.epochMilliseconds, to, spans: isOff ? [] : spans };
}

/** Sees a window from an IANA zone. */
export function openZonedWindow(window: SendWindow, zone: string): ZonedWindow {
  const known: LocalDay[] = [];
  const dayAt = (moment: number): LocalDay => {
    const found = known.find((day) => day.from <= moment && moment < day.to);
    if (found) return found;
    const made = localDayOf(window, zone, moment);
    known.push(made);
    return made;
  };
  const nextOpening = (moment: Instant): Instant | null => {
    const now = epochMs(moment);
    let day = dayAt(now);
    for (let count = 0; count <= searchDays; count += 1) {
      const span = day.spans.find((each) => each.to > now);
      if (span) return span.from <= now ? moment : toInstant(span.from);
      day = dayAt(day.to);
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

/** The first moment of the local day that lies so many calendar days after a moment. */
export function localDaysLater(moment: Instant, zone: string, days: number): Instant {
  const day = Temporal.Instant.fromEpochMilliseconds(epochMs(moment)).toZonedDateTimeISO(zone).startOfDay();
  return toInstant(day.add({ days }).epochMilliseconds);
}

/** The first moment of a local date, `YYYY-MM-DD`, so many days later. */
export const startOfDate = (date: string, zone: string, daysLater = 0): Instant =>
  toInstant(Temporal.PlainDate.from(date).add({ days: daysLater }).toZonedDateTime(zone).epochMilliseconds);

/** The first of these zones that is one: an imported lead may carry anything. `UTC` when none is. */
export function usableZone(...zones: readonly (string | null)[]): string {
  return zones.find((zone) => zone !== null && isZone(zone)) ?? 'UTC';
}

/** What was asked before: there are few zones, and each message asks for one. */
const asked = new Map<string, boolean>();
const mostAsked = 1000;

function isZone(zone: string): boolean {
  const known = asked.get(zone);
  if (known !== undefined) return known;
  if (asked.size >= mostAsked) asked.clear();
  const is = isKnownToTemporal(zone);
  asked.set(zone, is);
  return is;
}

function isKnownToTemporal(zone: string): boolean {
  if (zone === '') return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false; // Temporal has no other way to ask whether a zone exists.
  }
}
