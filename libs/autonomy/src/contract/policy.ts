import * as z from 'zod/mini';

/** What the engine may do, from the narrowest: nothing, only after a person's yes, by itself. DOMAIN section 3. */
export const autonomyModes = ['MANUAL', 'REVIEW_FIRST', 'FULL_AUTO'] as const;
/** What the engine may do for a client. */
export type AutonomyMode = (typeof autonomyModes)[number];

/** A narrower mode for one campaign, for one kind of action, or for that kind in that campaign. */
export const Narrowing = z.object({
  /** Null: every campaign of the client. */
  campaignId: z.nullable(z.string()),
  /** Null: every kind of action. */
  kind: z.nullable(z.string()),
  mode: z.enum(autonomyModes),
});
/** A narrower mode for one campaign, for one kind of action, or for that kind in that campaign. */
export type Narrowing = z.infer<typeof Narrowing>;

/** What the engine may do by itself for one client. */
export const Policy = z.object({
  clientId: z.string(),
  mode: z.enum(autonomyModes),
  /** Can only take away from `mode`, never add to it. */
  narrower: z.array(Narrowing).check(z.maxLength(200)),
});
/** What the engine may do by itself for one client. */
export type Policy = z.infer<typeof Policy>;

/** A policy with who set it and why. Version 0: nobody has, the default is in force. */
export const PolicyView = z.extend(Policy, {
  /** Grows by one with each change; a change names the version that it edited. */
  version: z.int(),
  changedBy: z.nullable(z.string()),
  changedAt: z.nullable(z.string()),
  reason: z.string(),
});
/** A policy with who set it and why. Version 0: nobody has, the default is in force. */
export type PolicyView = z.infer<typeof PolicyView>;
