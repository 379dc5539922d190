import * as z from 'zod/mini';
import { parseInstant } from '@aicmo/core-kernel';
import type { ActionOutcome } from '@aicmo/autonomy';
import type { OrchestratorRun } from '@aicmo/cam/contract';
import { loadCam } from '../domains/cam.ts';
import { loadOrchestrator } from '../domains/orchestrator.ts';
import type { WorkspaceParts } from '../workspace-parts.ts';

/** The kind, for those who propose it. */
export const runCampaignSimulationKind = 'run-campaign-simulation';

/**
 * Runs a campaign's due messages as a simulation. A campaign that went live in the meantime is refused: a yes to a
 * simulation is no yes to sending. A second run of the same work finds nothing left to do, so that a retry is harmless.
 */
export async function runCampaignSimulation(parts: WorkspaceParts) {
  const { defineAction } = await import('@aicmo/autonomy');
  return defineAction({
    kind: runCampaignSimulationKind,
    title: 'Run a campaign as a simulation',
    input: z.object({ campaignId: z.string() }),
    run: async ({ campaignId }, { actor, signal }) => {
      const { campaigns } = await loadCam(parts);
      if ((await campaigns.get(campaignId)).mode !== 'SIMULATION') return wentLive;
      const outcome = await (await loadOrchestrator(parts)).run(campaignId, { by: actor, signal });
      if (outcome.claimed) return tell(outcome.run);
      const notBefore = parseInstant(outcome.until);
      return { ok: false, refusals: [{ code: 'campaign-held', text: outcome.text, liftedBy: 'time', notBefore }] };
    },
  });
}

const wentLive: ActionOutcome = {
  ok: false,
  refusals: [
    { code: 'campaign-live', text: 'The campaign is live now; only a simulation was asked for.', liftedBy: 'person' },
  ],
};

function tell({ status, reason, counters }: OrchestratorRun): ActionOutcome {
  if (status !== 'COMPLETED') return { ok: false, refusals: [{ code: 'run-ended', text: reason, liftedBy: 'person' }] };
  const { simulated, scheduled, blocked } = counters;
  const facts = [
    { label: 'Simulated', value: String(simulated) },
    { label: 'Wait for their time', value: String(scheduled) },
    { label: 'Blocked', value: String(blocked) },
  ];
  const messages = simulated === 1 ? '1 message' : `${simulated} messages`;
  const rest = [
    ...(scheduled > 0 ? [`${scheduled} wait for their time`] : []),
    ...(blocked > 0 ? [`${blocked} held back until a person changes something`] : []),
  ];
  const summary = `${[`Simulated ${messages}`, ...rest].join(', ')}. Nothing left the house.`;
  return { ok: true, summary, facts };
}
