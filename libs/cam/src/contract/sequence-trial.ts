import * as z from 'zod/mini';
import { AttemptMode } from './outreach-attempt.ts';

/** What became of the messages with one wording. */
export const TrialWording = z.object({
  /** A, B, C or D. */
  letter: z.string(),
  subject: z.string(),
  weight: z.number(),
  /** Messages that left; in a rehearsal, those that would have. */
  sent: z.number(),
  /** Of them, those that a person answered other than by opting out. */
  replied: z.number(),
  positive: z.number(),
  optedOut: z.number(),
  bounced: z.number(),
});
export type TrialWording = z.infer<typeof TrialWording>;

/** A message that is tried in several wordings, and what is known by now. */
export const SequenceTrial = z.object({
  /** The message, from 1. */
  position: z.number(),
  /** The mode whose messages are counted: the most real one in which there are any. */
  mode: AttemptMode,
  wordings: z.array(TrialWording),
  /** Whether each wording got its share. */
  split: z.object({ verdict: z.enum(['too-few', 'even', 'off']), text: z.string() }),
  /** Whether one wording is answered more than the others. */
  result: z.object({
    verdict: z.enum(['too-few', 'no-difference', 'winner', 'distrusted']),
    winner: z.nullable(z.string()),
    text: z.string(),
  }),
});
export type SequenceTrial = z.infer<typeof SequenceTrial>;
