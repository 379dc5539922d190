import type { Database, Tx } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import type { ActionDefinition } from '../actions/action-definition.ts';
import type { ActionStore } from '../actions/action-store.ts';
import type { PolicyStore } from '../policies/policy-store.ts';
import type { EventStore } from '../records/event-store.ts';
import { claimDue, recoverAbandoned } from './engine-claims.ts';
import { runClaimed } from './run-action.ts';
import type { Timers } from './timers.ts';

/** Port: the house's control flags. */
export interface EngineFlags {
  read(tx?: Tx): Promise<{ readonly paused: boolean; readonly killed: boolean }>;
}

/** What the engine is made from. */
export interface EngineDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly flags: EngineFlags;
  readonly timers: Timers;
  readonly known: ReadonlyMap<string, ActionDefinition>;
  readonly actions: ActionStore;
  readonly policies: PolicyStore;
  readonly events: EventStore;
}

/** What one pass did. */
export interface TickReport {
  /** Everything was held: nothing was begun. Killed wins over paused. */
  readonly held: 'killed' | 'paused' | null;
  readonly succeeded: number;
  readonly retrying: number;
  /** Dead letters that this pass made. */
  readonly givenUp: number;
  /** Sent to a person instead of run. */
  readonly asked: number;
  /** Found abandoned by a worker that died. */
  readonly uncertain: number;
  /** Nothing was due. */
  readonly isIdle: boolean;
}

/** What carries the actions out. */
export interface Engine {
  /** One pass: finds what was abandoned, claims what is due, runs it and waits for it. Idle, it writes nothing. */
  tick(worker: string): Promise<TickReport>;
  /**
   * Passes again and again: after 1 s when there was work, backing off to 30 s when there was none; a pass that throws
   * is told to `onError` and made up for by the next. The returned function stops and waits for what is running.
   */
  start(options: { readonly worker: string; readonly onError: (error: unknown) => void }): () => Promise<void>;
}

const shortestWaitMs = 1000;
const longestWaitMs = 30_000;

/** Builds the engine; nothing runs before `tick` or `start`. */
export function createEngine(deps: EngineDeps): Engine {
  const tick = (worker: string): Promise<TickReport> => pass(deps, worker);
  return {
    tick,
    start: ({ worker, onError }) => {
      const stop = new AbortController();
      const loop = async (): Promise<void> => {
        let waitMs = shortestWaitMs;
        while (!stop.signal.aborted) {
          const report = await tick(worker).catch((error: unknown) => void onError(error));
          waitMs = report && !report.isIdle && !report.held ? shortestWaitMs : Math.min(waitMs * 2, longestWaitMs);
          await deps.timers.wait(waitMs, stop.signal);
        }
      };
      const ended = loop();
      return async () => {
        stop.abort();
        await ended;
      };
    },
  };
}

async function pass(deps: EngineDeps, worker: string): Promise<TickReport> {
  const uncertain = await recoverAbandoned(deps);
  const counts = { held: null, succeeded: 0, retrying: 0, givenUp: 0, asked: 0, uncertain };
  if ((await deps.actions.due(deps.clock.now(), 1)).length === 0) return { ...counts, isIdle: uncertain === 0 };
  const { killed, paused } = await deps.flags.read();
  if (killed || paused) return { ...counts, held: killed ? 'killed' : 'paused', isIdle: false };
  const { held, rows, asked, givenUp } = await claimDue(deps, worker);
  const ends = await Promise.all(rows.map((row) => runClaimed(deps, row)));
  const count = (end: (typeof ends)[number]): number => ends.filter((each) => each === end).length;
  return {
    held,
    succeeded: count('SUCCEEDED'),
    retrying: count('RETRY_SCHEDULED'),
    givenUp: givenUp + count('DEAD_LETTER'),
    asked,
    uncertain,
    isIdle: false,
  };
}
