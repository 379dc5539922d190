import * as z from 'zod/mini';
import { InboundEffect } from '../../contract/inbound.ts';
import { StoppedSequences } from '../routing/sequence-stop-store.ts';

/** What was done because of a message: told to people, and enough to take back what a machine may take back. */
export const InboundEffects = z.object({
  told: z.array(InboundEffect),
  /** Enrolments that were stopped, and messages that were cancelled with them. */
  stopped: z.nullable(StoppedSequences),
  /** Enrolments that were paused, as they stood before. */
  paused: z.array(z.object({ id: z.string(), pausedUntil: z.nullable(z.string()) })),
  /** The state of the lead before it was moved; null: it was not. */
  leadFrom: z.nullable(z.string()),
  /** The state of the message of ours before it was changed; null: it was not. */
  attemptFrom: z.nullable(z.string()),
  /** Entries on the list of those never contacted that were made. */
  suppressions: z.array(z.string()),
  /** The opt-out that was recorded; null: none. */
  optOutId: z.nullable(z.string()),
});
export type InboundEffects = z.infer<typeof InboundEffects>;

/** Nothing was done. */
export const noEffects: InboundEffects = {
  ...{ told: [], stopped: null, paused: [], leadFrom: null, attemptFrom: null, suppressions: [], optOutId: null },
};
