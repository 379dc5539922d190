import type { Database } from '@aicmo/core-db';
import type { ControlFlags, EgressDoor, Vault } from '@aicmo/core-effects';
import type { Clock } from '@aicmo/core-kernel';
import type { OutreachTasks } from '../by-hand/outreach-tasks.ts';
import type { AcquisitionEvents } from '../events/acquisition-events.ts';

/** What the orchestrator needs of the house. */
export interface OrchestratorDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly flags: ControlFlags;
  readonly door: EgressDoor;
  /** Where people outside reach the public pages, on which they unsubscribe; nowhere by default. */
  readonly publicUrl?: string | null;
  /** Opens the passwords and keys of mailboxes; without it only a mailbox without secrets can send. */
  readonly vault?: Vault;
  /** Told of what happens to leads, in the same transaction. Nobody by default. */
  readonly events?: AcquisitionEvents;
  /** Who gets the steps that nothing sends by itself; without it they wait. */
  readonly tasks?: OutreachTasks;
}

/** How a run is asked for. */
export interface RunRequest {
  /** Who asks: a person's or a worker's name; shown to whoever finds the campaign held. */
  readonly by: string;
  /** Most first messages in one run; follow-ups are always served. Default 500, the workspace's cap for a day. */
  readonly limit?: number;
  /**
   * Whether to ask again what waits for a person: one of them may have lifted it since. Default true; a worker that runs a
   * campaign at each of its messages does so once an hour.
   */
  readonly askBlocked?: boolean;
  /** Stops the run after the messages at hand, whose outcomes are written. */
  readonly signal?: AbortSignal;
}
