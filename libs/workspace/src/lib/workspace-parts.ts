import type { Clock } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import type { ControlFlags, Dispatcher, EgressDoor, Outbox } from '@aicmo/core-effects';

/** What every domain is built from; made once for a workspace. */
export interface WorkspaceParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly flags: ControlFlags;
  readonly door: EgressDoor;
  readonly outbox: Outbox;
  readonly dispatcher: Dispatcher;
  /** The data is a demonstration: marked on every screen, and kept inside. */
  readonly demo: boolean;
}
