/*
 * What the doctor says of all its findings together.
 */

/**
 * @typedef {{
 *   id: string, title: string, verdict: 'pass' | 'fail' | 'unknown' | 'skipped',
 *   severity: 'critical' | 'error' | 'warning' | 'info', summary: string,
 *   evidence: readonly { label: string, value: string }[], reason: string | null, blockedBy: readonly string[],
 *   remedy: { text: string, commands: readonly string[] } | null, observedAt: string, ms: number | null
 * }} Result
 */

/**
 * The verdict over all, from the single ones alone; only what fails as an error or worse ends with 1.
 * @param {readonly Result[]} results
 * @returns {{ verdict: 'pass' | 'fail' | 'unknown', exitCode: number }}
 */
export function rollUp(results) {
  const hasFailed = results.some(
    ({ verdict, severity }) => verdict === 'fail' && (severity === 'critical' || severity === 'error'),
  );
  if (hasFailed) return { verdict: 'fail', exitCode: 1 };
  const isUnknown = results.some(({ verdict }) => verdict === 'unknown');
  return isUnknown ? { verdict: 'unknown', exitCode: 2 } : { verdict: 'pass', exitCode: 0 };
}
