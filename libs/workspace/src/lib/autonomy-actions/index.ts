import type { ActionDefinition } from '@aicmo/autonomy';
import type { WorkspaceParts } from '../workspace-parts.ts';
import { escalateOverdueTasks } from './escalate-overdue-tasks.action.ts';
import { runCampaignSimulation } from './run-campaign-simulation.action.ts';

/** Declares an action out of the workspace's parts; what it works with is loaded when it runs. */
type ActionSource = (parts: WorkspaceParts) => Promise<ActionDefinition>;

/** Everything that the engine can do. One line each: the action's file lies beside this one. */
export const autonomyActions: readonly ActionSource[] = [runCampaignSimulation, escalateOverdueTasks];
