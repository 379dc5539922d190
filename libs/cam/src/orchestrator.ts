export { createOrchestrator } from './lib/orchestrator/create-orchestrator.ts';
export type { DueWork, Orchestrator } from './lib/orchestrator/create-orchestrator.ts';
export type { OrchestratorDeps, RunRequest } from './lib/orchestrator/orchestrator-deps.ts';
export { OrchestratorRun } from './contract/orchestrator-run.ts';
export type { OutreachTasks } from './lib/by-hand/outreach-tasks.ts';
