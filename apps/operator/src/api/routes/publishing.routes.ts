import { parseInstant, type Refusal } from '@aicmo/core-kernel';
import { defineRoutes } from '@aicmo/core-server';
import type { Post } from '@aicmo/social/contract';
import { checkPost, deliverableOf, publishDuePosts, whatStopsPost, type Workspace } from '@aicmo/workspace';
import { publishingContract, type PostRecord, type Stop } from '../../contract/publishing.contract.ts';
import { uncertainHandlers } from './publishing-uncertain.handlers.ts';

const by = 'Operator';

export const publishingRoutes = defineRoutes(publishingContract, (workspace: Workspace) => ({
  posts: ({ query }) => listPosts(workspace, query.client),
  post: ({ params }) => readPost(workspace, params.postId),
  create: async ({ body }) => {
    const { posts } = await workspace.social();
    return checked(workspace, await posts.create({ ...body, by }));
  },
  edit: async ({ params, body }) => {
    const { posts } = await workspace.social();
    return checked(workspace, await posts.edit(params.postId, { ...body, by }));
  },
  check: ({ params }) => checkPost(workspace, params.postId),
  decide: async ({ params, body }) => {
    const [{ posts }, { approvals }] = [await workspace.social(), await workspace.delivery()];
    const post = await posts.get(params.postId);
    return approvals.decide(subject(post), deliverableOf(post), { ...body, by });
  },
  schedule: async ({ params, body }) => {
    const { posts } = await workspace.social();
    return checked(workspace, await posts.schedule(params.postId, parseInstant(body.plannedAt), by));
  },
  cancel: async ({ params, body }) => (await workspace.social()).posts.cancel(params.postId, by, body.why),
  copy: async ({ params }) => {
    const { posts } = await workspace.social();
    return checked(workspace, await posts.copy(params.postId, by));
  },
  run: () => publishDuePosts(workspace),
  ...uncertainHandlers(workspace),
}));

const subject = ({ id }: Post) => ({ kind: 'POST', id });
const isOpen = ({ state }: Post): boolean => state === 'DRAFT' || state === 'SCHEDULED';

/** What is written or planned is checked at once: checks are bound to what would leave, and the time belongs to it. */
async function checked(workspace: Workspace, post: Post): Promise<Post> {
  await checkPost(workspace, post.id);
  return post;
}

async function stopsOf(workspace: Workspace, post: Post): Promise<Stop[]> {
  if (!isOpen(post)) return [];
  return (await whatStopsPost(workspace, post)).map(stopOf);
}

const stopOf = ({ text, liftedBy, notBefore }: Refusal): Stop => ({ text, liftedBy, notBefore: notBefore ?? null });

async function listPosts(workspace: Workspace, clientId: string | undefined) {
  const { posts } = await workspace.social();
  const found = await posts.list(clientId === undefined ? {} : { clientId });
  return { rows: await Promise.all(found.map(async (post) => ({ post, stops: await stopsOf(workspace, post) }))) };
}

async function readPost(workspace: Workspace, postId: string): Promise<PostRecord> {
  const [{ posts }, { qc, approvals }] = [await workspace.social(), await workspace.delivery()];
  const post = await posts.get(postId);
  const hash = approvals.hashOf(deliverableOf(post));
  const [report, approval] = [await qc.latest(subject(post)), await approvals.latest(subject(post))];
  return {
    post,
    hash,
    stops: await stopsOf(workspace, post),
    qc: report && { report, current: report.hash === hash },
    approval: approval && { approval, current: approval.hash === hash },
    story: [...(await posts.story(postId))],
  };
}
