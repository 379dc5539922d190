import * as z from 'zod/mini';
import { platforms } from '@aicmo/core-kernel';

/** Who wrote a copy: our rules, out of the strategy's own words, or a language model. Never without saying which. */
export const CopyProvenance = z.discriminatedUnion('by', [
  z.object({ by: z.literal('RULES'), version: z.string() }),
  z.object({
    by: z.literal('MODEL'),
    model: z.string(),
    prompt: z.object({ name: z.string(), version: z.int() }),
    /** By which the record of questions knows it. */
    questionId: z.string(),
    tokens: z.int(),
    /** Millionths of a US dollar; null where the price is not known. */
    microUsd: z.nullable(z.number()),
  }),
]);
/** Who wrote a copy. */
export type CopyProvenance = z.infer<typeof CopyProvenance>;

/** Copy for one post on one platform, in variants to choose from. */
export const CopySet = z.object({
  id: z.string(),
  clientId: z.string(),
  directionId: z.string(),
  /** The strategy, and its version, that the direction's words come from. */
  source: z.object({ kind: z.literal('STRATEGY'), id: z.string(), version: z.int() }),
  platform: z.enum(platforms),
  variants: z.array(z.string()).check(z.minLength(1)),
  provenance: CopyProvenance,
  /** Why it was not written in the way that was asked for; null when it was. */
  note: z.nullable(z.string()),
  writtenBy: z.string(),
  writtenAt: z.string(),
});
/** Copy for one post on one platform, in variants. */
export type CopySet = z.infer<typeof CopySet>;

/** How a copy is to be written. */
export const CopyWay = z.enum(['RULES', 'MODEL']);
/** How a copy is to be written. */
export type CopyWay = z.infer<typeof CopyWay>;
