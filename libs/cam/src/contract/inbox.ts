import * as z from 'zod/mini';
import { InboundEffect, InboundKind } from './inbound.ts';
import { Consent, LeadState, Tier } from './lead.ts';
import { StoredRefusal } from './outreach-attempt.ts';

/** NOW: waits for an answer. LATER: was put off and comes back by itself. DONE: nothing more to do. MACHINES: their mails. */
export const InboxView = z.enum(['NOW', 'LATER', 'DONE', 'MACHINES']);
export type InboxView = z.infer<typeof InboxView>;

/**
 * What a person makes of a message. INTERESTED leaves it waiting, because an answer is still owed; all others end it.
 * MEETING: a meeting was agreed on. NOTHING: no answer is needed.
 */
export const InboxOutcome = z.enum(['INTERESTED', 'MEETING', 'NOT_INTERESTED', 'WRONG_PERSON', 'OPTED_OUT', 'NOTHING']);
export type InboxOutcome = z.infer<typeof InboxOutcome>;

/** Which messages: every part narrows. */
export const InboxFilter = z.object({
  clientId: z.optional(z.string()),
  view: z.optional(InboxView),
  kind: z.optional(InboundKind),
  /** A person's name; empty: nobody's. */
  assignedTo: z.optional(z.string()),
  /** Part of a name, an address, a company or a subject. */
  search: z.optional(z.string()),
});
export type InboxFilter = z.infer<typeof InboxFilter>;

/** One conversation in the list, by its newest message. */
export const InboxItem = z.object({
  id: z.string(),
  clientId: z.string(),
  clientName: z.string(),
  leadId: z.nullable(z.string()),
  /** Of the lead, else of the sender, else their address. */
  name: z.string(),
  company: z.string(),
  subject: z.string(),
  /** The beginning of what was written. */
  snippet: z.string(),
  kind: InboundKind,
  /** Whether the kind was said by a person, or by a machine that was sure enough. */
  isSure: z.boolean(),
  campaignName: z.nullable(z.string()),
  receivedAt: z.string(),
  /** Null: nobody waits. */
  waitsSince: z.nullable(z.string()),
  /** It was put off: `waitsSince` is when it comes back. */
  isLater: z.boolean(),
  /** Somebody has opened it. */
  isSeen: z.boolean(),
  /** A person's name, or empty. */
  assignedTo: z.string(),
  /** Null: nobody has said. ANSWERED: an answer ended it, and nobody said more. */
  outcome: z.nullable(z.enum([...InboxOutcome.options, 'ANSWERED'])),
  /** STALE: begun before this message came in. */
  draft: z.enum(['NONE', 'FRESH', 'STALE']),
});
export type InboxItem = z.infer<typeof InboxItem>;

/** A page of the inbox: those who wait longest first; what is done and machines' mails, newest first. */
export const InboxPage = z.object({
  items: z.array(InboxItem),
  /** Give it back to read on; null on the last page. */
  next: z.nullable(z.string()),
});
export type InboxPage = z.infer<typeof InboxPage>;

/** What waits now, counted up to 1,000, which then means "1,000 or more". */
export const InboxCounts = z.object({
  now: z.number(),
  later: z.number(),
  /** Of those that wait now. */
  kinds: z.array(z.object({ kind: InboundKind, count: z.number() })),
  /** Of those that wait now; an empty name: nobody's. */
  people: z.array(z.object({ name: z.string(), count: z.number() })),
});
export type InboxCounts = z.infer<typeof InboxCounts>;

/** What became of an answer; PROOFED: it was kept as it would have left, and nothing left. */
export const AnswerState = z.enum([
  ...(['SENDING', 'SENT', 'RETRY_SCHEDULED', 'FAILED', 'UNCERTAIN', 'PROOFED', 'CANCELLED'] as const),
]);
export type AnswerState = z.infer<typeof AnswerState>;

/** One message of a conversation: theirs, one of a sequence, or an answer of a person of ours. */
export const ThreadEntry = z.discriminatedUnion('is', [
  z.object({
    ...{ is: z.literal('theirs'), id: z.string(), at: z.string(), from: z.string(), subject: z.string() },
    ...{ text: z.string(), kind: InboundKind, machineKind: InboundKind, confidence: z.number() },
    ...{ evidence: z.array(z.string()), effects: z.array(InboundEffect) },
  }),
  z.object({
    ...{ is: z.literal('message'), id: z.string(), at: z.string(), subject: z.string(), text: z.string() },
    ...{ state: z.string(), step: z.number(), campaignName: z.string() },
  }),
  z.object({
    ...{ is: z.literal('answer'), id: z.string(), at: z.string(), subject: z.string(), text: z.string() },
    ...{ state: AnswerState, reasons: z.array(z.string()), evidence: z.array(z.string()), by: z.string() },
    nextTryAt: z.nullable(z.string()),
  }),
]);
export type ThreadEntry = z.infer<typeof ThreadEntry>;

/** An answer that somebody has begun. */
export const InboxDraft = z.object({
  /** The message for which it was written; another one than the conversation's newest: it is out of date. */
  inboundId: z.string(),
  text: z.string(),
  writtenBy: z.string(),
  version: z.number(),
  updatedAt: z.string(),
});
export type InboxDraft = z.infer<typeof InboxDraft>;

/** A conversation: what was written both ways, the oldest first, and what can be answered. */
export const InboxThread = z.object({
  item: InboxItem,
  version: z.number(),
  lead: z.nullable(
    z.object({
      ...{ id: z.string(), title: z.string(), state: LeadState, tier: z.nullable(Tier), consent: Consent },
      timeZone: z.string(),
    }),
  ),
  entries: z.array(ThreadEntry),
  /** Whether older entries were left out. */
  isCut: z.boolean(),
  draft: z.nullable(InboxDraft),
  answer: z.object({
    to: z.string(),
    from: z.string(),
    fromName: z.string(),
    subject: z.string(),
    signature: z.string(),
    /** Why nothing can be answered now; empty: it can. */
    refusals: z.array(StoredRefusal),
    /** What stops it besides where it would really leave; in proof mode a proof can be made all the same. */
    lastInch: z.array(StoredRefusal),
  }),
});
export type InboxThread = z.infer<typeof InboxThread>;

/** What became of sending an answer: it is on its way or at its end, or the reasons why nothing was done. */
export const AnswerResult = z.object({ state: z.nullable(AnswerState), reasons: z.array(z.string()) });
export type AnswerResult = z.infer<typeof AnswerResult>;
