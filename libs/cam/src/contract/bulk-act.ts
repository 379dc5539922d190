import * as z from 'zod/mini';
import { LeadFilter } from './lead-list.ts';
import { LeadState } from './lead.ts';

/** One act on many leads. WON is said of each lead alone, for it becomes a client. */
export const BulkAct = z.discriminatedUnion('kind', [
  /** The reason is needed for LOST. */
  z.object({ kind: z.literal('move'), to: LeadState, reason: z.string() }),
  z.object({ kind: z.literal('never-contact'), reason: z.string() }),
  /** With a reason they wait for a person; null: somebody has looked. */
  z.object({ kind: z.literal('review'), reason: z.nullable(z.string()) }),
  /** Each into the sequence of its tier, in its own campaign. */
  z.object({ kind: z.literal('sequence') }),
]);
export type BulkAct = z.infer<typeof BulkAct>;

/** What goes over many leads in the background: addresses are checked, or leads scored again. */
export const BulkPass = z.enum(['check', 'score']);
export type BulkPass = z.infer<typeof BulkPass>;

/** On which leads: those that were ticked, or all that match; `expected` is how many those were when a person chose. */
export const BulkTarget = z.union([
  z.object({ ids: z.array(z.string()) }),
  z.object({ filter: LeadFilter, expected: z.number() }),
]);
export type BulkTarget = z.infer<typeof BulkTarget>;

/** What became of an act on many. */
export const BulkResult = z.object({
  changed: z.number(),
  /** Those that were left alone, by the reason in words. */
  leftAlone: z.array(z.object({ why: z.string(), leads: z.number() })),
  /** Null when nothing was changed. */
  undo: z.nullable(z.object({ id: z.string(), what: z.string(), until: z.string() })),
});
export type BulkResult = z.infer<typeof BulkResult>;
