import type { Tx } from '@aicmo/core-db';
import type { Instant } from '@aicmo/core-kernel';

/** Work to be done at a time. */
export interface Job {
  readonly topic: string;
  /** Unique within its topic: asking twice for the same work adds nothing. */
  readonly key: string;
  /** JSON values only; ids rather than contents. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly runAt: Instant;
}

/** A job that one worker holds for a while. */
export interface ClaimedJob extends Job {
  readonly id: string;
  /** Grows with each claim: a worker that lost its lease cannot settle with an old one. */
  readonly fence: number;
  readonly attempts: number;
  readonly leaseUntil: Instant;
}

/** How a claimed job ended. */
export type Settlement =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'retry'; readonly runAt: Instant; readonly error: string }
  | { readonly outcome: 'dead'; readonly error: string };

/** A queue of due work in the house's own database. The port; `createDispatcher` is its adapter. */
export interface Dispatcher {
  /** Adds a job in the caller's transaction; false when the same key is there already. */
  enqueue(tx: Tx, job: Job): Promise<boolean>;
  /** Takes up to `limit` due jobs of a topic, oldest first: waiting ones, and those whose lease ran out. */
  claim(request: {
    readonly topic: string;
    readonly worker: string;
    readonly limit: number;
    readonly leaseMs?: number;
  }): Promise<readonly ClaimedJob[]>;
  /** Extends the lease; false when another worker has the job by now. */
  renew(job: ClaimedJob, leaseMs?: number): Promise<boolean>;
  /** Ends a job; false, and nothing changed, when another worker has it by now. */
  settle(job: ClaimedJob, settlement: Settlement): Promise<boolean>;
}
