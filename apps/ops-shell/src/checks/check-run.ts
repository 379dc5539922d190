import { toAppError, type Clock, type Instant } from '@aicmo/core-kernel';
import type { CheckReport, CheckResult } from '../contract/ops.contract.ts';
import type { Check, CheckDeps, Finding } from './check.ts';

/** The newest run, and the way to a new one. */
export interface CheckRunner {
  /** Undefined before the first run; while one runs, with `tookMs` null and what is there already. */
  latest(): CheckReport | undefined;
  /** Runs all checks; who asks while they run waits for the same run. */
  run(): Promise<CheckReport>;
  /** Since when a check has had its verdict, as far as this process knows. */
  since(id: string): Instant | undefined;
}

/** Runs checks in parallel, each after the one it waits for, and keeps the newest report. */
export function createCheckRunner(checks: readonly Check[], deps: CheckDeps): CheckRunner {
  let latest: CheckReport | undefined;
  let running: Promise<CheckReport> | undefined;
  const since = new Map<string, { readonly verdict: string; readonly at: Instant }>();
  const keep = (result: CheckResult) => {
    if (since.get(result.id)?.verdict !== result.verdict) {
      since.set(result.id, { verdict: result.verdict, at: deps.clock.now() });
    }
    if (latest !== undefined) latest = { ...latest, results: [...latest.results, result] };
  };
  const start = async (): Promise<CheckReport> => {
    const started = performance.now();
    const startedAt = deps.clock.now();
    latest = { startedAt, tookMs: null, results: [] };
    const results = await runAll(checks, deps, keep);
    latest = { startedAt, tookMs: Math.round(performance.now() - started), results };
    return latest;
  };
  return {
    latest: () => latest,
    since: (id) => since.get(id)?.at,
    run: () =>
      (running ??= start().finally(() => {
        running = undefined;
      })),
  };
}

async function runAll(
  checks: readonly Check[],
  deps: CheckDeps,
  keep: (result: CheckResult) => void,
): Promise<CheckResult[]> {
  const pending = new Map<string, Promise<CheckResult>>();
  for (const check of checks) {
    const first = check.after === undefined ? undefined : pending.get(check.after);
    const result = (async () => {
      const blocker = await first;
      const found = blocker !== undefined && blocker.verdict !== 'pass' ? waiting(blocker) : await runOne(check, deps);
      const stamped = stamp(check, found, deps.clock);
      keep(stamped);
      return stamped;
    })();
    pending.set(check.id, result);
  }
  return Promise.all(pending.values());
}

/** What stands behind a fault is not counted again: it names the first cause, not its neighbour. */
const waiting = (blocker: CheckResult): Finding => {
  const cause = blocker.blockedBy ?? blocker.title;
  return { verdict: 'unknown', summary: `Not asked: waits for “${cause}”`, blockedBy: cause, ms: null };
};

/** A check that fails itself has found nothing out. */
async function runOne(check: Check, deps: CheckDeps): Promise<Finding> {
  try {
    return await check.run(deps);
  } catch (error) {
    return { verdict: 'unknown', summary: `The check itself failed: ${toAppError(error).message}`, ms: null };
  }
}

function stamp(check: Check, found: Finding, clock: Clock): CheckResult {
  return {
    id: check.id,
    title: check.title,
    verdict: found.verdict,
    severity: check.severity,
    summary: found.summary,
    evidence: Object.entries(found.evidence ?? {}).map(([label, value]) => ({ label, value: String(value) })),
    blockedBy: found.blockedBy ?? null,
    remedy: found.remedy === undefined ? null : { text: found.remedy.text, commands: [...found.remedy.commands] },
    observedAt: clock.now(),
    ms: found.ms,
  };
}
