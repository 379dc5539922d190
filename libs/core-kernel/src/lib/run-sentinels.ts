import { invalid, isAppError } from './app-error.ts';
import type { Clock } from './clock.ts';
import type { Instant } from './instant.ts';
import type { Sentinel, SentinelRemedy, SentinelResult, SentinelSeverity, SentinelVerdict } from './sentinel.ts';

/** What a sentinel found, with everything that a reader of another process needs. */
export interface SentinelReport {
  readonly id: string;
  readonly title: string;
  readonly verdict: SentinelVerdict;
  readonly severity: SentinelSeverity;
  readonly summary: string;
  readonly evidence: readonly { readonly label: string; readonly value: string }[];
  /** The stable code of why this is no pass; null for a pass. */
  readonly reason: string | null;
  /** The ids of the checks that are the cause, when this one was not asked because of them. */
  readonly blockedBy: readonly string[];
  readonly remedy: SentinelRemedy | null;
  readonly observedAt: Instant;
  /** Milliseconds that it took; null when it was not asked. */
  readonly ms: number | null;
}

/** How to run sentinels. */
export interface SentinelRun {
  readonly clock: Clock;
  /** Ends all of them early; what has no answer by then is `unknown`. */
  readonly signal?: AbortSignal;
  /** Told of each as it comes to its end. */
  readonly onReport?: (report: SentinelReport) => void;
}

/**
 * Runs sentinels at the same time, each after the ones that it waits for, and gives their reports in the order of the
 * list. One cause is one finding: what waits for a check that did not pass is `unknown` with `blockedBy` naming the
 * first cause. One that throws, or does not answer in its time, is `unknown` and hides no other.
 * Throws `invalid`: `sentinel-twice` for an id that stands in the list twice, `sentinel-order` for one that stands
 * before what it waits for.
 */
export async function runSentinels(
  sentinels: readonly Sentinel[],
  run: SentinelRun,
): Promise<readonly SentinelReport[]> {
  refuseDisorder(sentinels);
  const started = new Map<string, Promise<SentinelReport>>();
  for (const sentinel of sentinels) {
    const first = sentinel.after.flatMap((id) => started.get(id) ?? []);
    started.set(
      sentinel.id,
      Promise.all(first).then(async (reports) => {
        const blockers = reports.filter(({ verdict }) => verdict !== 'pass');
        const report = blockers.length > 0 ? blocked(sentinel, blockers, run) : await ask(sentinel, run);
        run.onReport?.(report);
        return report;
      }),
    );
  }
  return Promise.all(started.values());
}

function refuseDisorder(sentinels: readonly Sentinel[]): void {
  const ids = sentinels.map(({ id }) => id);
  for (const [index, { id, after }] of sentinels.entries()) {
    if (ids.indexOf(id) !== index)
      throw invalid({ code: 'sentinel-twice', message: `Found the sentinel id "${id}" twice; an id names one check.` });
    const late = after.find((each) => ids.indexOf(each) >= index);
    if (late !== undefined)
      throw invalid({ code: 'sentinel-order', message: `"${id}" waits for "${late}", which must stand before it.` });
  }
}

function blocked(sentinel: Sentinel, blockers: readonly SentinelReport[], { clock }: SentinelRun): SentinelReport {
  const causes = [...new Set(blockers.flatMap(({ id, blockedBy }) => (blockedBy.length > 0 ? blockedBy : [id])))];
  const { id, title, severity } = sentinel;
  return {
    ...{ id, title, severity, verdict: 'unknown', reason: 'blocked', blockedBy: causes, evidence: [], remedy: null },
    summary: `Not asked: waits for ${blockers.map((blocker) => `“${blocker.title}”`).join(' and ')}.`,
    observedAt: clock.now(),
    ms: null,
  };
}

async function ask(sentinel: Sentinel, { clock, signal }: SentinelRun): Promise<SentinelReport> {
  const { id, title, severity } = sentinel;
  const began = performance.now();
  const result = await withinItsTime(sentinel, clock, signal);
  const { verdict, summary, evidence = {} } = result;
  return {
    ...{ id, title, verdict, severity, summary, blockedBy: [] },
    evidence: Object.entries(evidence).map(([label, value]) => ({ label, value: String(value) })),
    reason: result.verdict === 'pass' ? null : result.reason,
    remedy: (result.verdict === 'pass' ? undefined : result.remedy) ?? null,
    observedAt: clock.now(),
    ms: Math.round(performance.now() - began),
  };
}

async function withinItsTime(sentinel: Sentinel, clock: Clock, signal?: AbortSignal): Promise<SentinelResult> {
  const own = new AbortController();
  const ended = signal === undefined ? own.signal : AbortSignal.any([own.signal, signal]);
  const timer = setTimeout(() => own.abort(), sentinel.timeoutMs);
  const late = new Promise<SentinelResult>((resolve) => {
    const give = (): void => resolve(noAnswer(sentinel, own.signal.aborted));
    if (ended.aborted) give();
    ended.addEventListener('abort', give, { once: true });
  });
  try {
    return await Promise.race([Promise.resolve(sentinel.run({ clock, signal: ended })).catch(crashed), late]);
  } catch (error) {
    return crashed(error); // it threw before it gave a promise
  } finally {
    clearTimeout(timer);
  }
}

const noAnswer = ({ timeoutMs }: Sentinel, isLate: boolean): SentinelResult =>
  isLate
    ? { verdict: 'unknown', reason: 'timeout', summary: `No answer within ${timeoutMs / 1000} s.` }
    : { verdict: 'unknown', reason: 'stopped', summary: 'Stopped before it had an answer.' };

/** The words of a stranger's error may hold anything, secrets too; those of our own are written for people. */
const crashed = (error: unknown): SentinelResult => ({
  verdict: 'unknown',
  reason: isAppError(error) ? error.code : 'crashed',
  summary: isAppError(error)
    ? error.message
    : `The check itself failed (${error instanceof Error ? error.name : typeof error}).`,
});
