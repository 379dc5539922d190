import type { QcCheck, QcReport } from '../../contract/qc.ts';

/* DOMAIN section 3: score = 100 − 30·blocker − 10·major − 3·minor − 5·warn. */
const points = { BLOCKER: 30, MAJOR: 10, MINOR: 3 } as const;
const warnPoints = 5;

/** The score of a list of checks, from 0 to 100: each failure costs by its severity, each warning five. */
export function qcScore(checks: readonly QcCheck[]): number {
  const lost = checks.reduce((sum, { outcome, severity }) => {
    if (outcome === 'PASS') return sum;
    return sum + (outcome === 'FAIL' ? points[severity] : warnPoints);
  }, 0);
  return Math.max(0, 100 - lost);
}

/** A failed blocker fails the whole, any other failure or warning warns, else it passes. */
export function qcVerdict(checks: readonly QcCheck[]): QcReport['verdict'] {
  if (checks.some(({ outcome, severity }) => outcome === 'FAIL' && severity === 'BLOCKER')) return 'FAIL';
  return checks.some(({ outcome }) => outcome !== 'PASS') ? 'WARN' : 'PASS';
}
