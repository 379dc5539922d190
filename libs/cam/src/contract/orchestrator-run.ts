import * as z from 'zod/mini';
import { AttemptMode } from './outreach-attempt.ts';

/** States of a run; legal moves in `orchestrator/run-rules.ts`. DOMAIN section 3. */
export const RunStatus = z.enum(['CLAIMED', 'RUNNING', 'COMPLETED', 'STOPPED', 'FAILED']);
export type RunStatus = z.infer<typeof RunStatus>;

/**
 * What one run did, in messages. `due` = simulated + proofed + sent + scheduled + blocked + skipped; `skipped` are
 * those that another worker or an earlier pass had settled meanwhile. `left` is due work beyond this run's limit.
 */
export const RunCounters = z.object({
  due: z.number(),
  simulated: z.number(),
  proofed: z.number(),
  sent: z.number(),
  scheduled: z.number(),
  blocked: z.number(),
  skipped: z.number(),
  left: z.number(),
});
export type RunCounters = z.infer<typeof RunCounters>;

/** One claimed pass over a campaign's due work, with its lease, counters and outcome. */
export const OrchestratorRun = z.object({
  id: z.string(),
  campaignId: z.string(),
  campaignName: z.string(),
  mode: AttemptMode,
  status: RunStatus,
  /** Who claimed it: a person's or a worker's name. */
  holder: z.string(),
  /** Grows with each claim of the campaign; a run that holds an older number may write nothing more. */
  fence: z.number(),
  claimedAt: z.string(),
  leaseUntil: z.string(),
  startedAt: z.nullable(z.string()),
  finishedAt: z.nullable(z.string()),
  counters: RunCounters,
  /** Why it stopped or failed, in one sentence; null when it completed. */
  reason: z.nullable(z.string()),
  /** The moment at which this campaign has the next thing to do; null when there is nothing. */
  nextDueAt: z.nullable(z.string()),
});
export type OrchestratorRun = z.infer<typeof OrchestratorRun>;

/** What asking for a run gave: the finished run, or who holds the campaign and since when. */
export const RunOutcome = z.discriminatedUnion('claimed', [
  z.object({ claimed: z.literal(true), run: OrchestratorRun }),
  z.object({ claimed: z.literal(false), holder: z.string(), since: z.string(), until: z.string(), text: z.string() }),
]);
export type RunOutcome = z.infer<typeof RunOutcome>;
