import type { ConnectorSettings } from '@aicmo/cam';
import type { Clock } from '@aicmo/core-kernel';
import type { Database } from '@aicmo/core-db';
import type { AskRecord, ControlFlags, Dispatcher, EgressDoor, Outbox } from '@aicmo/core-effects';
import type { Llm } from '@aicmo/core-llm';

/** What every domain is built from; made once for a workspace. */
export interface WorkspaceParts {
  readonly db: Database;
  /** Where files of this database are kept on their way to becoming leads. */
  readonly importsFolder: string;
  /** The key with which passwords of mailboxes are sealed: beside the database, in no backup of it. */
  readonly mailKeyFile: string;
  /** For threads, which open it themselves and tell the machine's time: missing where the clock is another one. */
  readonly databaseUrl?: string;
  readonly clock: Clock;
  readonly flags: ControlFlags;
  readonly door: EgressDoor;
  readonly outbox: Outbox;
  readonly dispatcher: Dispatcher;
  /** The language model, which may be absent: through the door, recorded, within its budgets. */
  readonly llm: Llm;
  /** Every question that the model was asked. */
  readonly asks: AskRecord;
  /** Where the workers of this database say that they live; the name of the folder says which database, not how to enter it. */
  readonly workersFolder: string;
  /** Where people outside reach the public pages; null: there are none. */
  readonly publicUrl: string | null;
  /** Keys of outside data services; one without is off. */
  readonly connectors: ConnectorSettings;
  /** The data is a demonstration: marked on every screen, and kept inside. */
  readonly demo: boolean;
}
