import type { Database } from '@aicmo/core-db';
import type { Clock } from '@aicmo/core-kernel';
import { actionsByKind, type ActionDefinition } from './actions/action-definition.ts';
import { createActionService, type ActionService } from './actions/action-service.ts';
import { createActionStore } from './actions/action-store.ts';
import type { AutonomyTables } from './db/autonomy-tables.ts';
import { createEngine, type Engine, type EngineFlags } from './engine/engine.ts';
import { systemTimers, type Timers } from './engine/timers.ts';
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
  /** The machine's by default. */
  readonly timers?: Timers;
}

/** What the engine may do, wants to do, and did. */
export interface Autonomy {
  readonly actions: ActionService;
  readonly policies: PolicyService;
  readonly engine: Engine;
  /** The kinds of action that it knows, for exceptions and lists. */
  readonly kinds: readonly { readonly kind: string; readonly title: string }[];
}

/** Builds autonomy over its own tables; nothing runs by itself until `engine.start()`. */
export function createAutonomy({ db, clock, flags, actions: list, timers = systemTimers }: AutonomyDeps): Autonomy {
  const handle = db.handle<AutonomyTables>('autonomy');
  const known = actionsByKind(list);
  const actions = createActionStore(handle);
  const policies = createPolicyStore(handle);
  const events = createEventStore(handle, clock);
  return {
    actions: createActionService({ db, clock, known, actions, policies, events }),
    policies: createPolicyService({ db, clock, policies, events }),
    engine: createEngine({ db, clock, flags, timers, known, actions, policies, events }),
    kinds: list.map(({ kind, title }) => ({ kind, title })),
  };
}
