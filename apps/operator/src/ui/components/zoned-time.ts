import { epochMs, toInstant, type Instant } from '@aicmo/core-kernel';

/** What the clocks on the walls of a zone show at a moment, as a field for date and time holds it: `2026-03-09T08:00`. */
export function localInZone(at: Instant, zone: string): string {
  const written = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  }).format(epochMs(at));
  return written.replace(' ', 'T');
}

/**
 * The moment at which the clocks of a zone show `local`. An hour that the clocks skip is read as the one after it, one
 * that they show twice as its first.
 */
export function instantInZone(local: string, zone: string): Instant {
  const wanted = Date.parse(`${local}Z`);
  const shown = (moment: number): number => Date.parse(`${localInZone(toInstant(moment), zone)}Z`);
  const before = wanted - (shown(wanted - 86_400_000) - (wanted - 86_400_000));
  if (shown(before) === wanted) return toInstant(before);
  const after = wanted - (shown(wanted + 86_400_000) - (wanted + 86_400_000));
  return toInstant(shown(after) === wanted ? after : before);
}
