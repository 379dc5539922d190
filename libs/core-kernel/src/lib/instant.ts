import { invalid } from './app-error.ts';

/**
 * A moment: ISO 8601 in UTC with milliseconds, always 24 characters (`2026-11-22T08:04:53.000Z`), so that text order
 * is time order in every database. Never shown to an operator as it is.
 */
export type Instant = string & { readonly __instant: true };

const pattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** The instant of a Date or of epoch milliseconds. Throws `invalid` (code `instant-invalid`) for no real moment. */
export function toInstant(moment: Date | number): Instant {
  const date = typeof moment === 'number' ? new Date(moment) : moment;
  if (Number.isNaN(date.getTime())) {
    throw invalid({ code: 'instant-invalid', message: 'Found a date that is no moment; expected a valid date.' });
  }
  return date.toISOString() as Instant;
}

/** Reads an ISO 8601 text with a zone into an Instant. Throws `invalid` (code `instant-invalid`) otherwise. */
export function parseInstant(text: string): Instant {
  if (pattern.test(text)) return toInstant(new Date(text));
  const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(text);
  const date = new Date(text);
  if (!zoned || Number.isNaN(date.getTime())) {
    throw invalid({
      code: 'instant-invalid',
      message: `Found "${text.slice(0, 40)}" where a moment was expected. Write it like 2026-11-22T08:04:53Z.`,
    });
  }
  return toInstant(date);
}

/** Epoch milliseconds of an instant. */
export const epochMs = (instant: Instant): number => Date.parse(instant);

/** The instant so many milliseconds later (negative: earlier). */
export const plusMs = (instant: Instant, milliseconds: number): Instant => toInstant(epochMs(instant) + milliseconds);

/** Milliseconds of a minute, an hour and a day of 24 hours: for durations, never for local calendar days. */
export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;
