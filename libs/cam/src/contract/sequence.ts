import * as z from 'zod/mini';
import { Channel } from './campaign.ts';
import { Tier } from './lead.ts';
import { LintFinding } from './message-lint.ts';

/** One wording of a message. */
export const StepVariant = z.object({
  /** Liquid; empty continues the thread of the mail before. */
  subject: z.string(),
  /** Liquid, plain text; empty: it is made from the HTML. The end of the mail is added below it. */
  body: z.string(),
  /** Liquid, beside the plain text; null: plain text alone. */
  html: z.nullable(z.string()),
  /** Its share is this of the sum of all wordings of the message: a whole number from 1 to 100. */
  weight: z.number(),
});
export type StepVariant = z.infer<typeof StepVariant>;

/** One message of a sequence: its first wording, and others that are tried against it. */
export const SequenceStep = z.object({
  /** From 1. */
  position: z.number(),
  /** Days after the start of the sequence: 0 is the first day. */
  day: z.number(),
  channel: Channel,
  ...StepVariant.shape,
  /** Further wordings, at most three; which lead gets which is drawn from who it is, and stays. */
  variants: z.array(StepVariant),
});
export type SequenceStep = z.infer<typeof SequenceStep>;

/** A timed list of messages. */
export const Sequence = z.object({
  id: z.string(),
  /** Null: built in, for every client, and changed only by copying it. */
  clientId: z.nullable(z.string()),
  key: z.string(),
  name: z.string(),
  goal: z.string(),
  /** The tier that is routed here unless a campaign says otherwise. */
  tier: z.nullable(Tier),
  /** Grows with each edit; an edit names the one it began from. */
  version: z.number(),
  steps: z.array(SequenceStep),
  updatedAt: z.string(),
  /** When it was put away; null: it can be chosen. */
  archivedAt: z.nullable(z.string()),
});
export type Sequence = z.infer<typeof Sequence>;

const EditedStep = z.object({
  day: z.number(),
  channel: Channel,
  subject: z.string(),
  body: z.string(),
  html: z.optional(z.nullable(z.string())),
  weight: z.optional(z.number()),
  variants: z.optional(z.array(StepVariant)),
});

/** A new text of a sequence. */
export const SequenceEdit = z.object({
  name: z.string(),
  goal: z.string(),
  /** The version that was edited. */
  version: z.number(),
  /**
   * True: those in sequence go on with the new words too, where they have as many messages on the same channels. False
   * (default): they keep the words with which they began.
   */
  carryOver: z.optional(z.boolean()),
  steps: z.array(EditedStep),
});
export type SequenceEdit = z.infer<typeof SequenceEdit>;

/** A sequence as it was saved once, and who goes through it. */
export const SequenceVersion = z.object({
  version: z.number(),
  /** Empty: it came with AICMO. */
  savedBy: z.string(),
  savedAt: z.string(),
  /** Of its messages, in their order. Who began with one can go on with another of the same channels. */
  channels: z.array(Channel),
  /** The version with whose words those who began with this one go on; null: with its own. */
  carriedTo: z.nullable(z.number()),
  /** How many began with it and are in sequence now. */
  inSequence: z.number(),
});
export type SequenceVersion = z.infer<typeof SequenceVersion>;

/** A step filled with a lead's values, or why it cannot be. */
export const MessagePreview = z.object({
  /** Whose values were used; null: the examples of the list of variables. */
  leadName: z.nullable(z.string()),
  subject: z.string(),
  body: z.string(),
  /** The same as HTML, as it would leave; null: plain text alone. */
  html: z.nullable(z.string()),
  /** What stops it, each in one sentence. */
  problems: z.array(z.string()),
  /** What would stop it when it really went out. */
  wouldBe: z.array(z.string()),
  /** What could be better in it; stops nothing. */
  lint: z.array(LintFinding),
});
export type MessagePreview = z.infer<typeof MessagePreview>;
