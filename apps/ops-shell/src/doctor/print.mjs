/*
 * What the doctor found, for people and for programs; in syntax that Node 12 reads, like all of its start.
 */
import { severities } from './options.mjs';

/** @typedef {import('@aicmo/core-kernel').SentinelReport} SentinelReport */
/** @typedef {{ verdict: 'pass' | 'fail' | 'unknown', exitCode: number, observedAt: string, results: readonly SentinelReport[] }} DoctorReport */

/**
 * The verdict over all, and the exit status: 1 when something failed at or above the level, else 2 when something is
 * unknown, else 0.
 * @param {readonly SentinelReport[]} results
 * @param {'critical' | 'error' | 'warning' | 'info'} failLevel
 * @param {string} observedAt
 * @returns {DoctorReport}
 */
export function reportOf(results, failLevel, observedAt) {
  const has = (verdict) => results.some((result) => result.verdict === verdict);
  const level = severities.indexOf(failLevel);
  const failed = results.some(({ verdict, severity }) => verdict === 'fail' && severities.indexOf(severity) <= level);
  const verdict = has('fail') ? 'fail' : has('unknown') ? 'unknown' : 'pass';
  return { verdict, exitCode: failed ? 1 : has('unknown') ? 2 : 0, observedAt, results };
}

const words = { pass: 'ok', fail: 'FAIL', unknown: 'unknown', skipped: 'skipped' };

/**
 * One check in one line.
 * @param {SentinelReport} report
 */
export function lineOf({ verdict, title, summary, ms }) {
  return `${words[verdict].padEnd(8)} ${title}: ${plain(summary)}${ms === null ? '' : `  (${ms} ms)`}`;
}

/**
 * What has to be done, the gravest first, and the counts; what only waits for a cause is counted, not told.
 * @param {DoctorReport} report
 */
export function closingOf({ results }) {
  const own = results.filter(({ blockedBy }) => blockedBy.length === 0);
  const gravity = ({ verdict, severity }) => (verdict === 'fail' ? 0 : 10) + severities.indexOf(severity);
  const troubles = own
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown')
    .sort((one, other) => gravity(one) - gravity(other));
  const count = (verdict) => own.filter((result) => result.verdict === verdict).length;
  const counts = [
    `${count('pass')} passed`,
    `${count('fail')} failed`,
    `${count('unknown')} could not be found out`,
    `${count('skipped')} do not apply here`,
    `${results.length - own.length} wait for a cause`,
  ].filter((text) => text[0] !== '0' || text.slice(-6) === 'passed');
  return [''].concat(flat(troubles.map(troubleOf)), `${counts.join(', ')}.`).join('\n');
}

function troubleOf({ id, title, verdict, severity, summary, reason, evidence, remedy }) {
  const what = verdict === 'fail' ? `failed, ${severity}` : 'could not be found out';
  return [`${title} (${what}): ${plain(summary)}`, `  finding  ${id} ${reason || ''}`]
    .concat(evidence.map(({ label, value }) => `  ${plain(label)}: ${plain(value)}`))
    .concat(remedy === null ? [] : [`  do       ${plain(remedy.text)}`])
    .concat(remedy === null ? [] : remedy.commands.map((command) => `  type     ${plain(command)}`))
    .concat('');
}

const flat = (lists) => [].concat.apply([], lists);

/** Words of a driver or a file name must not move the cursor or begin a line of ours. */
const plain = (text) =>
  String(text).replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g, ' ');

/** @param {DoctorReport} report */
export const jsonOf = (report) => JSON.stringify(report, null, 2);

const healthStatus = { pass: 'pass', skipped: 'pass', unknown: 'warn' };

/**
 * application/health+json (draft-inadarei-api-health-check-05); our own keys stand beside the draft's.
 * @param {DoctorReport} report
 */
export function healthOf({ verdict, exitCode, observedAt, results }) {
  const status = exitCode === 1 ? 'fail' : verdict === 'pass' ? 'pass' : 'warn';
  const checks = {};
  for (const result of results) {
    const isGrave = severities.indexOf(result.severity) <= severities.indexOf('error');
    checks[result.id] = [
      {
        componentId: result.id,
        status: result.verdict === 'fail' ? (isGrave ? 'fail' : 'warn') : healthStatus[result.verdict],
        time: result.observedAt,
        observedValue: result.ms === null ? undefined : result.ms,
        observedUnit: result.ms === null ? undefined : 'ms',
        output: result.verdict === 'pass' ? undefined : result.summary,
        verdict: result.verdict,
        severity: result.severity,
        reason: result.reason,
        blockedBy: result.blockedBy,
        evidence: result.evidence,
        remedy: result.remedy,
      },
    ];
  }
  return JSON.stringify({ status, version: '1', description: 'AICMO', time: observedAt, checks }, null, 2);
}
