import { holdOf } from '@aicmo/core-effects';
import type { Refusal } from '@aicmo/core-kernel';
import type { Tx } from '@aicmo/core-db';
import type { Deliverable, QcReport } from '@aicmo/delivery/contract';
import type { Post } from '@aicmo/social/contract';
import type { Workspace } from '../workspace.ts';

/** What the flow needs of the house. */
type House = Pick<Workspace, 'cam' | 'social' | 'delivery' | 'flags' | 'door' | 'db'>;

/** What one pass over the due posts did. */
export interface PublishingPass {
  readonly simulated: number;
  readonly proofed: number;
  /** Due, and held back with their reasons. */
  readonly held: number;
  /** More than a day late. */
  readonly missed: number;
}

/** Exactly what would leave of a post: what its checks and its approval are bound to. */
export function deliverableOf(post: Post): Deliverable {
  return {
    text: post.text,
    mediaDigests: post.media.map(({ digest }) => digest),
    links: post.links,
    audience: post.account,
    channel: post.platform,
    window: post.plannedAt === null ? null : { from: post.plannedAt, to: null },
  };
}

/** Runs every check on a post as it stands, with its client's words and its platform's limits. */
export async function checkPost(workspace: House, postId: string): Promise<QcReport> {
  const [{ posts }, { qc }, { clients }] = [
    await workspace.social(),
    await workspace.delivery(),
    await workspace.cam(),
  ];
  const { postProblems } = await import('@aicmo/social');
  const post = await posts.get(postId);
  const { brandKit } = await clients.get(post.clientId);
  return qc.check({ kind: 'POST', id: postId }, deliverableOf(post), {
    media: post.media,
    bannedWords: brandKit.bannedWords,
    requiredDisclaimers: brandKit.disclaimers,
    platformProblems: postProblems(post.platform, post.text, post.media),
  });
}

/** Everything that stops a post now: the house's flags, its campaign, and the delivery gate. Empty when it may leave. */
export async function whatStopsPost(workspace: House, post: Post, tx?: Tx): Promise<readonly Refusal[]> {
  const { gate } = await workspace.delivery();
  const held = holdOf(await workspace.flags.read(tx));
  const decided = await gate.decide({ kind: 'POST', id: post.id, content: deliverableOf(post) }, tx);
  return [...(held ? [held] : []), ...(await campaignRefusals(workspace, post, tx)), ...decided];
}

async function campaignRefusals(workspace: House, post: Post, tx?: Tx): Promise<readonly Refusal[]> {
  if (post.campaignId === null) return [];
  const { campaigns } = await workspace.cam();
  const { name, status } = await campaigns.get(post.campaignId, tx);
  if (status === 'ACTIVE') return [];
  return [{ code: 'campaign-not-active', text: `Its campaign "${name}" is not running.`, liftedBy: 'person' }];
}

/**
 * Takes every due post to the door: asks everything again inside the transaction, then simulates or proofs it, or keeps
 * it scheduled with its reasons. Nothing leaves. A second pass at the same moment does nothing twice.
 */
export async function publishDuePosts(workspace: House): Promise<PublishingPass> {
  const { posts } = await workspace.social();
  const pass = { simulated: 0, proofed: 0, held: 0, missed: 0 };
  for (const { id } of await posts.due()) {
    if (await posts.missIfLate(id)) pass.missed += 1;
    else {
      const state = await takeToDoor(workspace, id);
      if (state === 'SIMULATED') pass.simulated += 1;
      else if (state === 'PROOFED') pass.proofed += 1;
      else if (state === 'SCHEDULED') pass.held += 1;
    }
  }
  return pass;
}

async function takeToDoor(workspace: House, postId: string): Promise<Post['state'] | undefined> {
  const { posts } = await workspace.social();
  const { platformRules } = await import('@aicmo/social');
  await checkPost(workspace, postId);
  return workspace.db.transaction(async (tx) => {
    const post = await posts.get(postId, tx);
    if (post.state !== 'SCHEDULED') return undefined; // another pass was quicker
    const refusals = await whatStopsPost(workspace, post, tx);
    if (refusals.length > 0) return settleHeld(posts, tx, postId, refusals);
    const delivered = await workspace.door.deliver(tx, {
      ...{
        kind: 'post',
        mode: await modeOf(workspace, post, tx),
        destination: `${post.account} on ${platformRules[post.platform].name}`,
      },
      ...{ summary: post.text.slice(0, 120), body: JSON.stringify(deliverableOf(post)), subjectRef: postId },
    });
    if (delivered.outcome === 'REFUSED') return settleHeld(posts, tx, postId, delivered.refusals);
    return (await posts.settle(tx, postId, { to: delivered.outcome, ledgerId: delivered.ledgerId })).state;
  });
}

type Posts = Awaited<ReturnType<Workspace['social']>>['posts'];

async function settleHeld(posts: Posts, tx: Tx, postId: string, refusals: readonly Refusal[]): Promise<Post['state']> {
  return (await posts.settle(tx, postId, { to: 'SCHEDULED', stoppedBy: refusals.map(({ text }) => text) })).state;
}

/** A post without a campaign follows the rows of LIVE (EFFECTS): proof mode decides. */
async function modeOf(workspace: House, post: Post, tx: Tx): Promise<'SIMULATION' | 'LIVE'> {
  if (post.campaignId === null) return 'LIVE';
  const { campaigns } = await workspace.cam();
  return (await campaigns.get(post.campaignId, tx)).mode;
}
