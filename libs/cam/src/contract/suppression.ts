import * as z from 'zod/mini';

/** What a suppression names: one address, a whole domain, a profile or a number. */
export const SuppressionKind = z.enum(['email', 'domain', 'linkedin', 'phone']);
export type SuppressionKind = z.infer<typeof SuppressionKind>;

/** Somebody who is never contacted again, with the reason and where it came from. */
export const Suppression = z.object({
  id: z.string(),
  /** Null: for every client of the workspace. */
  clientId: z.nullable(z.string()),
  kind: SuppressionKind,
  /** Normalised. */
  value: z.string(),
  reason: z.string(),
  source: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
});
export type Suppression = z.infer<typeof Suppression>;
