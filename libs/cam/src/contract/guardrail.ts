import * as z from 'zod/mini';

/** What a campaign may be after. */
export const GoalKind = z.enum(['REPLIES', 'MEETINGS', 'CLIENTS']);
export type GoalKind = z.infer<typeof GoalKind>;

/** When a campaign stops by itself. Limits are shares, 0–1. */
export const GuardrailSettings = z.object({
  bounceLimit: z.number(),
  complaintLimit: z.number(),
  /** Below so many messages of seven days neither share is judged. */
  fromSends: z.number(),
  /** Null: none. */
  goal: z.nullable(z.object({ kind: GoalKind, target: z.number() })),
});
export type GuardrailSettings = z.infer<typeof GuardrailSettings>;

/** What was counted: messages that left within seven days, and what became of them. */
export const GuardrailFigures = z.object({
  sends: z.number(),
  bounces: z.number(),
  complaints: z.number(),
  /** What the goal counts, since the campaign began; 0 without a goal. */
  reached: z.number(),
});
export type GuardrailFigures = z.infer<typeof GuardrailFigures>;

/** A campaign that stopped by itself. */
export const GuardrailEvent = z.object({
  id: z.string(),
  clientId: z.string(),
  campaignId: z.string(),
  campaignName: z.string(),
  kind: z.enum(['BOUNCES', 'COMPLAINTS', 'GOAL']),
  /** One plain sentence with the figures. */
  reason: z.string(),
  figures: GuardrailFigures,
  at: z.string(),
  /** Null: nobody took note of it yet. */
  seenAt: z.nullable(z.string()),
  seenBy: z.string(),
});
export type GuardrailEvent = z.infer<typeof GuardrailEvent>;

/** A campaign's rules, its figures now, and when it stopped by itself, newest first. */
export const Guardrails = z.object({
  settings: GuardrailSettings,
  version: z.number(),
  /** From when on messages count: seven days ago, or when it paused by itself since. */
  since: z.string(),
  figures: GuardrailFigures,
  events: z.array(GuardrailEvent),
});
export type Guardrails = z.infer<typeof Guardrails>;
