import * as z from 'zod/mini';
import { Channel } from './campaign.ts';
import { Tier } from './lead.ts';

/** One message of a sequence. */
export const SequenceStep = z.object({
  /** From 1. */
  position: z.number(),
  /** Days after the start of the sequence: 0 is the first day. */
  day: z.number(),
  channel: Channel,
  /** Liquid; empty continues the thread of the first message. */
  subject: z.string(),
  /** Liquid. The sender's particulars and the way to opt out are added below it. */
  body: z.string(),
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
});
export type Sequence = z.infer<typeof Sequence>;

/** A new text of a sequence. */
export const SequenceEdit = z.object({
  name: z.string(),
  goal: z.string(),
  /** The version that was edited. */
  version: z.number(),
  steps: z.array(z.object({ day: z.number(), channel: Channel, subject: z.string(), body: z.string() })),
});
export type SequenceEdit = z.infer<typeof SequenceEdit>;

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
});
export type MessagePreview = z.infer<typeof MessagePreview>;
