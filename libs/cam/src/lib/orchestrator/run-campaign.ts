import type { Tx } from '@aicmo/core-db';
import { conflict, internal, toAppError } from '@aicmo/core-kernel';
import type { Campaign } from '../../contract/campaign.ts';
import type { RunOutcome, RunStatus } from '../../contract/orchestrator-run.ts';
import { defaultSlotLimits } from '../outreach/slot-book.ts';
import { recoverMail } from '../sending/recover-mail.ts';
import { campaignIn, claimCampaign, holdClaim, keepLease, lostCode, modeOf, type Pass } from './claim-campaign.ts';
import { closeTasks } from './hand-over-step.ts';
import { handleEnrolment, type HandledMessage } from './handle-enrolment.ts';
import type { RunRequest } from './orchestrator-deps.ts';
import { assertRunMove, countOne } from './run-rules.ts';
import { openRunPost, type RunPost } from './run-post.ts';
import { mustBeLookedAt, sceneOf } from './run-scene.ts';
import type { RunTools } from './run-tools.ts';

/** Thrown inside a transaction to end a run before its work does; the message says why. */
const haltCode = 'run-halted';
const halt = (message: string) => conflict({ code: haltCode, message });

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

/** One after the other; however it ends, what the server said of the last message is written. Gives what went wrong. */
async function serveAll(
  tools: RunTools,
  pass: Pass,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const post = openRunPost(tools);
  const failures: string[] = [];
  try {
    for (const id of ids) {
      if (signal?.aborted) throw halt('Stopped by request; the rest stays due.');
      try {
        await serveNext(tools, pass, post, id);
      } catch (error) {
        failures.push(faultOfOne(error));
      }
    }
  } finally {
    post.close();
    await writeMark(tools, pass, post);
  }
  return failures;
}

/** The mark of the message before and transaction A of the next one, in one commit; then the socket. */
async function serveNext(tools: RunTools, pass: Pass, post: RunPost, enrolmentId: string): Promise<void> {
  const { leaseUntil } = pass;
  const durable = pass.mode === 'LIVE';
  try {
    const done = await tools.db.transaction(
      async (tx) => ({ marked: await post.mark(tx), handled: await serveOne(tools, tx, pass, enrolmentId) }),
      { durable },
    );
    post.marked();
    if (done.marked) pass.counters = countOne(pass.counters, done.marked);
    if (done.handled?.outcome === 'SENDING') await post.send(done.handled.sending);
    else if (done.handled) pass.counters = countOne(pass.counters, done.handled.outcome);
  } catch (error) {
    pass.leaseUntil = leaseUntil; // what was renewed is rolled back with the transaction
    throw error;
  }
}

/** The last mark has no message behind it that it could ride with. */
async function writeMark(tools: RunTools, pass: Pass, post: RunPost): Promise<void> {
  if (!post.hasMark) return;
  const marked = await tools.db.transaction((tx) => post.mark(tx), { durable: true });
  post.marked();
  if (marked) pass.counters = countOne(pass.counters, marked);
}

/**
 * The words of a fault that concerns one message alone: the others behind it must not starve because of it. What ends
 * the whole run (a halt, a lost lease, a database that does not answer) is thrown again.
 */
function faultOfOne(error: unknown): string {
  const { kind, code, message } = toAppError(error);
  if (code === haltCode || code === lostCode || kind === 'unavailable') throw error;
  return message;
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

/** Transaction A for one enrolment, under this run's fence. */
async function serveOne(tools: RunTools, tx: Tx, pass: Pass, enrolmentId: string): Promise<HandledMessage | undefined> {
  await keepLease(tools, tx, pass);
  const campaign = await campaignIn(tools, tx, pass.campaignId);
  if (campaign.status !== 'ACTIVE') throw halt(notActive(campaign));
  const flags = await tools.flags.read(tx);
  if ((await modeOf(tools, tx, campaign)) !== pass.mode) {
    throw halt('The mode was changed meanwhile; start a new run.');
  }
  const client = await tools.clients.find(campaign.clientId, tx);
  if (!client) throw halt('The client of this campaign is archived.');
  const scene = await sceneOf(tools, tx, pass, { campaign, client, flags });
  try {
    const done = await handleEnrolment(tools, tx, scene, enrolmentId);
    if (done?.outcome === 'SENDING') await holdClaim(tools, tx, pass, done.sending.mail.reservation.leaseUntil);
    else if (done) await tools.runs.addItem(tx, pass.id, done.attemptId, done.outcome);
    return done;
  } catch (error) {
    pass.book = undefined; // What it took in memory is rolled back with the transaction.
    throw error;
  }
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

const stateWords = { DRAFT: 'is a draft', PAUSED: 'is paused', COMPLETED: 'is completed', ARCHIVED: 'is archived' };
function notActive({ name, status }: Campaign): string {
  if (status === 'ACTIVE') return '';
  const remedy = status === 'DRAFT' || status === 'PAUSED' ? ' Activate it, then run it again.' : '';
  return `“${name}” ${stateWords[status]}, so nothing was done.${remedy}`;
}
