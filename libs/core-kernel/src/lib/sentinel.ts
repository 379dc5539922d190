import { invalid } from './app-error.ts';
import type { Clock } from './clock.ts';

/** `unknown`: the check could not find out. `skipped`: it does not apply here. Neither ever counts as a pass. */
export type SentinelVerdict = 'pass' | 'fail' | 'unknown' | 'skipped';
/** How bad a `fail` would be. */
export type SentinelSeverity = 'critical' | 'error' | 'warning' | 'info';
/** The facts that a verdict rests on, without secrets: label and value. */
export type SentinelEvidence = Readonly<Record<string, string | number | boolean>>;

/** What to do about a finding. */
export interface SentinelRemedy {
  /** One plain sentence. */
  readonly text: string;
  /** What to type, in this order; empty where nothing can be typed. */
  readonly commands: readonly string[];
}

interface Found {
  /** One plain sentence: what was found. */
  readonly summary: string;
  readonly evidence?: SentinelEvidence;
}

/** Knowing nothing is no pass: what was seen stands beside the verdict. */
interface Passed extends Found {
  readonly verdict: 'pass';
  readonly evidence: SentinelEvidence;
}

/** A proven defect always comes with the way out. */
interface Failed extends Found {
  readonly verdict: 'fail';
  /** Stable, kebab-case: `db-not-a-database`. Documentation and tools know the finding by it. */
  readonly reason: string;
  readonly remedy: SentinelRemedy;
}

interface Undecided extends Found {
  readonly verdict: 'unknown' | 'skipped';
  /** Why nobody knows, or why it does not apply: `db-busy`, `timeout`, `blocked`. */
  readonly reason: string;
  readonly remedy?: SentinelRemedy;
}

/** What one run of a sentinel found. */
export type SentinelResult = Passed | Failed | Undecided;

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
  /** The ids of the checks that must pass before this one can know anything; they stand before it in a list. */
  readonly after: readonly string[];
  run(context: SentinelContext): Promise<SentinelResult>;
}

/** What its author says of a sentinel. */
export type SentinelDefinition = Omit<Sentinel, 'timeoutMs' | 'after'> & Partial<Pick<Sentinel, 'timeoutMs' | 'after'>>;

/**
 * Declares a sentinel. `timeoutMs` is 5000 by default, `after` is empty. Throws `invalid` (code `sentinel-id`) for an
 * unusable id.
 */
export function defineSentinel(sentinel: SentinelDefinition): Sentinel {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(sentinel.id)) {
    throw invalid({
      code: 'sentinel-id',
      message: `Found the sentinel id "${sentinel.id}"; expected kebab-case with its library first, like cam-orphans.`,
    });
  }
  return { timeoutMs: 5000, after: [], ...sentinel };
}
