import * as z from 'zod/mini';
import { OutreachAttempt } from './outreach-attempt.ts';

/** A message that waits for a reader. */
export const FirstMessage = z.object({
  message: OutreachAttempt,
  /** The address that it goes from; empty: there is no mailbox yet. */
  from: z.string(),
  /** Of what stands here: letting it go holds for these words, this address and this recipient alone. */
  fingerprint: z.string(),
  /** Who let it go; empty: nobody has. */
  letGoBy: z.string(),
});
export type FirstMessage = z.infer<typeof FirstMessage>;

/** The first messages of a LIVE campaign, which go when somebody has read them. */
export const FirstMessages = z.object({
  /** How many of a campaign wait so; 0: none. */
  limit: z.number(),
  /** How many have left already, counted up to the limit. */
  gone: z.number(),
  /** In the order in which they would go. */
  waiting: z.array(FirstMessage),
  /** Let go, and not left yet: that can be taken back. */
  letGo: z.array(FirstMessage),
});
export type FirstMessages = z.infer<typeof FirstMessages>;
