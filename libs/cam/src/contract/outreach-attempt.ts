import * as z from 'zod/mini';
import { channels } from '@aicmo/core-kernel';
import { RunItemOutcome } from './run-item-outcome.ts';

/** The mode that an attempt belongs to; each mode has its own rows, positions and caps. EFFECTS, "modes". */
export const AttemptMode = z.enum(['SIMULATION', 'PROOF', 'LIVE']);
export type AttemptMode = z.infer<typeof AttemptMode>;

/** Every state of an outreach attempt; the legal moves are in `outreach/attempt-rules.ts`. DOMAIN section 3. */
export const AttemptState = z.enum([
  'SCHEDULED',
  'BLOCKED',
  'SENDING',
  'SENT',
  'RETRY_SCHEDULED',
  'FAILED',
  'UNCERTAIN',
  'SIMULATED',
  'PROOFED',
  'CANCELLED',
  'BOUNCED',
  'COMPLAINED',
]);
export type AttemptState = z.infer<typeof AttemptState>;

/** A reason as it is stored with an attempt: the kernel's `Refusal`, as data. */
export const StoredRefusal = z.object({
  code: z.string(),
  text: z.string(),
  liftedBy: z.enum(['time', 'person']),
  notBefore: z.optional(z.string()),
});
export type StoredRefusal = z.infer<typeof StoredRefusal>;

/** That a person did what a message was for, on a channel that nothing sends by itself. */
export const DoneByHand = z.object({ by: z.string(), note: z.string(), url: z.nullable(z.string()) });
export type DoneByHand = z.infer<typeof DoneByHand>;

/** One step of one enrolment in one mode, as screens and lists see it. All moments are ISO texts in UTC. */
export const OutreachAttempt = z.object({
  id: z.string(),
  clientId: z.string(),
  campaignId: z.string(),
  campaignName: z.string(),
  leadId: z.string(),
  leadName: z.string(),
  company: z.string(),
  enrolmentId: z.string(),
  sequenceName: z.string(),
  /** From 1, of `stepCount`. */
  step: z.number(),
  stepCount: z.number(),
  mode: AttemptMode,
  state: AttemptState,
  channel: z.enum(channels),
  /** Empty: the lead has none. */
  recipient: z.string(),
  subject: z.string(),
  body: z.string(),
  /** The same as HTML; missing: plain text alone. */
  html: z.optional(z.string()),
  /** The letter of the wording, where several are tried; missing: there is one only. */
  wording: z.optional(z.string()),
  /** When it may go, for SCHEDULED; null otherwise. */
  notBefore: z.nullable(z.string()),
  /** IANA name of the recipient's zone, in which the window was asked. */
  recipientZone: z.string(),
  /** Everything that holds it in this mode, in the gate's order. */
  reasons: z.array(StoredRefusal),
  /** What would hold it as well if it were LIVE. */
  wouldBe: z.array(StoredRefusal),
  /** Its row in the egress ledger; null while nothing has gone through the door. */
  ledgerId: z.nullable(z.string()),
  settledAt: z.nullable(z.string()),
  /** Missing: no person did it by hand. */
  byHand: z.optional(DoneByHand),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type OutreachAttempt = z.infer<typeof OutreachAttempt>;

/** Which messages: every part narrows. */
export const AttemptFilter = z.object({
  clientId: z.optional(z.string()),
  campaignId: z.optional(z.string()),
  leadId: z.optional(z.string()),
  mode: z.optional(AttemptMode),
  state: z.optional(AttemptState),
  /** Those that a run changed, whatever became of them since … */
  runId: z.optional(z.string()),
  /** … or only those to which it did this. */
  outcome: z.optional(RunItemOutcome),
});
export type AttemptFilter = z.infer<typeof AttemptFilter>;

/** A page of messages, and how many there are in all. */
export const AttemptPage = z.object({ attempts: z.array(OutreachAttempt), total: z.number() });
export type AttemptPage = z.infer<typeof AttemptPage>;
