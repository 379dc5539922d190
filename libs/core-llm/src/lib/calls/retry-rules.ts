import { createHash } from 'node:crypto';

/** Requests that one call makes at most. */
export const mostAttempts = 3;

const firstWaitMs = 500;
const longestWaitMs = 8_000;

/**
 * How long to wait before the next request: what the server told, else half a second, doubled each time, at most 8 s.
 * A wait of our own is between half and all of that; where, the call's id decides, so that a crowd does not come back
 * at once and a spec can say it beforehand. A told wait gets up to a tenth on top, for the same reason.
 * @param attempt the one that failed, from 1.
 */
export function waitBeforeRetryMs(callId: string, attempt: number, toldMs: number | null): number {
  const chance = createHash('sha256').update(`${callId} ${attempt}`).digest().readUInt32BE() / 2 ** 32;
  if (toldMs !== null) return Math.ceil(toldMs * (1 + chance / 10));
  const most = Math.min(firstWaitMs * 2 ** (attempt - 1), longestWaitMs);
  return Math.round(most * (0.5 + chance / 2));
}

/** Retry-After in milliseconds: seconds, an HTTP date, or the `-ms` variant; null when it says nothing usable. */
export function toldWaitMs(headers: Headers | undefined, nowMs: number): number | null {
  const milliseconds = headers?.get('retry-after-ms');
  if (milliseconds && /^\d+(\.\d+)?$/.test(milliseconds)) return Number(milliseconds);
  const told = headers?.get('retry-after')?.trim();
  if (!told) return null;
  if (/^\d+(\.\d+)?$/.test(told)) return Number(told) * 1000;
  const moment = Date.parse(told);
  return Number.isNaN(moment) ? null : Math.max(0, moment - nowMs);
}
