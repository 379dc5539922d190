import { dayMs, epochMs, hourMs, minuteMs, type Instant } from '@aicmo/core-kernel';

const steps = [
  { below: hourMs, unit: minuteMs, word: 'min' },
  { below: dayMs, unit: hourMs, word: 'h' },
  { below: 60 * dayMs, unit: dayMs, word: 'd' },
] as const;

/** "12 min ago", "in 2 h", "just now"; beyond sixty days the calendar day in the zone. */
export function relativeWords(at: Instant, now: Instant, zone?: string): string {
  const distance = epochMs(at) - epochMs(now);
  const size = Math.abs(distance);
  if (size < minuteMs) return 'just now';
  const step = steps.find((candidate) => size < candidate.below);
  if (!step) return writeMoment(at, zone, { dateStyle: 'medium' });
  const words = `${Math.floor(size / step.unit)} ${step.word}`;
  return distance > 0 ? `in ${words}` : `${words} ago`;
}

/** "Mon, 2 Mar 2026, 11:00 CET": the moment with its zone, for the hover and for sentences. */
export const absoluteWords = (at: Instant, zone?: string): string =>
  writeMoment(at, zone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });

function writeMoment(at: Instant, zone: string | undefined, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { ...options, ...(zone ? { timeZone: zone } : {}) }).format(epochMs(at));
}
