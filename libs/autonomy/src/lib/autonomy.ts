import type { Database } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import { actionsByKind, type ActionDefinition } from './actions/action-definition.ts';
import { createActionService, type ActionService } from './actions/action-service.ts';
import { createActionStore } from './actions/action-store.ts';
import type { AutonomyTables } from './db/autonomy-tables.ts';
import { createEngine, type Engine, type EngineFlags } from './engine/engine.ts';
import { systemTimers, type Timers } from './engine/timers.ts';
import { openHeartbeats, type Heartbeats } from './heartbeat/heartbeats.ts';
import { createPolicyService, type PolicyService } from './policies/policy-service.ts';
import { createPolicyStore } from './policies/policy-store.ts';
import { createEventStore } from './records/event-store.ts';

/** What autonomy is made from. */
export interface AutonomyDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly flags: EngineFlags;
  /** What the engine can do, an explicit list. */
  readonly actions: readonly ActionDefinition[];
  /** Where the workers of this database say that they live: files, because an idle pass writes nothing into it. */
  readonly workersFolder: string;
  /** The machine's by default. */
  readonly timers?: Timers;
}

/** What the engine may do, wants to do, and did. */
export interface Autonomy {
  readonly actions: ActionService;
  readonly policies: PolicyService;
  readonly engine: Engine;
  /** Who carries actions out, and whether it lives. */
  readonly workers: Heartbeats;
  /** The kinds of action that it knows, for exceptions and lists. */
  readonly kinds: readonly { readonly kind: string; readonly title: string }[];
}

/** Builds autonomy over its own tables; nothing runs by itself until `engine.start()`. */
export function createAutonomy(deps: AutonomyDeps): Autonomy {
  const { db, clock, flags, actions: list, workersFolder, timers = systemTimers } = deps;
  const handle = db.handle<AutonomyTables>('autonomy');
  const known = actionsByKind(list);
  const actions = createActionStore(handle);
  const policies = createPolicyStore(handle);
  const events = createEventStore(handle, clock);
  return {
    actions: createActionService({ db, clock, known, actions, policies, events }),
    policies: createPolicyService({ db, clock, policies, events }),
    engine: createEngine({ db, clock, flags, timers, known, actions, policies, events }),
    workers: openHeartbeats({ folder: workersFolder, clock, timers }),
    kinds: list.map(({ kind, title }) => ({ kind, title })),
  };
}
