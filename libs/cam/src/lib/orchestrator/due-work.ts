import { notFound } from '@aicmo/core-kernel';
import type { OrchestratorRun } from '../../contract/orchestrator-run.ts';
import { campaignIn, modeOf } from './claim-campaign.ts';
import type { DueWork } from './create-orchestrator.ts';
import type { RunTools } from './run-tools.ts';

/** What waits in a campaign, in the mode in which it would run now. */
export async function dueWork(tools: RunTools, campaignId: string): Promise<DueWork> {
  const mode = await tools.db.transaction(async (tx) => modeOf(tools, tx, await campaignIn(tools, tx, campaignId)), {
    mode: 'read',
  });
  const counted = await tools.outreach.countDue(campaignId, mode, tools.clock.now());
  return { mode, ...counted, nextDueAt: await tools.outreach.nextDue(campaignId, mode) };
}

/** One run. Throws `not-found` (`run-unknown`). */
export async function runOf(tools: RunTools, runId: string): Promise<OrchestratorRun> {
  const run = await tools.runs.find(runId);
  if (run) return run;
  throw notFound({ code: 'run-unknown', message: 'There is no such run. Choose one from the list.' });
}
