import type { Tx } from '@aicmo/core-db';
import type { Channel } from '@aicmo/core-kernel';

/** A step on a channel that nothing sends by itself, as a person needs it to do it. */
export interface OutreachTask {
  /** The same message never makes two tasks. */
  readonly attemptId: string;
  readonly clientId: string;
  readonly campaignId: string;
  readonly channel: Channel;
  readonly title: string;
  readonly steps: readonly string[];
  /** The text to use. */
  readonly copy: string;
  readonly dueAt: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** Port: tasks of people, in the caller's transaction. */
export interface OutreachTasks {
  /** Gives the id of the task; of the one that is there when the message has one already. */
  open(tx: Tx, task: OutreachTask): Promise<string>;
  /** Nobody has to do it any more. One that is done, or is not there, stays as it is. */
  close(tx: Tx, attemptId: string, reason: string): Promise<void>;
}
