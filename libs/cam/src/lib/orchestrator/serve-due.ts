import type { Tx } from '@aicmo/core-db';
import { conflict, toAppError } from '@aicmo/core-kernel';
import type { Campaign } from '../../contract/campaign.ts';
import type { RunItemOutcome } from '../../contract/run-item-outcome.ts';
import { campaignIn, holdClaim, keepLease, lostCode, modeUnder, type Pass } from './claim-campaign.ts';
import { decideEnrolment, readTogether, type Decided, type HandledMessage } from './handle-enrolment.ts';
import { reserveMails } from './deliver-step.ts';
import { countOne } from './run-rules.ts';
import { openRunPost, type RunPost } from './run-post.ts';
import { sceneOf } from './run-scene.ts';
import type { RunTools } from './run-tools.ts';

/** Thrown inside a transaction to end a run before its work does; the message says why. */
export const haltCode = 'run-halted';
export const halt = (message: string) => conflict({ code: haltCode, message });

/**
 * How many messages of a LIVE campaign may be on their way at once: reserved in one commit, over a line for each mailbox.
 * So many at most are uncertain when a program dies. A rehearsal keeps each message by itself.
 */
const atOnce = 8;

/** Serves what is due, in its order; however it ends, what the servers said is written. Gives what went wrong. */
export async function serveAll(
  tools: RunTools,
  pass: Pass,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const post = openRunPost(tools);
  const failures: string[] = [];
  const lanes = pass.mode === 'LIVE' ? atOnce : 1;
  try {
    for (let from = 0; from < ids.length; from += lanes) {
      if (signal?.aborted) throw halt('Stopped by request; the rest stays due.');
      failures.push(...(await serveSome(tools, pass, post, ids.slice(from, from + lanes))));
    }
  } finally {
    post.close();
    await writeMarks(tools, pass, post);
  }
  return failures;
}

/** Together; when one of them cannot be made, each by itself, so that only that one stays. */
async function serveSome(
  tools: RunTools,
  pass: Pass,
  post: RunPost,
  ids: readonly string[],
): Promise<readonly string[]> {
  try {
    await serveTogether(tools, pass, post, ids);
    return [];
  } catch (error) {
    const fault = faultOfOne(error);
    if (ids.length === 1) return [fault];
  }
  const failures: string[] = [];
  for (const id of ids) failures.push(...(await serveSome(tools, pass, post, [id])));
  return failures;
}

/** The marks of the messages before and transaction A of these, in one commit; then their sockets. */
async function serveTogether(tools: RunTools, pass: Pass, post: RunPost, ids: readonly string[]): Promise<void> {
  const { leaseUntil } = pass;
  try {
    const done = await tools.db.transaction(
      async (tx) => ({ marked: await post.mark(tx), handled: await handleAll(tools, tx, pass, ids) }),
      { durable: pass.mode === 'LIVE' },
    );
    post.marked();
    count(pass, done.marked);
    count(
      pass,
      done.handled.flatMap(({ outcome }) => (outcome === 'SENDING' ? [] : [outcome])),
    );
    await post.send(done.handled.flatMap((each) => (each.outcome === 'SENDING' ? [each.sending] : [])));
  } catch (error) {
    pass.leaseUntil = leaseUntil; // what was renewed is rolled back with the transaction
    throw error;
  }
}

function count(pass: Pass, outcomes: readonly RunItemOutcome[]): void {
  pass.counters = outcomes.reduce(countOne, pass.counters);
}

/** The last marks have no messages behind them that they could ride with. */
async function writeMarks(tools: RunTools, pass: Pass, post: RunPost): Promise<void> {
  if (!post.hasMarks) return;
  const marked = await tools.db.transaction((tx) => post.mark(tx), { durable: true });
  post.marked();
  count(pass, marked);
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

/** Transaction A for these enrolments, under this run's fence: everything is read fresh, once for all of them. */
async function handleAll(
  tools: RunTools,
  tx: Tx,
  pass: Pass,
  ids: readonly string[],
): Promise<readonly HandledMessage[]> {
  await keepLease(tools, tx, pass);
  const campaign = await campaignIn(tools, tx, pass.campaignId);
  if (campaign.status !== 'ACTIVE') throw halt(notActive(campaign));
  const flags = await tools.flags.read(tx);
  if (modeUnder(flags, campaign) !== pass.mode) {
    throw halt('The mode was changed meanwhile; start a new run.');
  }
  const client = await tools.clients.find(campaign.clientId, tx);
  if (!client) throw halt('The client of this campaign is archived.');
  const scene = await sceneOf(tools, tx, pass, { campaign, client, flags });
  const read = await readTogether(tools, tx, pass.mode, ids);
  try {
    const decided: Decided[] = [];
    for (const id of ids) decided.push(await decideEnrolment(tools, tx, scene, id, read));
    const mails = decided.flatMap((each) => ('mail' in each ? [each.mail] : []));
    const reserved = await reserveMails(tools, tx, mails);
    if (!reserved.isBookRight) pass.book = undefined; // Somebody has a place there who did not get through the door.
    const atDoor = reserved.handled.values();
    const all = decided.map((each) => ('mail' in each ? atDoor.next().value : each.handled));
    const handled = all.filter((each) => each !== undefined);
    for (const each of handled)
      if (each.outcome === 'SENDING') await holdClaim(tools, tx, pass, each.sending.mail.reservation.leaseUntil);
    const items = handled.flatMap(({ attemptId, outcome }) =>
      outcome === 'SENDING' ? [] : [{ runId: pass.id, attemptId, outcome }],
    );
    await tools.runs.addItems(tx, items);
    return handled;
  } catch (error) {
    pass.book = undefined; // What it took in memory is rolled back with the transaction.
    throw error;
  }
}

const stateWords = { DRAFT: 'is a draft', PAUSED: 'is paused', COMPLETED: 'is completed', ARCHIVED: 'is archived' };
/** Why a campaign that is not active is not run; empty for one that is. */
export function notActive({ name, status }: Campaign): string {
  if (status === 'ACTIVE') return '';
  const remedy = status === 'DRAFT' || status === 'PAUSED' ? ' Activate it, then run it again.' : '';
  return `“${name}” ${stateWords[status]}, so nothing was done.${remedy}`;
}
