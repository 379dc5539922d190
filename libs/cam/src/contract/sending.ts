import * as z from 'zod/mini';
import { OutreachAttempt } from './outreach-attempt.ts';

/** One try at sending a message, and what was said at the mail server. */
export const SendingTry = z.object({
  ledgerId: z.string(),
  /** `RESERVED`: it is on its way. */
  outcome: z.enum(['RESERVED', 'SENT', 'FAILED', 'UNCERTAIN']),
  at: z.string(),
  /** Null while it is on its way. */
  settledAt: z.nullable(z.string()),
  /** One plain sentence each. */
  reasons: z.array(z.string()),
  /** Both sides, line by line; no passwords, and not the message itself. */
  conversation: z.array(z.string()),
});
export type SendingTry = z.infer<typeof SendingTry>;

/** A message that may or may not have left. A person decides which; it is never sent again by itself. */
export const UncertainMessage = z.object({
  message: OutreachAttempt,
  /** The address that it would have gone from. */
  mailbox: z.nullable(z.string()),
  /** When it was leaving. */
  since: z.string(),
  /** By this it is found in the folder of sent mail; without angle brackets. */
  messageId: z.nullable(z.string()),
});
export type UncertainMessage = z.infer<typeof UncertainMessage>;

/** What looking for a message in the folder of sent mail gave. */
export const SentSearch = z.object({
  /** `no` proves nothing: many servers keep no copy of what programs send. */
  found: z.enum(['yes', 'no', 'unknown']),
  /** Where it was found, as the server calls it. */
  folder: z.nullable(z.string()),
  sentence: z.string(),
});
export type SentSearch = z.infer<typeof SentSearch>;

/** What a person found out about an uncertain message. */
export const UncertainDecision = z.object({
  outcome: z.enum(['SENT', 'FAILED']),
  /** How they know, in their words. */
  reason: z.string(),
});
export type UncertainDecision = z.infer<typeof UncertainDecision>;
