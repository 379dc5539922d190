import { epochMs, parseInstant } from '@aicmo/core-kernel';
import type { HealthSource, HealthStatus } from '@aicmo/core-server';
import type { CheckResult } from '../contract/ops.contract.ts';
import type { OpsHouse } from './ops-house.ts';
import { runNow } from './ops-pages.ts';

/** A monitor that asks every second gets what the last half minute knew. */
const freshMs = 30_000;

/** What the shell tells a monitor: the newest findings of its checks, which create and bill nothing. */
export function opsHealth(house: OpsHouse): HealthSource {
  return {
    // It stands without any of what it looks at.
    ready: () => Promise.resolve(true),
    report: async () => {
      const results = (await freshResults(house)).toSorted((one, other) => one.id.localeCompare(other.id));
      const statuses = results.map(statusOf);
      return {
        status: statuses.includes('fail') ? 'fail' : statuses.includes('warn') ? 'warn' : 'pass',
        description: 'What the checks of the AICMO ops shell found',
        releaseId: `${house.build.version}+${house.build.commit}`,
        checks: Object.fromEntries(results.map((result) => [`${result.id}:verdict`, [checkOf(result)]])),
      };
    },
  };
}

async function freshResults(house: OpsHouse): Promise<readonly CheckResult[]> {
  const latest = house.runner.latest();
  const age = latest === undefined ? Infinity : epochMs(house.clock.now()) - epochMs(parseInstant(latest.startedAt));
  if (latest !== undefined && latest.tookMs !== null && age < freshMs) return latest.results;
  return (await runNow(house)).results;
}

/** The draft knows no "unknown": what nobody knows is no pass, and a failure that is only a warning is one. */
function statusOf({ verdict, severity }: CheckResult): HealthStatus {
  if (verdict === 'pass' || verdict === 'skipped') return 'pass';
  if (verdict === 'unknown') return 'fail';
  return severity === 'warning' || severity === 'info' ? 'warn' : 'fail';
}

const checkOf = (result: CheckResult) => ({
  status: statusOf(result),
  time: result.observedAt,
  output: result.summary,
  verdict: result.verdict,
  severity: result.severity,
  ...(result.ms === null ? {} : { observedValue: result.ms, observedUnit: 'ms' }),
  ...(result.remedy === null ? {} : { remedy: result.remedy }),
});
