import type { AttemptMode } from '../../contract/outreach-attempt.ts';
import type { OrchestratorRun, RunOutcome } from '../../contract/orchestrator-run.ts';
import type { WhyCampaign, WhyLead } from '../../contract/sending-reason.ts';
import type { CampaignSimulation } from '../../contract/simulation.ts';
import type { SimulationRequest } from '../simulation/simulate-campaign.ts';
import type { OrchestratorDeps, RunRequest } from './orchestrator-deps.ts';
import type { RunFilter } from './run-store.ts';

/** What waits in a campaign, in the mode in which it would run now. */
export interface DueWork {
  readonly mode: AttemptMode;
  /** Messages whose turn it is. */
  readonly due: number;
  /** Messages that wait for a person. */
  readonly blocked: number;
  /** When the next message is due; null when there is nothing but what waits for a person. */
  readonly nextDueAt: string | null;
}

/** Runs campaigns: one at a time each, whoever asks. */
export interface Orchestrator {
  /**
   * Claims the campaign, serves what is due and ends: COMPLETED, STOPPED (it is not active, somebody asked) or FAILED.
   * Each message is one transaction, so that a run that dies leaves nothing half done and the next one goes on. When
   * another holds the campaign, tells who and since when. Throws `not-found` (`campaign-unknown`).
   */
  run(campaignId: string, request: RunRequest): Promise<RunOutcome>;
  /**
   * Takes back the tasks of people whose sequences have ended, in all campaigns, also those that stand still: whoever has
   * answered or opted out is not written to by hand either. Gives how many.
   */
  closeTasks(): Promise<number>;
  /** Newest first. */
  runs(filter?: RunFilter): Promise<readonly OrchestratorRun[]>;
  /** Throws `not-found` (`run-unknown`). */
  get(runId: string): Promise<OrchestratorRun>;
  /** What waits in a campaign. Throws `not-found` (`campaign-unknown`). */
  due(campaignId: string): Promise<DueWork>;
  /** Why a campaign does or does not send, by the gate itself. Throws `not-found` (`campaign-unknown`). */
  whyCampaign(campaignId: string): Promise<WhyCampaign>;
  /** Why a lead gets its next message or does not: what a run would find out now. Throws `not-found` (`lead-unknown`). */
  whyLead(leadId: string): Promise<WhyLead>;
  /** What would happen in a campaign in the coming days. Stores nothing, sends nothing. See `simulateCampaign`. */
  simulate(request: SimulationRequest): Promise<CampaignSimulation>;
}

/** The orchestrator of one database. Templates and time zones are loaded at its first call. */
export function createOrchestrator(deps: OrchestratorDeps): Orchestrator {
  let opened: ReturnType<typeof open> | undefined;
  const parts = () => (opened ??= open(deps));
  return {
    run: async (campaignId, request) => (await parts()).run(campaignId, request),
    closeTasks: async () => (await parts()).closeTasks(),
    runs: async (filter = {}) => (await parts()).tools.runs.list(filter),
    get: async (runId) => (await parts()).get(runId),
    due: async (campaignId) => (await parts()).due(campaignId),
    whyCampaign: async (campaignId) =>
      (await import('../why/why-campaign.ts')).whyCampaign((await parts()).tools, campaignId),
    whyLead: async (leadId) => (await import('../why/why-lead.ts')).whyLead((await parts()).tools, leadId),
    simulate: async (request) => {
      const { simulateCampaign } = await import('../simulation/simulate-campaign.ts');
      return simulateCampaign(deps, createOrchestrator, request);
    },
  };
}

async function open(deps: OrchestratorDeps) {
  const [{ openRunTools }, { runCampaign }, { closeTasks }, { dueWork, runOf }] = await Promise.all([
    import('./run-tools.ts'),
    import('./run-campaign.ts'),
    import('./hand-over-step.ts'),
    import('./due-work.ts'),
  ]);
  const tools = await openRunTools(deps);
  return {
    tools,
    run: (campaignId: string, request: RunRequest) => runCampaign(tools, campaignId, request),
    closeTasks: () => deps.db.transaction((tx) => closeTasks(tools, tx, null)),
    get: (runId: string) => runOf(tools, runId),
    due: (campaignId: string) => dueWork(tools, campaignId),
  };
}
