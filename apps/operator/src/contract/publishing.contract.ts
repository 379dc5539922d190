import { defineEndpoints } from '@aicmo/core-server/contract';
import { Approval, QcReport } from '@aicmo/delivery/contract';
import { Post, PostEvent } from '@aicmo/social/contract';
import * as z from 'zod/mini';
import { uncertainEndpoints } from './publishing-uncertain.contract.ts';

/** What stops a post, in one sentence, and who or what lifts it. */
export const Stop = z.object({
  text: z.string(),
  liftedBy: z.enum(['time', 'person']),
  notBefore: z.nullable(z.string()),
});
export type Stop = z.infer<typeof Stop>;

/** A post in the list, with what stops it; nothing is asked of one that is through. */
export const PostRow = z.object({ post: Post, stops: z.array(Stop) });
export type PostRow = z.infer<typeof PostRow>;

/** A post with everything that its decision rests on. */
export const PostRecord = z.object({
  post: Post,
  stops: z.array(Stop),
  /** Of what would leave now; a decision names the one that the person saw. */
  hash: z.string(),
  /** The latest checks; `current` unless the text changed since. */
  qc: z.nullable(z.object({ report: QcReport, current: z.boolean() })),
  approval: z.nullable(z.object({ approval: Approval, current: z.boolean() })),
  story: z.array(PostEvent),
});
export type PostRecord = z.infer<typeof PostRecord>;

const words = z.object({ platform: Post.shape.platform, account: z.string(), text: z.string() });

export const publishingContract = defineEndpoints({
  posts: {
    method: 'GET',
    path: '/api/publishing/posts',
    query: z.object({ client: z.optional(z.string()) }),
    result: z.object({ rows: z.array(PostRow) }),
    summary: 'The posts of one client or of all, by planned time, with what stops each',
  },
  post: {
    method: 'GET',
    path: '/api/publishing/posts/:postId',
    result: PostRecord,
    summary: 'One post with its checks, its approval, what stops it and its story',
  },
  create: {
    method: 'POST',
    path: '/api/publishing/posts',
    body: z.extend(words, { clientId: z.string(), campaignId: z.nullable(z.string()) }),
    result: Post,
    summary: 'Write a post; it is checked at once',
  },
  edit: {
    method: 'POST',
    path: '/api/publishing/posts/:postId/edits',
    body: z.extend(words, { version: z.int() }),
    result: Post,
    summary: 'Change the version of a post that the person saw; it is checked at once',
  },
  check: {
    method: 'POST',
    path: '/api/publishing/posts/:postId/checks',
    result: QcReport,
    summary: 'Run every check on a post as it stands',
  },
  decide: {
    method: 'POST',
    path: '/api/publishing/posts/:postId/decisions',
    body: z.object({
      decision: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'WITHDRAWN']),
      seenHash: z.string(),
      why: z.optional(z.string()),
    }),
    result: Approval,
    summary: 'Approve exactly what would leave, ask for a change, or take an approval back',
  },
  schedule: {
    method: 'POST',
    path: '/api/publishing/posts/:postId/schedule',
    body: z.object({ plannedAt: z.string() }),
    result: Post,
    summary: 'Plan a post for a moment, or for another one',
  },
  cancel: {
    method: 'POST',
    path: '/api/publishing/posts/:postId/cancellation',
    body: z.object({ why: z.string() }),
    result: Post,
    summary: 'Take a post out of the plan for good',
  },
  copy: {
    method: 'POST',
    path: '/api/publishing/posts/:postId/copies',
    result: Post,
    summary: 'A new draft with the same words',
  },
  run: {
    method: 'POST',
    path: '/api/publishing/passes',
    result: z.object({ simulated: z.int(), proofed: z.int(), held: z.int(), missed: z.int() }),
    summary: 'Take every due post through all gates to the door; nothing leaves',
  },
  ...uncertainEndpoints,
});
