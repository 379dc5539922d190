// Policies
export { autonomyModes, Narrowing, Policy, PolicyView } from './policy.ts';
export type { AutonomyMode } from './policy.ts';
// Actions
export { actionMoves, actionStates, ActionView, Decision, Fact, verdicts } from './action.ts';
// Records
export { AutonomyEvent } from './action.ts';
