import type { Database } from '@aicmo/core-db';
import type { ControlFlags, EgressDoor } from '@aicmo/core-effects';
import type { Clock } from '@aicmo/core-kernel';

/** What the orchestrator needs of the house. */
export interface OrchestratorDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly flags: ControlFlags;
  readonly door: EgressDoor;
  /** Where people outside reach the public pages, on which they unsubscribe; nowhere by default. */
  readonly publicUrl?: string | null;
}

/** How a run is asked for. */
export interface RunRequest {
  /** Who asks: a person's or a worker's name; shown to whoever finds the campaign held. */
  readonly by: string;
  /** Most first messages in one run; follow-ups are always served. Default 500, the workspace's cap for a day. */
  readonly limit?: number;
  /** Stops the run after the message at hand. */
  readonly signal?: AbortSignal;
}
