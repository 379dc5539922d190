import { createHash, randomBytes } from 'node:crypto';
import { epochMs, minuteMs, type Clock } from '@aicmo/core-kernel';

const lastsMs = 15 * minuteMs;
const most = 20;

/** Codes that open one session each, for the address that a start prints: used once, then worth nothing. */
export interface EntryCodes {
  /** A new code; good for 15 minutes. */
  issue(): string;
  /** Whether this is an unused code; it is used then. */
  spend(typed: string): boolean;
}

/** Keeps hashes only, so that looking one up tells nothing by its time. */
export function createEntryCodes(clock: Clock): EntryCodes {
  const open = new Map<string, number>();
  return {
    issue: () => {
      const code = randomBytes(18).toString('base64url');
      const [oldest] = open.keys();
      if (open.size >= most && oldest !== undefined) open.delete(oldest);
      open.set(hash(code), epochMs(clock.now()) + lastsMs);
      return code;
    },
    spend: (typed) => {
      const key = hash(typed);
      const until = open.get(key) ?? 0;
      open.delete(key);
      return until > epochMs(clock.now());
    },
  };
}

const hash = (text: string) => createHash('sha256').update(text).digest('base64url');
