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
interface Failed<Reason extends string> extends Found {
  readonly verdict: 'fail';
  /** Stable, kebab-case: `db-not-a-database`. Documentation and tools know the finding by it. */
  readonly reason: Reason;
  readonly remedy: SentinelRemedy;
}

interface Undecided<Reason extends string> extends Found {
  readonly verdict: 'unknown' | 'skipped';
  /** Why nobody knows, or why it does not apply: `db-busy`, `timeout`, `blocked`. */
  readonly reason: Reason;
  readonly remedy?: SentinelRemedy;
}

/** What one run of a sentinel found; `Reason` are the codes that it declares. */
export type SentinelResult<Reason extends string = string> = Passed | Failed<Reason> | Undecided<Reason>;

/** What a code means, for the handbook (`docs/ops.md`): written beside the check, so that the two cannot part. */
export interface SentinelReason {
  /** One plain sentence: how it comes to this. */
  readonly cause: string;
  /** One plain sentence: what helps. */
  readonly cure: string;
}

/** The codes that a check can give, each with its meaning. */
export type SentinelReasons<Reason extends string = string> = Readonly<Record<Reason, SentinelReason>>;

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
  /** Every code that it gives, besides those that any check can have (`timeout`, `stopped`, `blocked`, `crashed`). */
  readonly reasons: SentinelReasons;
  run(context: SentinelContext): Promise<SentinelResult>;
}

type Defaulted = 'timeoutMs' | 'after' | 'reasons';

/** What its author says of a sentinel: a code that it gives and does not declare does not compile. */
export type SentinelDefinition<Reason extends string = string> = Omit<Sentinel, Defaulted | 'run'> &
  Partial<Pick<Sentinel, 'timeoutMs' | 'after'>> & {
    readonly reasons?: SentinelReasons<Reason>;
    run(context: SentinelContext): Promise<SentinelResult<NoInfer<Reason>>>;
  };

/**
 * Declares a sentinel. `timeoutMs` is 5000 by default, `after` and `reasons` are empty. Throws `invalid` (code
 * `sentinel-id`) for an unusable id.
 */
export function defineSentinel<Reason extends string = string>(sentinel: SentinelDefinition<Reason>): Sentinel {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(sentinel.id)) {
    throw invalid({
      code: 'sentinel-id',
      message: `Found the sentinel id "${sentinel.id}"; expected kebab-case with its library first, like cam-orphans.`,
    });
  }
  const { reasons = {}, ...rest } = sentinel;
  return { timeoutMs: 5000, after: [], ...rest, reasons };
}
