import { epochMs, type Clock } from '@aicmo/core-kernel';

/** So many within so long, for each key. */
export interface RateRule {
  readonly most: number;
  readonly withinMs: number;
}

/** Counts what comes too often. */
export interface RateLimit {
  /** Counts one more; how many whole seconds to wait when it is one too many, 0 when it may pass. */
  take(key: string): number;
}

interface Window {
  readonly startedAt: number;
  count: number;
}

/** More keys are not remembered: whoever has that many addresses is not stopped by a limit for each. */
const mostKeys = 20_000;

/** A limit over fixed windows; what is forgotten when the process ends did no harm by then. */
export function createRateLimit(rule: RateRule, clock: Clock): RateLimit {
  const windows = new Map<string, Window>();
  return {
    take: (key) => {
      const now = epochMs(clock.now());
      const known = windows.get(key);
      if (known && now - known.startedAt < rule.withinMs) {
        known.count += 1;
        return known.count <= rule.most ? 0 : Math.ceil((known.startedAt + rule.withinMs - now) / 1000);
      }
      windows.delete(key); // so that the order of the map is that of the windows' beginnings
      windows.set(key, { startedAt: now, count: 1 });
      if (windows.size > mostKeys) forgetOldest(windows);
      return 0;
    },
  };
}

function forgetOldest(windows: Map<string, Window>): void {
  const [oldest] = windows.keys();
  if (oldest !== undefined) windows.delete(oldest);
}
