import type { CampaignId, ClientId } from '@aicmo/core-kernel';
import type { Proposal } from '@aicmo/autonomy';
import type { Campaign } from '@aicmo/cam/contract';
import { escalateOverdueTasksKind } from '../autonomy-actions/escalate-overdue-tasks.action.ts';
import { runCampaignSimulationKind } from '../autonomy-actions/run-campaign-simulation.action.ts';
import type { Workspace } from '../workspace.ts';

/** What the flow needs of the house. */
type House = Pick<Workspace, 'cam' | 'orchestrator' | 'campaignOps' | 'autonomy' | 'clock'>;

/** What looking for work gave. */
export interface ProposedWork {
  /** Wishes that are new. */
  readonly proposed: number;
  /** Found, but wished for already, or kept back by a client's manual mode. */
  readonly known: number;
  readonly manual: number;
}

/**
 * Looks for work and proposes it to the engine: a simulation run for each active campaign with due messages, and one
 * list for each client with overdue tasks. What waits already is not proposed again, so that looking twice adds nothing.
 */
export async function proposeWork(workspace: House): Promise<ProposedWork> {
  const { actions } = await workspace.autonomy();
  const counts = { proposed: 0, known: 0, manual: 0 };
  for (const proposal of [...(await runs(workspace)), ...(await escalations(workspace))]) {
    if (await isWaiting(workspace, proposal)) {
      counts.known += 1;
      continue;
    }
    const result = await actions.propose(proposal);
    if (!result.ok) counts.manual += 1;
    else if (result.isNew) counts.proposed += 1;
    else counts.known += 1;
  }
  return counts;
}

async function runs(workspace: House): Promise<readonly Proposal[]> {
  const [{ campaigns }, orchestrator] = [await workspace.cam(), await workspace.orchestrator()];
  const proposals: Proposal[] = [];
  for (const campaign of await campaigns.list()) {
    if (campaign.status !== 'ACTIVE' || campaign.mode !== 'SIMULATION') continue;
    const { due, blocked } = await orchestrator.due(campaign.id);
    if (due === 0) continue;
    const [last] = await orchestrator.runs({ campaignId: campaign.id, limit: 1 });
    proposals.push(runProposal(workspace, campaign, { due, blocked, lastRun: last?.id ?? 'none' }));
  }
  return proposals;
}

interface RunFacts {
  readonly due: number;
  readonly blocked: number;
  readonly lastRun: string;
}

/** One wish a day and state of the campaign: a rejected one comes back tomorrow, or after the next run. */
function runProposal({ clock }: House, campaign: Campaign, { due, blocked, lastRun }: RunFacts): Proposal {
  const messages = due === 1 ? '1 message' : `${due} messages`;
  return {
    key: `${runCampaignSimulationKind} ${campaign.id} ${clock.now().slice(0, 10)} after ${lastRun}`,
    kind: runCampaignSimulationKind,
    clientId: campaign.clientId as ClientId, // ids cross contracts as text
    campaignId: campaign.id as CampaignId, // as above
    title: `Run ${campaign.name} as a simulation`,
    why: `${messages} ${due === 1 ? 'waits' : 'wait'} to be looked at: each is rendered, checked and simulated, or given its time. Nothing leaves.`,
    evidence: [
      { label: 'Messages to look at', value: String(due) },
      { label: 'Blocked messages', value: String(blocked) },
      { label: 'Mode', value: 'Simulation' },
    ],
    input: { campaignId: campaign.id },
  };
}

async function escalations(workspace: House): Promise<readonly Proposal[]> {
  const [{ clients }, { tasks }] = [await workspace.cam(), await workspace.campaignOps()];
  const proposals: Proposal[] = [];
  for (const client of await clients.list()) {
    const waiting = { clientId: client.id, states: ['OPEN', 'BLOCKED'], before: workspace.clock.now() } as const;
    const overdue = await tasks.count({ ...waiting, kinds: ['POST', 'ENGAGE', 'MANUAL', 'OUTREACH'] });
    if (overdue === 0) continue;
    const day = workspace.clock.now().slice(0, 10);
    proposals.push({
      key: `${escalateOverdueTasksKind} ${client.id} ${day} ${overdue}`,
      kind: escalateOverdueTasksKind,
      clientId: client.id as ClientId, // ids cross contracts as text
      title: `List what is overdue for ${client.name} in one task`,
      why: overdue === 1 ? '1 task is overdue.' : `${overdue} tasks are overdue.`,
      evidence: [{ label: 'Overdue tasks', value: String(overdue) }],
      input: { clientId: client.id },
    });
  }
  return proposals;
}

/** The same wish is on the table already, perhaps from yesterday. */
async function isWaiting(workspace: House, { kind, clientId, campaignId }: Proposal): Promise<boolean> {
  const { actions } = await workspace.autonomy();
  const states = ['PENDING', 'AWAITING_APPROVAL', 'RUNNING', 'RETRY_SCHEDULED', 'UNCERTAIN'] as const;
  const filter = { clientId, states, ...(campaignId === undefined ? {} : { campaignId }) };
  return (await actions.list(filter)).some((action) => action.kind === kind);
}
