import { invalid } from './app-error.ts';
import type { Clock } from './clock.ts';

/** `unknown`: the check could not find out. `skipped`: it does not apply here. Neither ever counts as a pass. */
export type SentinelVerdict = 'pass' | 'fail' | 'unknown' | 'skipped';
/** How bad a `fail` would be. */
export type SentinelSeverity = 'critical' | 'error' | 'warning' | 'info';

/** What one run of a sentinel found. */
export interface SentinelResult {
  readonly verdict: SentinelVerdict;
  /** One plain sentence: what was found. */
  readonly summary: string;
  /** The facts that the verdict rests on, without secrets: label and value. */
  readonly evidence?: Readonly<Record<string, string | number | boolean>>;
  /** What to type or do; always present with `fail`. */
  readonly remedy?: string;
}

/** What a sentinel may use. Everything else it needs, its maker has closed over. */
export interface SentinelContext {
  readonly clock: Clock;
  /** Aborted when the time allowed is over. */
  readonly signal: AbortSignal;
}

/** A check with evidence and a verdict. */
export interface Sentinel {
  /** Unique in the house, kebab-case, prefixed with its library: `cam-orphans`. */
  readonly id: string;
  readonly title: string;
  readonly severity: SentinelSeverity;
  /** Milliseconds it may take before it counts as `unknown`. */
  readonly timeoutMs: number;
  run(context: SentinelContext): Promise<SentinelResult>;
}

/** Declares a sentinel. `timeoutMs` is 5000 by default. Throws `invalid` (code `sentinel-id`) for an unusable id. */
export function defineSentinel(sentinel: Omit<Sentinel, 'timeoutMs'> & { readonly timeoutMs?: number }): Sentinel {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(sentinel.id)) {
    throw invalid({
      code: 'sentinel-id',
      message: `Found the sentinel id "${sentinel.id}"; expected kebab-case with its library first, like cam-orphans.`,
    });
  }
  return { timeoutMs: 5000, ...sentinel };
}
