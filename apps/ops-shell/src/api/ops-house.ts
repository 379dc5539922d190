import { userInfo } from 'node:os';
import path from 'node:path';
import type { Clock } from '@aicmo/core-kernel';
import { createRedactor, type Log, type Redactor } from '@aicmo/core-server';
import { createCheckupRunner, type Checkup, type CheckupRunner } from '../checkup/checkup-runner.ts';
import { wholeHouse } from '../checkup/whole-house.ts';
import { createProbeRunner, type RunProbe } from '../probe/run-probe.ts';
import { createActDesk, type ActDesk } from './acts/act-desk.ts';
import { createAuditTrail, type AuditTrail } from './acts/audit-trail.ts';
import { createPermits, type Permits } from './acts/permits.ts';
import { createRateLimit, type RateLimit } from './acts/rate-limit.ts';
import { readBuildFacts, type BuildFacts } from './build-facts.ts';
import { createOperatorProcess, type OperatorProcess } from './operator-process.ts';
import { repositoryFolder, type OpsEnv } from './env.ts';

/** What the shell's pages work with. None of it loads a library of a domain: processes of their own do. */
export interface OpsHouse {
  readonly env: OpsEnv;
  /** The titles of all checks, in their order. */
  readonly titles: readonly string[];
  readonly build: BuildFacts;
  readonly runner: CheckupRunner;
  readonly probe: RunProbe;
  readonly redactor: Redactor;
  readonly log: Log;
  readonly clock: Clock;
  readonly permits: Permits;
  readonly audit: AuditTrail;
  /** Everything that changes something is done there. */
  readonly desk: ActDesk;
  /** What is being answered now, by its permit. */
  readonly inFlight: Map<string, Promise<unknown>>;
  /** The operator that was started from here. */
  readonly operator: OperatorProcess;
  /** Whether the checks may be asked for once more within this minute. */
  readonly mayRun: RateLimit;
  /** Ends what only looks and the operator that was started here, and waits for what changes something: a bootstrap ends its transaction. */
  stop(): Promise<void>;
}

export interface OpsHouseDeps {
  readonly env: OpsEnv;
  readonly log: Log;
  readonly clock: Clock;
  /** All checks of the house by default. */
  readonly checkup?: Checkup;
  /** The program that starts the operator; that of `npm start` by default. */
  readonly operatorProgram?: string;
  /** What of the environment could not be used, in sentences; none by default. */
  readonly notes?: readonly string[];
}

const mostRunsInAMinute = 60;

/** Composes it; nothing is asked or started by that. */
export async function openOpsHouse({ env, log, clock, ...deps }: OpsHouseDeps): Promise<OpsHouse> {
  const redactor = createRedactor(env.secrets, { hideContent: false });
  const probe = createProbeRunner({ environment: env.forChildren, repositoryFolder, redactor });
  const redact = (text: string) => redactor.text(text);
  const checkup = deps.checkup ?? wholeHouse({ clock, repositoryFolder, variables: env.forChecks, redact });
  const historyFile = path.join(env.ownFolder, 'history.json');
  const runner = createCheckupRunner({ checkup, clock, historyFile });
  const audit = createAuditTrail({
    file: path.join(env.ownFolder, `audit-${String(env.port)}.jsonl`),
    clock,
    redactor,
  });
  const operator = createOperatorProcess({
    environment: env.forOperator,
    repositoryFolder,
    redactor,
    clock,
    ...(deps.operatorProgram === undefined ? {} : { program: deps.operatorProgram }),
  });
  const desk = createActDesk({ audit, clock, log, user: userName() });
  return {
    env,
    titles: checkup.checks.map(({ title }) => title),
    build: await readBuildFacts(repositoryFolder),
    runner,
    probe,
    redactor,
    log,
    clock,
    permits: createPermits(clock),
    audit,
    desk,
    inFlight: new Map(),
    operator,
    mayRun: createRateLimit(mostRunsInAMinute, clock),
    stop: async () => {
      probe.end();
      runner.stop();
      await Promise.all([desk.idle(), operator.stop()]);
    },
  };
}

/** A container may run as a number without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${String(process.getuid?.() ?? 'unknown')}`;
  }
}
