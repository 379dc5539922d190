// The service
export { createAutonomy } from './lib/autonomy.ts';
export type { Autonomy, AutonomyDeps } from './lib/autonomy.ts';
// What the engine can do
export { defineAction } from './lib/actions/action-definition.ts';
export type { ActionContext, ActionDefinition, ActionOutcome, ActionSpec } from './lib/actions/action-definition.ts';
// Actions
export type { ActionDecision, ActionService, Proposal, ProposalResult } from './lib/actions/action-service.ts';
export type { ActionFilter } from './lib/actions/action-store.ts';
// Policies
export { Policy } from './contract/policy.ts';
export type { PolicyChange, PolicyService } from './lib/policies/policy-service.ts';
// The engine
export type { Engine, EngineFlags, TickReport } from './lib/engine/engine.ts';
export type { Timers } from './lib/engine/timers.ts';
// Schema and checks
export { autonomyMigrations } from './lib/db/migrations/index.ts';
export { autonomySentinels } from './lib/sentinels/index.ts';
