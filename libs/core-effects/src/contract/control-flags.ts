import * as z from 'zod/mini';

/** The house's control flags as a screen shows them. */
export const ControlFlagsView = z.object({
  /** Nothing new leaves until somebody releases it. */
  paused: z.boolean(),
  /** As paused, and nothing is read from outside either; wins over paused. */
  killed: z.boolean(),
  /** Everything is done but the last inch; on by default. */
  proofMode: z.boolean(),
  /** Why it was changed last, in the words of the person. */
  reason: z.nullable(z.string()),
  /** Who changed it last; null when nobody has. */
  changedBy: z.nullable(z.string()),
  changedAt: z.nullable(z.string()),
});
/** The house's control flags as a screen shows them. */
export type ControlFlagsView = z.infer<typeof ControlFlagsView>;
