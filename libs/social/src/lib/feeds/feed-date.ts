import { toInstant, type Instant } from '@aicmo/core-kernel';

const zoned = /(?:Z|UTC?|GMT|[ECMP][SD]T|[+-]\d{2}:?\d{2})$/i;
const isoDay = /^\d{4}-\d{2}-\d{2}$/;
const earliest = Date.UTC(1990, 0, 1);

/**
 * The moment that a feed's date names (RFC 822 in RSS, ISO 8601 elsewhere); null for one that cannot be read. A date
 * without a zone is taken as UTC, so that the same document means the same on every machine.
 */
export function parseFeedDate(text: string | null | undefined): Instant | null {
  const written = text?.trim() ?? '';
  if (!/\d/.test(written)) return null;
  const complete =
    isoDay.test(written) || zoned.test(written) ? written : `${written}${written.includes('T') ? 'Z' : ' GMT'}`;
  const moment = Date.parse(complete.replace(/\bUT$/i, 'GMT'));
  return Number.isNaN(moment) || moment < earliest ? null : toInstant(moment);
}
