import * as z from 'zod/mini';
import { CreativeDirection } from './direction.ts';

/** Three stored directions of one client, composed at once from the same material. */
export const DirectionSet = z.object({
  id: z.string(),
  clientId: z.string(),
  /** The strategy, and its version, that the material was taken from. */
  source: z.object({ kind: z.literal('STRATEGY'), id: z.string(), version: z.int() }),
  /** SHA-256 (hex) over the canonical form of the material and the version of the composition rules. */
  inputsHash: z.string(),
  /** Which rules composed it. */
  composition: z.object({ by: z.literal('RULES'), version: z.string() }),
  directions: z.array(z.object({ id: z.string(), direction: CreativeDirection })).check(z.length(3)),
  /** The direction that a person chose; null while nobody has. */
  chosen: z.nullable(z.object({ directionId: z.string(), by: z.string(), at: z.string(), why: z.string() })),
  composedBy: z.string(),
  composedAt: z.string(),
});
/** Three stored directions of one client. */
export type DirectionSet = z.infer<typeof DirectionSet>;

/** Something the material must still say before directions can be composed. */
export const MissingMaterial = z.object({ field: z.string(), label: z.string(), need: z.string() });
/** Something the material must still say. */
export type MissingMaterial = z.infer<typeof MissingMaterial>;
