import * as z from 'zod/mini';

/** An act that can be taken back. */
export const UndoOffer = z.object({
  id: z.string(),
  /** What was done, in a plain sentence without a full stop: "Moved Maja Lindqvist to won". */
  what: z.string(),
  /** From then on it stays as it is. */
  until: z.string(),
});
export type UndoOffer = z.infer<typeof UndoOffer>;
