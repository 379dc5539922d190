import * as z from 'zod/mini';
import { BriefContent } from './brief-content.ts';
import { StrategyState } from './strategy.ts';

/** One stored version of what a client told us. A version never changes: an edit makes the next one. */
export const Brief = z.object({
  id: z.string(),
  clientId: z.string(),
  /** 1 for the first; each save adds one. */
  version: z.int().check(z.positive()),
  content: BriefContent,
  /** Who saved this version. */
  savedBy: z.string(),
  /** When, as an Instant. */
  savedAt: z.string(),
});
/** One stored version of what a client told us. */
export type Brief = z.infer<typeof Brief>;

/** A brief in a list: its newest version, and how far it is. */
export const BriefSummary = z.object({
  id: z.string(),
  clientId: z.string(),
  version: z.int(),
  company: z.string(),
  savedBy: z.string(),
  savedAt: z.string(),
  /** Labels of what a draft still needs; empty when a strategy can be drafted. */
  missing: z.array(z.string()),
  /** The strategy drafted from this brief, if there is one: its newest version. */
  strategy: z.nullable(
    z.object({
      id: z.string(),
      state: StrategyState,
      /** The brief was edited since: the strategy quotes an older version of it. */
      isBehind: z.boolean(),
    }),
  ),
});
/** A brief in a list. */
export type BriefSummary = z.infer<typeof BriefSummary>;

/** One thing that a brief must say before a strategy can be drafted from it. */
export const MissingField = z.object({
  field: z.string(),
  /** The label of the form. */
  label: z.string(),
  /** One sentence: what was found and what is needed. */
  need: z.string(),
});
/** One thing that a brief must still say. */
export type MissingField = z.infer<typeof MissingField>;
