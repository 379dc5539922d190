import * as z from 'zod/mini';

/** What an incoming message is. DOMAIN section 3, "Reply". */
export const InboundKind = z.enum([
  ...(['POSITIVE', 'NEGATIVE', 'NEUTRAL', 'UNSUBSCRIBE'] as const),
  ...(['OUT_OF_OFFICE', 'AUTO_REPLY', 'BOUNCE', 'COMPLAINT', 'DELIVERED'] as const),
]);
export type InboundKind = z.infer<typeof InboundKind>;

/** Kinds that a person wrote: only these wait for an answer. */
export const humanKinds: readonly InboundKind[] = ['POSITIVE', 'NEGATIVE', 'NEUTRAL', 'UNSUBSCRIBE'];

/** NEW: nobody looked; OPEN: somebody did; SNOOZED: comes back by itself; DONE. Machines' messages are DONE at once. */
export const InboundState = z.enum(['NEW', 'OPEN', 'SNOOZED', 'DONE']);
export type InboundState = z.infer<typeof InboundState>;

/** By what a message was recognised as an answer to ours, the surest first; NOTHING: it was not. */
export const InboundMatch = z.enum([
  'TOKEN',
  'IN_REPLY_TO',
  'REFERENCES',
  'QUOTED',
  'SENDER',
  'RECIPIENT',
  'COMPANY',
  'NOTHING',
]);
export type InboundMatch = z.infer<typeof InboundMatch>;

/** What a message did, in plain sentences for the person who asks why; the ids behind it stay in the database. */
export const InboundEffect = z.object({ what: z.string(), why: z.string() });
export type InboundEffect = z.infer<typeof InboundEffect>;

/** A message that came in about our outreach. All moments are ISO texts in UTC. */
export const InboundMessage = z.object({
  id: z.string(),
  clientId: z.string(),
  mailboxId: z.string(),
  mailboxAddress: z.string(),
  messageId: z.string(),
  receivedAt: z.string(),
  fromAddress: z.string(),
  fromName: z.string(),
  subject: z.string(),
  /** What was written new: without quotes and signature. */
  text: z.string(),
  /** Message-IDs that an answer to it names, oldest first; its own is the last. */
  thread: z.array(z.string()),
  kind: InboundKind,
  /** What the machine took it for; differs from the kind when a person corrected it. */
  machineKind: InboundKind,
  /** 0–1. */
  confidence: z.number(),
  evidence: z.array(z.string()),
  permanent: z.boolean(),
  bounceReason: z.string(),
  bounceStatus: z.string(),
  returnsOn: z.nullable(z.string()),
  matchedBy: InboundMatch,
  attemptId: z.nullable(z.string()),
  enrolmentId: z.nullable(z.string()),
  campaignId: z.nullable(z.string()),
  campaignName: z.nullable(z.string()),
  leadId: z.nullable(z.string()),
  /** Empty: no lead. */
  leadName: z.string(),
  company: z.string(),
  state: InboundState,
  waitsSince: z.nullable(z.string()),
  snoozedUntil: z.nullable(z.string()),
  assignedTo: z.string(),
  outcome: z.nullable(z.string()),
  doneAt: z.nullable(z.string()),
  doneBy: z.string(),
  effects: z.array(InboundEffect),
  version: z.number(),
});
export type InboundMessage = z.infer<typeof InboundMessage>;
