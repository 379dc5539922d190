import { printable } from '@aicmo/core-server';
import type { CheckReport, CheckResult } from '../contract/ops.contract.ts';

const urgency: Readonly<Record<CheckResult['verdict'], number>> = { fail: 0, unknown: 1, pass: 2, skipped: 2 };

const gravity: Readonly<Record<CheckResult['severity'], number>> = { critical: 0, error: 1, warning: 2, info: 3 };

/** Failed and unknown first, the gravest of them before; what is well stays in the order of the checks. */
export const byUrgency = (results: readonly CheckResult[]): readonly CheckResult[] =>
  results.toSorted((a, b) => {
    const both = urgency[a.verdict] - urgency[b.verdict];
    return both === 0 && urgency[a.verdict] < 2 ? gravity[a.severity] - gravity[b.severity] : both;
  });

/** The whole report in one sentence, with its tone. */
export interface Verdict {
  readonly tone: 'good' | 'warn' | 'bad' | 'neutral';
  readonly text: string;
  /** What to do first; undefined when nothing needs to be done. */
  readonly first: CheckResult | undefined;
}

/** One cause is one thing: what only waits for it is not counted. */
export function verdictOf(report: CheckReport | undefined): Verdict {
  if (report === undefined || report.tookMs === null) return { tone: 'neutral', text: 'Looking…', first: undefined };
  const own = byUrgency(report.results).filter((result) => result.blockedBy.length === 0);
  const failed = own.filter((result) => result.verdict === 'fail');
  const unknown = own.filter((result) => result.verdict === 'unknown');
  const [first] = [...failed, ...unknown];
  if (failed.length > 0) {
    const isGrave = failed.some(({ severity }) => gravity[severity] < gravity.warning);
    const text = isGrave
      ? `${failed.length === 1 ? 'One check fails' : `${String(failed.length)} checks fail`}: ${listed(failed)}`
      : `It works, with ${failed.length === 1 ? 'one warning' : `${String(failed.length)} warnings`}: ${listed(failed)}`;
    return { tone: isGrave ? 'bad' : 'warn', text, first };
  }
  if (unknown.length > 0) {
    const count = unknown.length === 1 ? 'One check has' : `${String(unknown.length)} checks have`;
    return { tone: 'warn', text: `${count} no answer: ${listed(unknown)}`, first };
  }
  return { tone: 'good', text: 'Everything works', first: undefined };
}

/** By what was found where there is one: the title of a check says how it should be. */
const listed = (results: readonly CheckResult[]) => {
  const [only] = results;
  if (only !== undefined && results.length === 1) return only.summary;
  return results
    .slice(0, 3)
    .map(({ title }) => `“${title}”`)
    .join(', ');
};

/** The report as plain text, for a ticket; what a driver said stays on its line. */
export function reportAsText(report: CheckReport, marker: string): string {
  const lines = byUrgency(report.results).flatMap((result) => [
    `${result.verdict.toUpperCase().padEnd(8)}${result.title}: ${result.summary}${result.ms === null ? '' : ` (${String(result.ms)} ms)`}`,
    ...result.evidence.map(({ label, value }) => `          ${label}: ${value}`),
    ...(result.remedy?.commands ?? []).map((command) => `          Type: ${command}`),
  ]);
  const all = [
    `AICMO ops shell, ${marker}`,
    `Checked at ${report.startedAt}`,
    verdictOf(report).text,
    '',
    ...lines,
    '',
  ];
  return all.map(printable).join('\n');
}
