import * as z from 'zod/mini';

/** The states of an action; every legal move is in `action-rules.ts`. DOMAIN section 3. */
export const actionStates = [
  'PENDING',
  'AWAITING_APPROVAL',
  'RUNNING',
  'RETRY_SCHEDULED',
  'SUCCEEDED',
  'REJECTED',
  'CANCELLED',
  'DEAD_LETTER',
  'UNCERTAIN',
] as const;
/** What a person can do with an action. */
export const actionMoves = ['approve', 'reject', 'cancel', 'requeue', 'settle'] as const;
/** A person's answer to an action. */
export const verdicts = ['APPROVED', 'REJECTED'] as const;

/** A fact that a proposal rests on, or a result: label and value. */
export const Fact = z.object({ label: z.string(), value: z.string() });
/** A fact that a proposal rests on, or a result: label and value. */
export type Fact = z.infer<typeof Fact>;

/** A person's yes or no, with who, when and why. */
export const Decision = z.object({ verdict: z.enum(verdicts), by: z.string(), at: z.string(), reason: z.string() });
/** A person's yes or no, with who, when and why. */
export type Decision = z.infer<typeof Decision>;

/** A thing that the engine wants to do, is doing, or did. */
export const ActionView = z.object({
  id: z.string(),
  kind: z.string(),
  /** The kind in words; the kind itself when nothing here knows it any more. */
  kindTitle: z.string(),
  clientId: z.string(),
  campaignId: z.nullable(z.string()),
  /** What it does, in one sentence without a full stop. */
  title: z.string(),
  /** Why the engine wants it. */
  why: z.string(),
  evidence: z.array(Fact),
  state: z.enum(actionStates),
  /** Null: nobody has been asked, or nobody has answered yet. */
  decision: z.nullable(Decision),
  /** Not before this moment. */
  notBefore: z.string(),
  /** How often it failed since it was last queued. */
  failures: z.int(),
  /** What went wrong last; empty when nothing did. */
  lastError: z.string(),
  /** What came of it; null until it succeeded. */
  result: z.nullable(z.object({ summary: z.string(), facts: z.array(Fact) })),
  proposedAt: z.string(),
  changedAt: z.string(),
  moves: z.array(z.enum(actionMoves)),
});
/** A thing that the engine wants to do, is doing, or did. */
export type ActionView = z.infer<typeof ActionView>;

/** One line of the engine's record. */
export const AutonomyEvent = z.object({
  id: z.string(),
  actionId: z.nullable(z.string()),
  clientId: z.string(),
  at: z.string(),
  who: z.string(),
  what: z.string(),
  why: z.string(),
});
/** One line of the engine's record. */
export type AutonomyEvent = z.infer<typeof AutonomyEvent>;
