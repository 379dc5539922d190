import { internal, toAppError } from '@aicmo/core-kernel';
import type { RunOutcome, RunStatus } from '../../contract/orchestrator-run.ts';
import { defaultSlotLimits } from '../outreach/slot-book.ts';
import { recoverMail } from '../sending/recover-mail.ts';
import { campaignIn, claimCampaign, keepLease, lostCode, type Pass } from './claim-campaign.ts';
import { closeTasks } from './hand-over-step.ts';
import type { RunRequest } from './orchestrator-deps.ts';
import { assertRunMove } from './run-rules.ts';
import { mustBeLookedAt } from './run-scene.ts';
import type { RunTools } from './run-tools.ts';
import { halt, haltCode, notActive, serveAll } from './serve-due.ts';

/** Claims a campaign, serves what is due, and ends. See `createOrchestrator`. */
export async function runCampaign(tools: RunTools, campaignId: string, request: RunRequest): Promise<RunOutcome> {
  const claimed = await claimCampaign(tools, campaignId, request.by);
  if ('claimed' in claimed) return claimed;
  await serve(tools, claimed, request);
  const run = await tools.runs.find(claimed.id);
  if (run) return { claimed: true, run };
  throw internal({ code: 'run-vanished', message: 'The run cannot be found any more. Start it again.' });
}

async function serve(tools: RunTools, pass: Pass, request: RunRequest): Promise<RunStatus | 'LOST'> {
  try {
    const ids = await begin(tools, pass, request);
    const failures = await serveAll(tools, pass, ids, request.signal);
    return failures.length === 0
      ? await end(tools, pass, 'COMPLETED', '')
      : await end(tools, pass, 'FAILED', failureWords(failures));
  } catch (error) {
    const { code, message } = toAppError(error);
    if (code === lostCode) return 'LOST';
    return end(tools, pass, code === haltCode ? 'STOPPED' : 'FAILED', message);
  }
}

function failureWords([first = '', ...others]: readonly string[]): string {
  const count = others.length + 1;
  return `${count === 1 ? '1 message' : `${count} messages`} could not be made, and stay due; all others were served. The first one: ${first}`;
}

/** CLAIMED → RUNNING, what is over is cleared away, and the due enrolments in their order. */
async function begin(tools: RunTools, pass: Pass, request: RunRequest): Promise<readonly string[]> {
  const withLooks = await tools.db.transaction(async (tx) => {
    const campaign = await campaignIn(tools, tx, pass.campaignId);
    await keepLease(tools, tx, pass);
    await recoverMail(tools.sending, tx);
    const now = tools.clock.now();
    await tools.outreach.resume(tx, campaign.id, now);
    await tools.outreach.cancelOrphans(tx, campaign.id, now);
    await closeTasks(tools, tx, campaign.id);
    if (campaign.status !== 'ACTIVE') throw halt(notActive(campaign));
    assertRunMove('CLAIMED', 'RUNNING');
    await tools.runs.update(tx, pass.id, { status: 'RUNNING', heartbeatAt: now });
    return !(await mustBeLookedAt(tools, tx, pass, campaign));
  });
  const { limit = defaultSlotLimits.workspacePerDay, askBlocked: withBlocked = true } = request;
  return tools.outreach.due({
    ...{ campaignId: pass.campaignId, mode: pass.mode, limit, withLooks, withBlocked },
    now: tools.clock.now(),
  });
}

async function end(tools: RunTools, pass: Pass, status: RunStatus, reason: string): Promise<RunStatus | 'LOST'> {
  const now = tools.clock.now();
  const { due: left } = await tools.outreach.countDue(pass.campaignId, pass.mode, now);
  const nextDueAt = left > 0 ? now : await tools.outreach.nextDue(pass.campaignId, pass.mode);
  return tools.db.transaction(async (tx) => {
    const released = await tools.runs.renewClaim(tx, pass.campaignId, pass.fence, now);
    const run = await tools.runs.find(pass.id, tx);
    if (!released || !run || (run.status !== 'CLAIMED' && run.status !== 'RUNNING')) return 'LOST';
    assertRunMove(run.status, status);
    const words = status === 'FAILED' ? { error: reason } : { outcome: reason };
    const change = { status, endedAt: now, leaseUntil: now, heartbeatAt: now, ...words };
    await tools.runs.update(tx, pass.id, change, { ...pass.counters, left }, nextDueAt);
    return status;
  });
}
