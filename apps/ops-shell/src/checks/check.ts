import type { Clock } from '@aicmo/core-kernel';
import type { CheckResult } from '../contract/ops.contract.ts';
import type { RunProbe } from '../probe/run-probe.ts';

/** What one check found, before it is stamped. */
export interface Finding {
  readonly verdict: CheckResult['verdict'];
  readonly summary: string;
  readonly evidence?: Readonly<Record<string, string | number>>;
  readonly blockedBy?: string;
  readonly remedy?: { readonly text: string; readonly commands: readonly string[] };
  /** Null when nobody was asked. */
  readonly ms: number | null;
}

export interface CheckDeps {
  readonly probe: RunProbe;
  readonly clock: Clock;
  readonly repositoryFolder: string;
}

/** One check. `after` names the check that must pass first: one cause gives one finding. */
export interface Check {
  readonly id: string;
  readonly title: string;
  readonly severity: CheckResult['severity'];
  readonly after?: string;
  run(deps: CheckDeps): Promise<Finding>;
}

export const bootstrapRemedy = {
  text: 'Bring the schema up to date; nothing is lost.',
  commands: ['npx aicmo db bootstrap'],
};
export const installRemedy = { text: 'Install what the lock file names.', commands: ['npm ci'] };

/** The finding of a probe that gave no answer: nobody knows, and that is not a pass. */
export const notAnswered = (detail: string, ms: number): Finding => ({
  verdict: 'unknown',
  summary: detail,
  remedy: installRemedy,
  ms,
});
