import * as z from 'zod/mini';
import { AttemptMode } from './outreach-attempt.ts';

/** States of a run; legal moves in `orchestrator/run-rules.ts`. DOMAIN section 3. */
export const RunStatus = z.enum(['CLAIMED', 'RUNNING', 'COMPLETED', 'STOPPED', 'FAILED']);
export type RunStatus = z.infer<typeof RunStatus>;

/** Runs of before mail was sent counted none of these. */
const sinceSending = z._default(z.number(), 0);

/**
 * What one run did, in messages: `due` is the sum of all others but `left`, each counted once and found again through the
 * run's rows. Messages whose answer did not change are not counted. `left`: due, but beyond this run's limit.
 */
export const RunCounters = z.object({
  due: z.number(),
  simulated: z.number(),
  proofed: z.number(),
  scheduled: z.number(),
  blocked: z.number(),
  sent: sinceSending,
  /** Not taken for now; tried again by itself. */
  retried: sinceSending,
  failed: sinceSending,
  uncertain: sinceSending,
  left: z.number(),
});
export type RunCounters = z.infer<typeof RunCounters>;

/** One claimed pass over a campaign's due work, with its lease, counters and outcome. */
export const OrchestratorRun = z.object({
  id: z.string(),
  clientId: z.string(),
  campaignId: z.string(),
  campaignName: z.string(),
  mode: AttemptMode,
  status: RunStatus,
  /** Who claimed it: a person's or a worker's name. */
  holder: z.string(),
  /** Grows with each claim of the campaign; a run that holds an older number may write nothing more. */
  fence: z.number(),
  /** When it claimed the campaign. */
  startedAt: z.string(),
  leaseUntil: z.string(),
  endedAt: z.nullable(z.string()),
  counters: RunCounters,
  /** How it ended, in one sentence; empty while it runs. */
  reason: z.string(),
  /** When this campaign has the next thing to do in this mode; null when there is nothing, or it has not ended. */
  nextDueAt: z.nullable(z.string()),
});
export type OrchestratorRun = z.infer<typeof OrchestratorRun>;

/** What asking for a run gave: the finished run, or who holds the campaign and since when. */
export const RunOutcome = z.discriminatedUnion('claimed', [
  z.object({ claimed: z.literal(true), run: OrchestratorRun }),
  z.object({ claimed: z.literal(false), holder: z.string(), since: z.string(), until: z.string(), text: z.string() }),
]);
export type RunOutcome = z.infer<typeof RunOutcome>;
