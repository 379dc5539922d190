import { epochMs, parseInstant } from '@aicmo/core-kernel';

/** "Tuesday, 3 March 2026 at 10:00, Berlin time": a moment as it stands in a sentence that is kept. */
export function momentWords(at: string, timeZone: string): string {
  const written = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'full', timeStyle: 'short' }).format(
    epochMs(parseInstant(at)),
  );
  const place = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
  return `${written}, ${place} time`;
}
