import { parseInstant, type Instant, type SentinelReport, type SentinelVerdict } from '@aicmo/core-kernel';

/** What is kept of one run. */
export interface KeptRun {
  readonly at: Instant;
  readonly tookMs: number;
  /** Only what was no pass and not skipped: a healthy run is a short line. */
  readonly findings: readonly { readonly id: string; readonly verdict: SentinelVerdict; readonly reason: string }[];
}

/** What is kept of one check. */
export interface KeptCheck {
  readonly verdict: SentinelVerdict;
  readonly reason: string | null;
  /** Since when it has had this verdict for this reason. */
  readonly since: Instant;
  /** When it last passed; null when nobody has seen that. */
  readonly lastPass: Instant | null;
}

/** The shell's memory, bounded. */
export interface History {
  /** The newest last. */
  readonly runs: readonly KeptRun[];
  readonly checks: Readonly<Record<string, KeptCheck>>;
}

export const emptyHistory: History = { runs: [], checks: {} };

/** A month of looking once a day and then some; a few kilobytes. */
export const mostRuns = 50;
const mostChecks = 200;

/** The history after one more run. What was not asked in it keeps what is known of it. */
export function afterRun(history: History, at: Instant, tookMs: number, reports: readonly SentinelReport[]): History {
  const findings = reports
    .filter(({ verdict, blockedBy }) => (verdict === 'fail' || verdict === 'unknown') && blockedBy.length === 0)
    .map(({ id, verdict, reason }) => ({ id, verdict, reason: reason ?? '' }));
  const checks = Object.fromEntries(
    [
      ...Object.entries(history.checks),
      ...reports.map((report) => [report.id, afterReport(history.checks[report.id], report)] as const),
    ].slice(-mostChecks),
  );
  return { runs: [...history.runs, { at, tookMs, findings }].slice(-mostRuns), checks };
}

function afterReport(before: KeptCheck | undefined, { verdict, reason, observedAt }: SentinelReport): KeptCheck {
  const isSame = before?.verdict === verdict && before.reason === reason;
  return {
    ...{ verdict, reason, since: isSame ? before.since : observedAt },
    lastPass: verdict === 'pass' ? observedAt : (before?.lastPass ?? null),
  };
}

/** What has changed since the run before the newest, in ids: what to look at first. */
export function changedSince(history: History): {
  readonly worse: readonly string[];
  readonly better: readonly string[];
} {
  const [before, newest] = history.runs.slice(-2);
  if (before === undefined || newest === undefined) return { worse: [], better: [] };
  const ids = (run: KeptRun): ReadonlySet<string> => new Set(run.findings.map(({ id }) => id));
  const [then, now] = [ids(before), ids(newest)];
  return { worse: [...now].filter((id) => !then.has(id)), better: [...then].filter((id) => !now.has(id)) };
}

const verdicts: readonly unknown[] = ['pass', 'fail', 'unknown', 'skipped'];
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** The history out of the text of its file; undefined for what was not written by `formatHistory`. */
export function parseHistory(text: string): History | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value) || value['schema'] !== 1 || !Array.isArray(value['runs']) || !isRecord(value['checks']))
      return undefined;
    const runs = value['runs'].map(parseRun).slice(-mostRuns);
    const checks = Object.entries(value['checks']).map(([id, check]) => [id, parseCheck(check)] as const);
    return { runs, checks: Object.fromEntries(checks.slice(-mostChecks)) };
  } catch {
    // No JSON, or an entry of another shape.
    return undefined;
  }
}

export const formatHistory = ({ runs, checks }: History): string => `${JSON.stringify({ schema: 1, runs, checks })}\n`;

function parseRun(value: unknown): KeptRun {
  if (
    !isRecord(value) ||
    typeof value['at'] !== 'string' ||
    typeof value['tookMs'] !== 'number' ||
    !Array.isArray(value['findings'])
  ) {
    throw new TypeError('This is no run.');
  }
  const findings = value['findings'].map((finding: unknown) => {
    if (!isRecord(finding) || typeof finding['id'] !== 'string') throw new TypeError('This is no finding.');
    return { id: finding['id'], verdict: verdictIn(finding), reason: String(finding['reason']) };
  });
  return { at: parseInstant(value['at']), tookMs: value['tookMs'], findings };
}

function parseCheck(value: unknown): KeptCheck {
  if (!isRecord(value) || typeof value['since'] !== 'string') throw new TypeError('This is no check.');
  const { reason, since, lastPass } = value;
  return {
    ...{ verdict: verdictIn(value), reason: typeof reason === 'string' ? reason : null, since: parseInstant(since) },
    lastPass: typeof lastPass === 'string' ? parseInstant(lastPass) : null,
  };
}

function verdictIn(value: Readonly<Record<string, unknown>>): SentinelVerdict {
  if (!verdicts.includes(value['verdict'])) throw new TypeError('This is no verdict.');
  return value['verdict'] as SentinelVerdict; // one of the four, as the line above saw
}
