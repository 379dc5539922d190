import { createHash } from 'node:crypto';
import { invalid, type Clock, type Instant } from '@aicmo/core-kernel';
import type { Log } from '@aicmo/core-server';
import type { AuditTrail, OpenAudit } from './audit-trail.ts';
import { createRateLimit } from './rate-limit.ts';

/** Something that changes the house. */
export interface Act {
  /** `bootstrap`, `hold`. */
  readonly action: string;
  readonly session: string;
  /** What it is done to, without secrets. */
  readonly target: string;
  /** The hash of the plan that was confirmed. */
  readonly plan?: string;
  /** The used permit: the same one again gets the same result and starts nothing. */
  readonly permit: string;
  /** Whoever asks for it while it runs gets the same run. False by default. */
  readonly isShared?: boolean;
}

/** How an act ended: what the page shows, and what the trail keeps. */
export interface ActResult<T> {
  readonly outcome: 'done' | 'failed';
  readonly value: T;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** The one place where acts are done: written down before and after, never twice for one permit, never too many. */
export interface ActDesk {
  perform<T>(act: Act, work: () => Promise<ActResult<T>>): Promise<T>;
  /** The result of a permit that was used already; undefined when it allowed no act. */
  resultOf(permit: string): Promise<unknown> | undefined;
  /** Since when an act runs; undefined when it does not. */
  runningSince(action: string): Instant | undefined;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
}

export interface ActDeskDeps {
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly log: Log;
  /** The user of the system that this shell runs as. */
  readonly user: string;
}

interface Running {
  readonly since: Instant;
  readonly result: Promise<unknown>;
}

const mostInAMinute = 20;
const keptResults = 50;

export function createActDesk({ audit, clock, log, user }: ActDeskDeps): ActDesk {
  const running = new Map<string, Running>();
  const results = new Map<string, Promise<unknown>>();
  const mayAct = createRateLimit(mostInAMinute, clock);
  const remember = (permit: string, result: Promise<unknown>) => {
    const [oldest] = results.keys();
    if (results.size >= keptResults && oldest !== undefined) results.delete(oldest);
    results.set(permit, result);
  };
  const start = <T>(act: Act, work: () => Promise<ActResult<T>>): Promise<T> => {
    if (!mayAct()) throw tooMany();
    const result = writtenDown(act, work, { audit, log, user });
    const entry = { since: clock.now(), result };
    running.set(act.action, entry);
    const end = () => {
      if (running.get(act.action) === entry) running.delete(act.action);
    };
    result.then(end, end);
    return result;
  };
  return {
    perform: async <T>(act: Act, work: () => Promise<ActResult<T>>) => {
      const same = act.isShared === true ? running.get(act.action)?.result : undefined;
      // The running act of this name was started by this very function with the same kind of work.
      const result = (same as Promise<T> | undefined) ?? start(act, work);
      remember(act.permit, result);
      return result;
    },
    resultOf: (permit) => results.get(permit),
    runningSince: (action) => running.get(action)?.since,
    idle: async () => {
      while (running.size > 0) await Promise.allSettled([...running.values()].map(({ result }) => result));
    },
  };
}

async function writtenDown<T>(
  act: Act,
  work: () => Promise<ActResult<T>>,
  { audit, log, user }: Pick<ActDeskDeps, 'audit' | 'log' | 'user'>,
): Promise<T> {
  const { action, target, plan } = act;
  const session = createHash('sha256').update(act.session).digest('hex').slice(0, 12);
  const entry = await audit.begin({
    action,
    target,
    actor: { user, session },
    ...(plan === undefined ? {} : { plan }),
  });
  log.info('An action was asked for', { action });
  try {
    const { outcome, value, facts } = await work();
    await settle(entry, outcome, facts, log);
    log.info('An action has ended', { action, outcome });
    return value;
  } catch (error) {
    await settle(entry, 'failed', { error }, log);
    throw error;
  }
}

/** What is done is done: a trail that cannot be ended is said aloud and hides no result. */
async function settle(
  entry: OpenAudit,
  outcome: 'done' | 'failed',
  facts: object | undefined,
  log: Log,
): Promise<void> {
  await entry.end(outcome, { ...facts }).catch((error: unknown) => {
    log.error('The end of an action could not be written to the audit trail', { error });
  });
}

const tooMany = () =>
  invalid({
    code: 'asked-too-often',
    message: `More than ${String(mostInAMinute)} actions were asked for within a minute. Nothing was done; wait a minute.`,
  });
