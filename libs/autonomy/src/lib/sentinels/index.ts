import type { Database } from '@aicmo/core-db';
import type { Sentinel } from '@aicmo/core-kernel';
import type { EngineFlags } from '../engine/engine.ts';
import { heartbeatSentinel } from './heartbeat.sentinel.ts';
import { queueSentinel } from './queue.sentinel.ts';
import { waitingForAPersonSentinel } from './waiting-for-a-person.sentinel.ts';
import { workerSentinel } from './worker.sentinel.ts';

/** What the checks of autonomy look at. */
export interface AutonomySentinelDeps {
  readonly db: Database;
  readonly flags: EngineFlags;
  /** Where the workers of this database say that they live. */
  readonly workersFolder: string;
}

/** The checks of autonomy. */
export const autonomySentinels = (deps: AutonomySentinelDeps): readonly Sentinel[] => [
  heartbeatSentinel(deps.workersFolder),
  workerSentinel(deps),
  queueSentinel(deps),
  waitingForAPersonSentinel(deps.db),
];
