import { epochMs, parseInstant, toInstant, type Instant } from '@aicmo/core-kernel';
import { instantInZone, localInZone } from '../../components/zoned-time.ts';

const dayMs = 86_400_000;

/** "2 Mar 2026": the day that a moment is on, in a zone. */
export const dayWords = (moment: string, zone: string | undefined): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: zone ?? 'UTC' }).format(
    epochMs(parseInstant(moment)),
  );

/** A moment of the day before the one that begins here. */
export const dayBefore = (moment: string): Instant => toInstant(epochMs(parseInstant(moment)) - 1);

/** The window of whole days of a zone, both given as `2026-03-02` and both in it: to the begin of the day after. */
export function windowOfDays(
  first: string,
  last: string,
  zone: string,
): { readonly from: Instant; readonly to: Instant } {
  const next = toInstant(Date.parse(`${last}T00:00:00Z`) + dayMs).slice(0, 10);
  return { from: instantInZone(`${first}T00:00`, zone), to: instantInZone(`${next}T00:00`, zone) };
}

/** The seven whole days before the one that `now` is on, in a zone. */
export function lastSevenDays(now: Instant, zone: string): { readonly first: string; readonly last: string } {
  const today = Date.parse(`${localInZone(now, zone).slice(0, 10)}T00:00:00Z`);
  const day = (distance: number): string => toInstant(today - distance * dayMs).slice(0, 10);
  return { first: day(7), last: day(1) };
}
