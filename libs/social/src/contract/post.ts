import * as z from 'zod/mini';
import { platforms } from '@aicmo/core-kernel';

/** DOMAIN section 3. Approved is not a state: delivery knows it, by the hash of what would leave. */
export const postStates = [
  'DRAFT',
  'SCHEDULED',
  'PUBLISHING',
  'PUBLISHED',
  'FAILED',
  'MISSED',
  'CANCELLED',
  'SIMULATED',
  'PROOFED',
  'UNCERTAIN',
] as const;
/** Where a post is in its pipeline. */
export type PostState = (typeof postStates)[number];

/** A picture or film of a post, by the digest of its bytes. */
const PostMedia = z.object({ digest: z.string(), alt: z.string() });

/** A piece of copy with a platform, an account and a time: the calendar's unit. */
export const Post = z.object({
  id: z.string(),
  /** Counts edits from 1: an edit names the version that it edited. */
  version: z.int(),
  clientId: z.string(),
  campaignId: z.nullable(z.string()),
  platform: z.enum(platforms),
  /** The account it is for, as people write it. */
  account: z.string(),
  text: z.string(),
  links: z.array(z.string()),
  media: z.array(PostMedia),
  state: z.enum(postStates),
  plannedAt: z.nullable(z.string()),
  /** The sentences that stopped it at the last try; empty when nothing did. */
  stoppedBy: z.array(z.string()),
  /** The row of the egress ledger that it made, if it got that far. */
  ledgerId: z.nullable(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Post = z.infer<typeof Post>;

/** One line of a post's story. */
export const PostEvent = z.object({ at: z.string(), by: z.string(), what: z.string(), why: z.nullable(z.string()) });
export type PostEvent = z.infer<typeof PostEvent>;
