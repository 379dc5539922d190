import type { Clock } from '@aicmo/core-kernel';
import { createRedactor, type Log, type Redactor } from '@aicmo/core-server';
import { createCheckRunner, type CheckRunner } from '../checks/check-run.ts';
import type { Check } from '../checks/check.ts';
import { createProbeRunner, type RunProbe } from '../probe/run-probe.ts';
import { readBuildFacts, type BuildFacts } from './build-facts.ts';
import { repositoryFolder, type OpsEnv } from './env.ts';

/** What the shell's pages work with. None of it loads a library of a domain: processes of their own do. */
export interface OpsHouse {
  readonly env: OpsEnv;
  /** The titles of all checks, in their order. */
  readonly titles: readonly string[];
  readonly build: BuildFacts;
  readonly runner: CheckRunner;
  /** The checks of the database alone: what the schema step looks at before it acts. */
  readonly schemaRunner: CheckRunner;
  readonly probe: RunProbe;
  readonly redactor: Redactor;
  readonly log: Log;
  /** Brings the schema up to date; a second press while it runs gets the same report. */
  bootstrap(): Promise<unknown>;
}

const bootstrapLimitMs = 120_000;
const schemaChecks: readonly string[] = ['database-url', 'database-reachable', 'migrations'];

export interface OpsHouseDeps {
  readonly env: OpsEnv;
  readonly log: Log;
  readonly clock: Clock;
  readonly checks: readonly Check[];
}

/** Composes it; nothing is asked or started by that. */
export async function openOpsHouse({ env, log, clock, checks }: OpsHouseDeps): Promise<OpsHouse> {
  const redactor = createRedactor(env.secrets, { hideContent: false });
  const probe = createProbeRunner({ environment: env.forChildren, repositoryFolder, redactor });
  const deps = { probe, clock, repositoryFolder };
  const runner = createCheckRunner(checks, deps);
  const schemaRunner = createCheckRunner(
    checks.filter(({ id }) => schemaChecks.includes(id)),
    deps,
  );
  let bootstrapping: Promise<unknown> | undefined;
  const start = async () => {
    log.info('The schema step was asked for');
    const answer = await probe({ task: 'bootstrap', timeoutMs: bootstrapLimitMs });
    log.info('The schema step has ended', { ok: answer.ok, ms: answer.ms });
    void runner.run(); // what it found before is no longer true
    return answer.ok ? answer.value : answer.detail;
  };
  return {
    env,
    titles: checks.map(({ title }) => title),
    build: await readBuildFacts(repositoryFolder),
    runner,
    schemaRunner,
    probe,
    redactor,
    log,
    bootstrap: () =>
      (bootstrapping ??= start().finally(() => {
        bootstrapping = undefined;
      })),
  };
}
