import { epochMs, hourMs, type CampaignId, type ClientId, type Instant } from '@aicmo/core-kernel';
import type { Campaign, OrchestratorRun } from '@aicmo/cam/contract';
import type { Workspace } from '../workspace.ts';
import { keepDomainsChecked } from './check-mail-domains.flow.ts';

/** What the flow needs of the house. */
type House = Pick<Workspace, 'cam' | 'orchestrator' | 'autonomy' | 'flags' | 'clock'>;

/** What one pass over the live campaigns did, in messages. */
export interface SendingPass {
  readonly sent: number;
  readonly proofed: number;
  /** Not taken for now, not taken for good, or nobody knows. */
  readonly troubled: number;
  /** What ended a run before its time, in one sentence each. */
  readonly problems: readonly string[];
}

/** The kind by which a client's policy can keep the engine from sending by itself. */
const kind = 'run-live-campaign';

/**
 * Sends what is due in live campaigns, in proof mode as proofs, and answers whose next try has come. Going live was a
 * person's act, so a run needs no other yes; a client that stands on manual is run by people alone. What waits for a person is asked
 * again once an hour: somebody may have lifted what held it. While the house is on hold, and when nothing is due, nothing
 * is written.
 */
export function keepSendingDue(house: House): {
  pass(by: string, signal?: AbortSignal): Promise<SendingPass>;
} {
  const asked = new Map<string, Instant>();
  const domains = keepDomainsChecked(house);
  const isAskedAgain = (campaignId: string): boolean => {
    const last = asked.get(campaignId);
    return last === undefined || epochMs(house.clock.now()) - epochMs(last) >= hourMs;
  };
  return {
    pass: async (by, signal) => {
      const none: SendingPass = { sent: 0, proofed: 0, troubled: 0, problems: [] };
      // Nothing leaves by it, so no hold stops it.
      await (await house.orchestrator()).closeTasks();
      const { paused, killed } = await house.flags.read();
      if (paused || killed) return none;
      const { campaigns, sending, inbox } = await house.cam();
      await sending.recover();
      await domains.pass(signal);
      const runs: OrchestratorRun[] = [];
      for (const campaign of await campaigns.list()) {
        if (signal?.aborted) break;
        const run = await runDue(house, campaign, isAskedAgain(campaign.id), { by, signal });
        if (!run) continue;
        if (run.askBlocked) asked.set(campaign.id, house.clock.now());
        if (run.run) runs.push(run.run);
      }
      const answers = await inbox.deliverDue();
      return sumOf(runs, answers);
    },
  };
}

interface Asking {
  readonly by: string;
  readonly signal: AbortSignal | undefined;
}

async function runDue(house: House, campaign: Campaign, askBlocked: boolean, { by, signal }: Asking) {
  if (campaign.status !== 'ACTIVE' || campaign.mode !== 'LIVE' || (await isByHand(house, campaign))) return undefined;
  const orchestrator = await house.orchestrator();
  const { due, blocked } = await orchestrator.due(campaign.id);
  if (due === 0 && !(askBlocked && blocked > 0)) return undefined;
  const outcome = await orchestrator.run(campaign.id, { by, askBlocked, ...(signal ? { signal } : {}) });
  return { askBlocked, run: outcome.claimed ? outcome.run : undefined };
}

async function isByHand(house: House, { id, clientId }: Campaign): Promise<boolean> {
  const { policies } = await house.autonomy();
  const { mode, narrower } = await policies.read(clientId as ClientId); // ids cross contracts as text
  const own = narrower.filter(
    (each) => (each.campaignId ?? id) === (id as CampaignId) && (each.kind === null || each.kind === kind), // as above
  );
  return mode === 'MANUAL' || own.some((each) => each.mode === 'MANUAL');
}

function sumOf(runs: readonly OrchestratorRun[], answers: number): SendingPass {
  const sum = (read: (counters: OrchestratorRun['counters']) => number): number =>
    runs.reduce((total, { counters }) => total + read(counters), 0);
  return {
    sent: sum(({ sent }) => sent) + answers,
    proofed: sum(({ proofed }) => proofed),
    troubled: sum(({ retried, failed, uncertain }) => retried + failed + uncertain),
    problems: runs.flatMap(({ status, campaignName, reason }) =>
      status === 'FAILED' ? [`${campaignName}: ${reason}`] : [],
    ),
  };
}
